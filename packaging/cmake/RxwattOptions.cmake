# What every target of ours is compiled with: the language, the warnings, the sanitizers.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

add_library(rxwatt_options INTERFACE)
target_include_directories(rxwatt_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(rxwatt_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wsuggest-override)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 warns of overlapping copies inside its own std::string (PR 105329, 105651).
    target_compile_options(rxwatt_options INTERFACE -Wno-restrict)
endif()
if(RXWATT_WERROR)
    target_compile_options(rxwatt_options INTERFACE -Werror)
endif()
if(RXWATT_SANITIZER)
    target_compile_options(rxwatt_options INTERFACE "-fsanitize=${RXWATT_SANITIZER}" -fno-omit-frame-pointer
                                                    -fno-sanitize-recover=all)
    target_link_options(rxwatt_options INTERFACE "-fsanitize=${RXWATT_SANITIZER}")
    # GCC sees values as uninitialised that are not where sanitizers are on, and warns of fences (of Boost.Asio) that the
    # thread sanitizer does not know.
    target_compile_options(rxwatt_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
                                                    $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
endif()
