# Installs the build TRAMA_BUILD into a scratch prefix, builds the project SOURCE against it with the compiler CXX, and
# runs its programs and the installed trama.
set(work ${TRAMA_BUILD}/consumer)
file(REMOVE_RECURSE ${work})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}: ${status}\n${output}")
  endif()
endfunction()

run(${CMAKE_COMMAND} --install ${TRAMA_BUILD} --prefix ${work}/prefix)
run(${CMAKE_COMMAND} -S ${SOURCE} -B ${work}/build -G Ninja -DCMAKE_PREFIX_PATH=${work}/prefix
  -DCMAKE_CXX_COMPILER=${CXX} -DCMAKE_BUILD_TYPE=Debug)
run(${CMAKE_COMMAND} --build ${work}/build)
foreach(target extract graph export)
  run(${work}/build/consumer_${target})
endforeach()
run(${work}/build/consumer)
# The installed program must find the model and the tables that were installed with it.
file(WRITE ${work}/nota.txt "El ministro Andrés Lobo visitó a Clara Fuentes en Montevideo.\n")
run(${CMAKE_COMMAND} -E env --unset=TRAMA_MODEL --unset=TRAMA_HOME
  ${work}/prefix/bin/trama build ${work}/nota.txt -o ${work}/red.trama)
