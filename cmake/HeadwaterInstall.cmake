# What an embedder gets: the umbrella header, the archives, headwater::headwater for CMake and headwater.pc for the rest.
include(CMakePackageConfigHelpers)

# The umbrella belongs to no module, for none may see all the others: it comes with the target that stands for the whole.
target_include_directories(headwater_all INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/cmake/include>
                                                   $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)

install(DIRECTORY cmake/include/ schema/include/ graph/include/ ingest/include/ query/include/
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development FILES_MATCHING PATTERN "*.h")
install(TARGETS headwater_all headwater_query headwater_ingest headwater_graph headwater_schema EXPORT headwaterTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(TARGETS headwater_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT runtime)
install(FILES LICENSE NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT runtime)

set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/headwater)
install(EXPORT headwaterTargets NAMESPACE headwater:: DESTINATION ${config_dir} COMPONENT development)
configure_package_config_file(cmake/headwaterConfig.cmake.in ${PROJECT_BINARY_DIR}/headwaterConfig.cmake
                              INSTALL_DESTINATION ${config_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/headwaterConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/headwaterConfig.cmake ${PROJECT_BINARY_DIR}/headwaterConfigVersion.cmake
        DESTINATION ${config_dir} COMPONENT development)

# The prefix is told from where headwater.pc lies, so that an installed tree can be moved.
file(RELATIVE_PATH pc_to_prefix /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
string(REGEX REPLACE "/$" "" pc_to_prefix "${pc_to_prefix}")
set(pc_link_flags "")  # archives built with a sanitizer or for gcov want its run-time library at the last link
if(HEADWATER_SANITIZE)
  string(APPEND pc_link_flags " -fsanitize=${HEADWATER_SANITIZE}")
endif()
if(HEADWATER_COVERAGE)
  string(APPEND pc_link_flags " --coverage")
endif()
configure_file(cmake/headwater.pc.in ${PROJECT_BINARY_DIR}/headwater.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/headwater.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
