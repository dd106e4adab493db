// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/catalogue.h"

#include "core/base/files.h"

#include <fmt/ranges.h>

#include "processorsJson.h"
#include <algorithm>
#include <cstdlib>
#include <set>

namespace rxwatt::energy
{

namespace
{

constexpr std::size_t mostEntries = 1000;

std::filesystem::path fileIn(const std::filesystem::path& projectFolder)
{
    return projectFolder / "processors.json";
}

Result<std::vector<Processor>> processorsFromJson(const Json& json)
{
    base::ObjectReader reader(json, "$");
    std::string schema;
    std::vector<Processor> processors;
    reader.required("schema", schema).required("processors", processors);
    static_cast<void>(reader.find("conventions"));
    RXWATT_TRY(reader.finish());
    if (schema != processorsSchema) {
        return fail(ErrorKind::badInput,
                    fmt::format("$.schema: found {}, \"{}\" is allowed", base::inQuotes(schema), processorsSchema));
    }
    if (processors.size() > mostEntries) {
        return fail(ErrorKind::badInput, fmt::format("$.processors: at most {} are allowed", mostEntries));
    }
    std::set<std::string> ids;
    for (const Processor& processor : processors) {
        if (!ids.insert(processor.id).second) {
            return fail(ErrorKind::badInput,
                        fmt::format("$.processors: found the id \"{}\" twice, each is allowed once", processor.id));
        }
    }
    return processors;
}

Status writeOwn(const std::filesystem::path& projectFolder, const std::vector<Processor>& processors)
{
    Json json = {{"schema", processorsSchema}, {"processors", Json::array()}};
    for (const Processor& processor : processors) {
        json["processors"].push_back(toJson(processor));
    }
    // A file that could not be read again would take all of them away.
    const std::string text = base::toText(json, 2) + "\n";
    if (processors.size() > mostEntries || text.size() > base::JsonLimits().maxBytes) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}: a project has {} processors of {} MiB at most", fileIn(projectFolder).string(),
                                mostEntries, base::JsonLimits().maxBytes >> 20U));
    }
    return base::writeFileAtomically(fileIn(projectFolder), text);
}

/// Held over reading, changing and writing the project's own.
Result<base::FileLock> lockOwn(const std::filesystem::path& projectFolder)
{
    return base::FileLock::take(projectFolder / "processors.lock", "processors");
}

} // namespace

const Catalogue& Catalogue::builtIn()
{
    static const Catalogue catalogue = [] {
        const auto json = base::parseJson(resources::processorsJson, "processors.json");
        const auto processors = json ? processorsFromJson(*json) : std::vector<Processor>();
        if (!processors || processors->empty()) {
            // A test reads it: a program with a broken resource is never built.
            std::abort();
        }
        Catalogue made;
        made.m_processors = *processors;
        return made;
    }();
    return catalogue;
}

Catalogue Catalogue::with(const std::vector<Processor>& own)
{
    Catalogue catalogue = builtIn();
    for (const Processor& processor : own) {
        catalogue.put(processor);
    }
    return catalogue;
}

Result<Catalogue> Catalogue::ofProject(const std::filesystem::path& projectFolder)
{
    RXWATT_ASSIGN(const auto own, readOwnProcessors(projectFolder));
    return with(own);
}

void Catalogue::put(Processor processor)
{
    const auto found = std::find_if(m_processors.begin(), m_processors.end(),
                                    [&](const Processor& known) { return known.id == processor.id; });
    if (found == m_processors.end()) {
        m_processors.push_back(std::move(processor));
    } else {
        *found = std::move(processor);
    }
}

const Processor* Catalogue::find(std::string_view id) const
{
    const auto found = std::find_if(m_processors.begin(), m_processors.end(),
                                    [&](const Processor& processor) { return processor.id == id; });
    return found == m_processors.end() ? nullptr : &*found;
}

Result<Processor> Catalogue::get(std::string_view id) const
{
    if (const Processor* found = find(id)) {
        return *found;
    }
    // Fewer letters are in half of all ids.
    constexpr std::size_t fewest = 2;
    std::vector<std::string_view> close;
    for (const Processor& processor : m_processors) {
        if (id.size() >= fewest && processor.id.find(id) != std::string::npos) {
            close.push_back(processor.id);
        }
    }
    return fail(
        ErrorKind::notFound,
        close.empty()
            ? fmt::format("no processor has the id {}; `rxwatt processors list` names them all", base::inQuotes(id))
            : fmt::format("no processor has the id {}; did you mean {}?", base::inQuotes(id), fmt::join(close, ", ")));
}

Result<std::vector<Processor>> readOwnProcessors(const std::filesystem::path& projectFolder)
{
    const auto file = fileIn(projectFolder);
    const auto json = base::readJsonFile(file);
    if (!json) {
        if (json.error().kind == ErrorKind::notFound) {
            return std::vector<Processor>();
        }
        return tl::unexpected<Error>(json.error());
    }
    auto processors = processorsFromJson(*json);
    if (!processors) {
        return failIn(file.string(), processors.error());
    }
    return processors;
}

Status putOwnProcessor(const std::filesystem::path& projectFolder, const Processor& processor)
{
    RXWATT_TRY(processor.validate("$"));
    RXWATT_ASSIGN(const auto lock, lockOwn(projectFolder));
    RXWATT_ASSIGN(auto own, readOwnProcessors(projectFolder));
    const auto found =
        std::find_if(own.begin(), own.end(), [&](const Processor& known) { return known.id == processor.id; });
    if (found == own.end()) {
        own.push_back(processor);
    } else {
        *found = processor;
    }
    return writeOwn(projectFolder, own);
}

Status removeOwnProcessor(const std::filesystem::path& projectFolder, std::string_view id)
{
    RXWATT_ASSIGN(const auto lock, lockOwn(projectFolder));
    RXWATT_ASSIGN(auto own, readOwnProcessors(projectFolder));
    if (std::erase_if(own, [&](const Processor& processor) { return processor.id == id; }) == 0) {
        return fail(ErrorKind::notFound, fmt::format("the project has no processor {} of its own", base::inQuotes(id)));
    }
    return writeOwn(projectFolder, own);
}

} // namespace rxwatt::energy
