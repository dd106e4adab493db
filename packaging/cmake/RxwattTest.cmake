# rxwatt_discover(<program> <timeout in seconds> LABELS <labels> [ENVIRONMENT <variables>…]): each case of a GoogleTest program is a test of ctest. What sanitizers
# instrument takes several times as long, and what asks for more memory than there is gets the std::bad_alloc that it gets without them.
function(rxwatt_discover program timeout)
    set(environment "")
    if(RXWATT_SANITIZER)
        math(EXPR timeout "4 * ${timeout}")
        set(environment ASAN_OPTIONS=allocator_may_return_null=1)
    endif()
    cmake_parse_arguments(arg "" "LABELS" "ENVIRONMENT" ${ARGN})
    gtest_discover_tests(${program} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
                         PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${timeout} ENVIRONMENT "${arg_ENVIRONMENT};${environment}")
endfunction()

# rxwatt_build_fast(<program>): a test spends its time in what it tests; its own checks, all macros, take longest to optimise.
function(rxwatt_build_fast program)
    target_compile_options(${program} PRIVATE $<$<CONFIG:Release>:-O1>)
endfunction()

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
    rxwatt_precompile(${module}_test <gmock/gmock.h> <gtest/gtest.h> ${rxwatt_common_headers})
    rxwatt_build_fast(${module}_test)
    rxwatt_discover(${module}_test ${arg_TIMEOUT} LABELS ${module})
endfunction()
