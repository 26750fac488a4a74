# What `cmake --install` adds to the libraries: the program's data and the package files for find_package(trama).
include(CMakePackageConfigHelpers)

set(TRAMA_INSTALL_DATADIR ${CMAKE_INSTALL_DATADIR}/trama)
set(TRAMA_INSTALL_CMAKEDIR ${CMAKE_INSTALL_LIBDIR}/cmake/trama)

install(TARGETS trama RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# cli/process/resources.cc looks for these two beside the program.
install(DIRECTORY models/ DESTINATION ${TRAMA_INSTALL_DATADIR}/models
  FILES_MATCHING PATTERN "*.safetensors" PATTERN "*.md" PATTERN "LICENSE*"
  PATTERN float EXCLUDE)  # Those are for checks and for training.
install(DIRECTORY extract/data/es DESTINATION ${TRAMA_INSTALL_DATADIR}/data FILES_MATCHING PATTERN "*.tsv")
# For who loads RDF: what our words mean, and shapes to check exports with.
install(FILES export/rdf/trama.ttl export/rdf/shapes.ttl DESTINATION ${TRAMA_INSTALL_DATADIR}/rdf)
install(FILES LICENSE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

install(EXPORT tramaTargets NAMESPACE trama:: DESTINATION ${TRAMA_INSTALL_CMAKEDIR})
configure_package_config_file(cmake/tramaConfig.cmake.in tramaConfig.cmake
  INSTALL_DESTINATION ${TRAMA_INSTALL_CMAKEDIR} PATH_VARS TRAMA_INSTALL_DATADIR)
write_basic_package_version_file(tramaConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/tramaConfig.cmake ${PROJECT_BINARY_DIR}/tramaConfigVersion.cmake
  cmake/dependencies.cmake DESTINATION ${TRAMA_INSTALL_CMAKEDIR})
