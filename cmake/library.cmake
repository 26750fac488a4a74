# trama_library(NAME PUBLIC_HEADERS <files…>): the static library trama_NAME of every *.cc below the current folder,
# with its alias trama::NAME. Only the headers named are installed; others are the library's own.
function(trama_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "PUBLIC_HEADERS")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  add_library(trama_${name} STATIC ${sources})
  add_library(trama::${name} ALIAS trama_${name})
  set_target_properties(trama_${name} PROPERTIES EXPORT_NAME ${name})
  target_compile_features(trama_${name} PUBLIC cxx_std_20)
  target_sources(trama_${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${arg_PUBLIC_HEADERS})
  target_link_libraries(trama_${name} PRIVATE $<BUILD_INTERFACE:trama_flags>)
  install(TARGETS trama_${name} EXPORT tramaTargets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/trama)
endfunction()
