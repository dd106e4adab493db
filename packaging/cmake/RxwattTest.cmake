# rxwatt_test(<module> SOURCES <files>… [LIBRARIES <targets>…] [TIMEOUT <seconds>])
#
# One GoogleTest program a module, <module>_test; each case is a test of ctest, labelled with the module. Tests find the vectors that others
# made in RXWATT_VECTORS and the committed ones of ours in RXWATT_TEST_DATA.
function(rxwatt_test module)
    cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LIBRARIES" ${ARGN})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_executable(${module}_test ${arg_SOURCES})
    target_link_libraries(${module}_test PRIVATE rxwatt_options rxwatt_${module} ${arg_LIBRARIES} GTest::gmock GTest::gtest_main)
    target_compile_definitions(${module}_test PRIVATE RXWATT_VECTORS="${RXWATT_VECTORS}"
                                                      RXWATT_TEST_DATA="${CMAKE_CURRENT_SOURCE_DIR}/data")
    gtest_discover_tests(${module}_test DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
                         PROPERTIES LABELS ${module} TIMEOUT ${arg_TIMEOUT})
endfunction()
