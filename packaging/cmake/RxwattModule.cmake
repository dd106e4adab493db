# rxwatt_module(<name> SOURCES <files>… [DEPENDS <modules>…] [PUBLIC <targets>…] [PRIVATE <targets>…])
#
# One folder = one static library = one namespace: core/<name> becomes the target rxwatt_<name>. DEPENDS names modules of
# ours; PUBLIC and PRIVATE name third-party targets.
function(rxwatt_module name)
    cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;PUBLIC;PRIVATE" ${ARGN})
    add_library(rxwatt_${name} STATIC ${arg_SOURCES})
    list(TRANSFORM arg_DEPENDS PREPEND rxwatt_)
    target_link_libraries(rxwatt_${name} PUBLIC ${arg_DEPENDS} ${arg_PUBLIC} PRIVATE rxwatt_options ${arg_PRIVATE})
endfunction()

# What most files include: it takes half of the time that they take to build.
set(rxwatt_common_headers
    <algorithm> <array> <filesystem> <functional> <map> <memory> <optional> <set> <span> <string> <string_view> <variant> <vector>
    <fmt/format.h> <nlohmann/json.hpp> <tl/expected.hpp>)

# rxwatt_precompile(<target> <headers>…): headers that most files of the target include, read once. They are no replacement for
# including what is used: with CMAKE_DISABLE_PRECOMPILE_HEADERS everything builds, too (the presets of the sanitizers do so).
# GCC 12 forgets that what it inlines from them is the library's own code, and warns of it (PR 105329).
function(rxwatt_precompile target)
    target_precompile_headers(${target} PRIVATE ${ARGN})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
        target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
    endif()
endfunction()

# rxwatt_embed(<target> <file> <namespace> <identifier>): the file's text as a constant in the target, so that programs carry their
# resources in themselves. Declared by "<identifier>.h" in the target's include path: extern const std::string_view <namespace>::<identifier>.
function(rxwatt_embed target file namespace identifier)
    set(header "${CMAKE_CURRENT_BINARY_DIR}/embedded/${identifier}.h")
    set(source "${CMAKE_CURRENT_BINARY_DIR}/embedded/${identifier}.cpp")
    add_custom_command(
        OUTPUT "${header}" "${source}"
        COMMAND "${CMAKE_COMMAND}" -DFILE=${file} -DNAMESPACE=${namespace} -DIDENTIFIER=${identifier} -DHEADER=${header}
                -DSOURCE=${source} -P "${CMAKE_SOURCE_DIR}/packaging/cmake/EmbedFile.cmake"
        DEPENDS "${file}" "${CMAKE_SOURCE_DIR}/packaging/cmake/EmbedFile.cmake"
        VERBATIM)
    target_sources(${target} PRIVATE "${header}" "${source}")
    target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/embedded")
endfunction()
