# What every target of ours has in common: warnings, sanitizers, and the flags cpp-httplib was compiled with where used.
function(headwater_target target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
                                           -Woverloaded-virtual)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # False alarms of g++ 12 on std::string's operator+ (GCC bug 105651).
    target_compile_options(${target} PRIVATE -Wno-restrict)
  endif()
  if(HEADWATER_DEVELOPER_MODE)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(HEADWATER_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${HEADWATER_SANITIZE} -fno-sanitize-recover=all
                                             -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=${HEADWATER_SANITIZE})
  endif()
  if(HEADWATER_FUZZ)
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
  if(HEADWATER_COVERAGE)
    target_compile_options(${target} PRIVATE --coverage)
    target_link_options(${target} PUBLIC --coverage)
  endif()
endfunction()

# headwater_module(graph SOURCES src/a.cc ... PUBLIC headwater_schema PRIVATE RocksDB::rocksdb-shared)
# A module sees its own headers and those of the modules it links, no others: a wrong-way include does not compile.
function(headwater_module name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  set(target headwater_${name})
  add_library(${target} STATIC ${arg_SOURCES})
  add_library(headwater::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include>
                                              $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
                             PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/src ${CMAKE_CURRENT_BINARY_DIR})
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_link_libraries(${target} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  headwater_target(${target})
endfunction()

# headwater_embed(TARGET SYMBOL FILES...): files as constants of the program, no file needed at run time.
# Defines std::string_view headwater::detail::SYMBOL(std::string_view file_name), empty for a name that is not there.
function(headwater_embed target symbol)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.cc)
  add_custom_command(OUTPUT ${out}
                     COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DSYMBOL=${symbol} "-DFILES=${ARGN}"
                             -P ${PROJECT_SOURCE_DIR}/cmake/Embed.cmake
                     DEPENDS ${ARGN} ${PROJECT_SOURCE_DIR}/cmake/Embed.cmake
                     COMMENT "Embedding ${symbol}" VERBATIM)
  set_source_files_properties(${out} PROPERTIES OBJECT_DEPENDS "${ARGN}")
  target_sources(${target} PRIVATE ${out})
endfunction()
