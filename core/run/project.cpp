// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/project.h"

#include "core/base/clock.h"
#include "core/run/version.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::run
{

namespace
{

namespace fs = std::filesystem;

constexpr std::string_view projectSchema = "rxwatt.project/1";
constexpr base::JsonLimits projectLimits = {std::size_t{1} << 20, 16};

fs::path absolutePath(const fs::path& path)
{
    std::error_code error;
    fs::path absolute = fs::absolute(path, error).lexically_normal();
    if (error) {
        return path;
    }
    return absolute.has_filename() ? absolute : absolute.parent_path(); // "project/" and "."
}

/// What project.json says about itself; whether this version may go on with it.
Status checkProject(const Json& json)
{
    if (json.is_object() && json.contains("schema") && json["schema"] != projectSchema) {
        const Json& schema = json["schema"];
        const bool ours = schema.is_string() && schema.get<std::string>().starts_with("rxwatt.project/");
        if (!ours) {
            return tl::unexpected<Error>(base::wrongValue("$.schema", schema, fmt::format("\"{}\"", projectSchema)));
        }
        const auto maker = json.find("rxwatt");
        return fail(ErrorKind::unsupported,
                    fmt::format("made by a newer version of rxwatt ({}, format {}); this is version {} and knows {}: "
                                "update rxwatt to open it",
                                maker != json.end() ? base::toText(*maker) : "unknown", base::toText(schema), version(),
                                projectSchema));
    }
    std::string schema;
    std::string name;
    std::string createdAt;
    std::string maker;
    base::ObjectReader reader(json, "$");
    reader.required("schema", schema)
        .required("name", name)
        .required("created_at", createdAt)
        .required("rxwatt", maker);
    return reader.finish();
}

std::string projectText(const std::string& name)
{
    Json json = Json::object();
    json["schema"] = projectSchema;
    json["name"] = name;
    json["created_at"] = base::toIsoTime(base::SystemClock().wallClock());
    json["rxwatt"] = version();
    return base::toText(json, 2) + "\n";
}

/// Makes a folder and those above it; false where it was there.
Result<bool> makeFolder(const fs::path& path)
{
    std::error_code error;
    const bool made = fs::create_directories(path, error);
    if (error) {
        return tl::unexpected<Error>(base::fileError("make the folder", path, error.value()));
    }
    return made;
}

Status requireEmpty(const fs::path& path)
{
    std::error_code error;
    if (fs::exists(path / "project.json", error)) {
        return fail(ErrorKind::badInput, fmt::format("{}: is an RxWatt project already", path.string()));
    }
    const bool empty = fs::is_empty(path, error);
    if (error) {
        return tl::unexpected<Error>(base::fileError("read", path, error.value()));
    }
    if (!empty) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}: is not empty; a project is made in a new or an empty folder", path.string()));
    }
    return {};
}

} // namespace

ProjectFolder::ProjectFolder(fs::path path) : m_path(std::move(path)) {}

Result<ProjectFolder> ProjectFolder::open(const fs::path& path)
{
    const ProjectFolder project(absolutePath(path));
    std::error_code error;
    const fs::file_status status = fs::status(project.path(), error);
    if (!fs::exists(status)) {
        return tl::unexpected<Error>(base::fileError("open", project.path(), error ? error.value() : ENOENT));
    }
    if (!fs::is_directory(status)) {
        return fail(ErrorKind::badInput, fmt::format("{}: is no folder, and so no project", project.path().string()));
    }
    const fs::path file = project.path() / "project.json";
    const Result<Json> json = base::readJsonFile(file, projectLimits);
    if (!json && json.error().kind == ErrorKind::notFound) {
        return fail(ErrorKind::notFound,
                    fmt::format("{0}: is no RxWatt project (it has no project.json); `rxwatt init {0}` makes one",
                                project.path().string()));
    }
    if (!json) {
        return tl::unexpected<Error>(json.error());
    }
    if (Status known = checkProject(*json); !known) {
        return failIn(file.string(), std::move(known).error());
    }
    return project;
}

Result<ProjectFolder> ProjectFolder::create(const fs::path& path)
{
    const ProjectFolder project(absolutePath(path));
    RXWATT_ASSIGN(const bool made, makeFolder(project.path()));
    if (!made) {
        RXWATT_TRY(requireEmpty(project.path()));
    }
    Status status;
    for (const fs::path& folder : {project.runsFolder(), project.requestsFolder(), project.trashFolder()}) {
        if (status) {
            status = makeFolder(folder).map([](bool) {});
        }
    }
    // Last: a folder with this file is a whole project.
    if (status) {
        const std::string name = project.path().filename().string();
        status = base::writeFileAtomically(project.path() / "project.json", projectText(name));
    }
    if (!status) {
        std::error_code ignored;
        for (const fs::path& folder : {project.runsFolder(), project.requestsFolder(), project.trashFolder()}) {
            fs::remove(folder, ignored);
        }
        if (made) {
            fs::remove(project.path(), ignored);
        }
        return tl::unexpected<Error>(std::move(status).error());
    }
    return project;
}

Result<std::vector<RunId>> ProjectFolder::runIds() const
{
    RXWATT_ASSIGN(const std::vector<fs::directory_entry> entries, base::entriesOf(runsFolder()));
    std::vector<RunId> ids;
    for (const fs::directory_entry& entry : entries) {
        std::error_code unreadable;
        const std::string name = entry.path().filename().string();
        if (base::isRunId(name) && entry.is_directory(unreadable)) {
            ids.push_back({name});
        }
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

Json toJson(const QueueRecord& record)
{
    Json json = Json::object();
    json["paused"] = record.paused;
    json["reason"] = record.reason ? Json(*record.reason) : Json();
    return json;
}

Result<QueueRecord> queueRecordFromJson(const Json& json)
{
    QueueRecord record;
    base::ObjectReader reader(json, "$");
    reader.required("paused", record.paused).optional("reason", record.reason);
    RXWATT_TRY(reader.finish());
    return record;
}

} // namespace rxwatt::run
