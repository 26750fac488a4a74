# Data files compiled into a library.
#
#   trama_embed_data(TARGET FUNCTION FOLDER FILE...)
#
# adds to TARGET a source that defines `std::string_view trama::FUNCTION(std::string_view name)`: the content of the FILE
# (relative to FOLDER) called `name`, or an empty view with a null data() for another name; and
# `std::span<const std::string_view> trama::FUNCTION_names()`. The source is made at build time, whenever a FILE changes.
# Files are text without NUL.

if(CMAKE_SCRIPT_MODE_FILE)
  # Run as `cmake -D OUTPUT= -D FUNCTION= -D ROOT= -D FILES=a;b -P embed_data.cmake`.
  set(rows "")
  set(names "")
  foreach(path IN LISTS FILES)
    file(READ "${ROOT}/${path}" content)
    string(APPEND rows "  if (name == \"${path}\") return R\"embedded~(${content})embedded~\"sv;\n")
    string(APPEND names "    \"${path}\",\n")
  endforeach()
  file(WRITE "${OUTPUT}"
    "// Made by cmake/embed_data.cmake.\n#include <span>\n#include <string_view>\n\nnamespace trama {\n\n"
    "using namespace std::string_view_literals;\n\n"
    "std::string_view ${FUNCTION}(std::string_view name);\n"
    "std::string_view ${FUNCTION}(std::string_view name) {\n${rows}  return {};\n}\n\n"
    "std::span<const std::string_view> ${FUNCTION}_names();\n"
    "std::span<const std::string_view> ${FUNCTION}_names() {\n"
    "  static constexpr std::string_view kNames[] = {\n${names}  };\n  return kNames;\n}\n\n}  // namespace trama\n")
  return()
endif()

set(TRAMA_EMBED_DATA_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(trama_embed_data target function folder)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${function}.cc)
  list(TRANSFORM ARGN PREPEND ${folder}/ OUTPUT_VARIABLE paths)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DFUNCTION=${function} -DROOT=${folder} "-DFILES=${ARGN}"
      -P ${TRAMA_EMBED_DATA_SCRIPT}
    DEPENDS ${paths} ${TRAMA_EMBED_DATA_SCRIPT}
    COMMENT "Embedding data files in ${target}"
    VERBATIM)
  set_source_files_properties(${output} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE ${output})
endfunction()
