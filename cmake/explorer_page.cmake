# trama_build_explorer_page(VARIABLE): a rule by which npm makes explorer/dist/index.html of explorer/ whenever one of its
# sources changes. VARIABLE gets the path of that file.
function(trama_build_explorer_page variable)
  find_program(TRAMA_NPM npm REQUIRED)
  set(folder ${PROJECT_SOURCE_DIR}/explorer)
  set(page ${folder}/dist/index.html)
  set(installed ${folder}/node_modules/.package-lock.json)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/src/*)
  file(GLOB settings CONFIGURE_DEPENDS ${folder}/*.json ${folder}/*.js ${folder}/*.mjs ${folder}/*.ts ${folder}/*.html)
  add_custom_command(
    OUTPUT ${installed}
    COMMAND ${TRAMA_NPM} ci --no-audit --no-fund
    COMMAND ${CMAKE_COMMAND} -E touch ${installed}
    WORKING_DIRECTORY ${folder}
    DEPENDS ${folder}/package.json ${folder}/package-lock.json
    COMMENT "Installing what the explorer's page is built with"
    VERBATIM)
  add_custom_command(
    OUTPUT ${page}
    COMMAND ${TRAMA_NPM} run build
    WORKING_DIRECTORY ${folder}
    DEPENDS ${installed} ${sources} ${settings}
    COMMENT "Building the explorer's page"
    VERBATIM)
  set(${variable} ${page} PARENT_SCOPE)
endfunction()
