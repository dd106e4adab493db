# What every target of ours is compiled with: the language, the warnings, the sanitizers.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

# A unity build joins the files of a target by twenties: what they include is read once for all of them, and everything takes a
# third of the time. The presets that build once (release, headless, worker, no-torch) and start.sh do so; those that one works
# with do not, so that a change costs one file, and each file stands on its own. Joined, the names of unnamed namespaces meet:
# they must differ within a module, and what two files need alike is in a header. Precompiled headers take longer than they save
# where a target is a few units.
if(CMAKE_UNITY_BUILD)
    if(NOT CMAKE_UNITY_BUILD_BATCH_SIZE)
        set(CMAKE_UNITY_BUILD_BATCH_SIZE 20)
    endif()
    set(CMAKE_DISABLE_PRECOMPILE_HEADERS ON)
endif()

add_library(rxwatt_options INTERFACE)
target_include_directories(rxwatt_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(rxwatt_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wsuggest-override)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 warns of overlapping copies inside its own std::string (PR 105329, 105651).
    target_compile_options(rxwatt_options INTERFACE -Wno-restrict)
endif()
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC takes the joined files for headers, whose classes must have no parts out of unnamed namespaces.
    target_compile_options(rxwatt_options INTERFACE -Wno-subobject-linkage)
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
