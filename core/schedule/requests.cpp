// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/requests.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace rxwatt::schedule
{

namespace
{

constexpr std::string_view requestSchema = "rxwatt.request/1";
constexpr std::string_view replySchema = "rxwatt.reply/1";

/// In the order of Action.
constexpr std::array<std::string_view, 12> actionNames = {"add",          "cancel",      "pause",   "resume",
                                                          "retry",        "retry_fresh", "remove",  "pause_queue",
                                                          "resume_queue", "set_meta",    "restore", "reorder"};
static_assert(actionNames[static_cast<std::size_t>(Action::reorder)] == "reorder");

/// In the order of ErrorKind.
constexpr std::array<std::string_view, 7> kindNames = {"bad_input",   "not_found", "busy",     "storage",
                                                       "unsupported", "failed",    "cancelled"};
static_assert(kindNames[static_cast<std::size_t>(ErrorKind::cancelled)] == "cancelled");

template <typename Enum, std::size_t count>
Status enumFromJson(const Json& value, const std::string& path, const std::array<std::string_view, count>& names,
                    Enum& out)
{
    const auto* const found =
        value.is_string() ? std::find(names.begin(), names.end(), value.get<std::string>()) : names.end();
    if (found == names.end()) {
        return tl::unexpected<Error>(base::wrongValue(path, value, fmt::format("one of {}", fmt::join(names, ", "))));
    }
    out = static_cast<Enum>(found - names.begin());
    return {};
}

Status fromJson(const Json& value, const std::string& path, Action& out)
{
    return enumFromJson(value, path, actionNames, out);
}

Json idsToJson(const std::vector<RunId>& runs)
{
    Json list = Json::array();
    for (const RunId& run : runs) {
        list.push_back(run.text);
    }
    return list;
}

Status idFromJson(const Json& value, const std::string& path, RunId& out)
{
    if (!value.is_string() || !base::isRunId(value.get<std::string>())) {
        return tl::unexpected<Error>(base::wrongValue(path, value, "the id of a run"));
    }
    out.text = value.get<std::string>();
    return {};
}

Status idsFromJson(const Json* value, const std::string& path, std::vector<RunId>& out)
{
    if (value == nullptr) {
        return {};
    }
    if (!value->is_array()) {
        return tl::unexpected<Error>(base::wrongValue(path, *value, "a list of runs' ids"));
    }
    out.resize(value->size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        RXWATT_TRY(idFromJson((*value)[i], fmt::format("{}[{}]", path, i), out[i]));
    }
    return {};
}

Status schemaFromJson(base::ObjectReader& reader, std::string_view wanted)
{
    std::string schema;
    reader.required("schema", schema);
    if (!schema.empty() && schema != wanted) {
        return fail(ErrorKind::unsupported,
                    fmt::format("$.schema: found \"{}\", this version knows \"{}\"", schema, wanted));
    }
    return {};
}

Json toJson(const MetaChange& change)
{
    Json json = Json::object();
    if (change.name) {
        json["name"] = *change.name;
    }
    if (change.tags) {
        json["tags"] = *change.tags;
    }
    if (change.notes) {
        json["notes"] = *change.notes;
    }
    if (change.starred) {
        json["starred"] = *change.starred;
    }
    if (change.archived) {
        json["archived"] = *change.archived;
    }
    return json;
}

Status metaFromJson(const Json* value, const std::string& path, MetaChange& out)
{
    if (value == nullptr) {
        return {};
    }
    base::ObjectReader reader(*value, path);
    reader.optional("name", out.name).optional("tags", out.tags).optional("notes", out.notes);
    reader.optional("starred", out.starred).optional("archived", out.archived);
    return reader.finish();
}

Json toJson(const Error& error)
{
    Json json = Json::object();
    json["kind"] = kindNames[static_cast<std::size_t>(error.kind)];
    json["message"] = error.message;
    return json;
}

Status errorFromJson(const Json& value, const std::string& path, Error& out)
{
    base::ObjectReader reader(value, path);
    if (const Json* kind = reader.find("kind")) {
        reader.keep(enumFromJson(*kind, reader.pathOf("kind"), kindNames, out.kind));
    }
    reader.required("message", out.message);
    return reader.finish();
}

Status refusalsFromJson(const Json* value, const std::string& path, std::vector<Refusal>& out)
{
    if (value == nullptr) {
        return {};
    }
    if (!value->is_array()) {
        return tl::unexpected<Error>(base::wrongValue(path, *value, "a list"));
    }
    for (std::size_t i = 0; i < value->size(); ++i) {
        Refusal refusal;
        base::ObjectReader reader((*value)[i], fmt::format("{}[{}]", path, i));
        const Json* run = reader.find("run");
        const Json* error = reader.find("error");
        if (run == nullptr || error == nullptr) {
            return fail(ErrorKind::badInput, fmt::format("{}[{}]: wants \"run\" and \"error\"", path, i));
        }
        RXWATT_TRY(idFromJson(*run, reader.pathOf("run"), refusal.run));
        RXWATT_TRY(errorFromJson(*error, reader.pathOf("error"), refusal.error));
        RXWATT_TRY(reader.finish());
        out.push_back(std::move(refusal));
    }
    return {};
}

} // namespace

std::string_view nameOf(Action action)
{
    return actionNames[static_cast<std::size_t>(action)];
}

Json toJson(const Request& request)
{
    Json json = Json::object();
    json["schema"] = requestSchema;
    json["action"] = nameOf(request.action);
    if (!request.runs.empty()) {
        json["runs"] = idsToJson(request.runs);
    }
    if (!request.specs.empty()) {
        json["specs"] = request.specs;
    }
    if (request.meta != MetaChange{}) {
        json["meta"] = toJson(request.meta);
    }
    if (!request.before.text.empty()) {
        json["before"] = request.before.text;
    }
    if (request.reason) {
        json["reason"] = *request.reason;
    }
    return json;
}

Result<Request> requestFromJson(const Json& json)
{
    Request request;
    base::ObjectReader reader(json, "$");
    RXWATT_TRY(schemaFromJson(reader, requestSchema));
    if (const Json* action = reader.find("action")) {
        reader.keep(fromJson(*action, reader.pathOf("action"), request.action));
    } else {
        reader.keep(fail(ErrorKind::badInput, "$.action: is missing"));
    }
    reader.keep(idsFromJson(reader.find("runs"), reader.pathOf("runs"), request.runs));
    if (const Json* specs = reader.find("specs")) {
        if (specs->is_array()) {
            request.specs.assign(specs->begin(), specs->end());
        } else {
            reader.keep(tl::unexpected<Error>(base::wrongValue("$.specs", *specs, "a list of specifications")));
        }
    }
    reader.keep(metaFromJson(reader.find("meta"), reader.pathOf("meta"), request.meta));
    if (const Json* before = reader.find("before"); before != nullptr && *before != "") {
        reader.keep(idFromJson(*before, reader.pathOf("before"), request.before));
    }
    reader.optional("reason", request.reason);
    RXWATT_TRY(reader.finish());
    return request;
}

Json toJson(const Reply& reply)
{
    Json json = Json::object();
    json["schema"] = replySchema;
    json["runs"] = idsToJson(reply.runs);
    json["refusals"] = Json::array();
    for (const Refusal& refusal : reply.refusals) {
        Json item = Json::object();
        item["run"] = refusal.run.text;
        item["error"] = toJson(refusal.error);
        json["refusals"].push_back(std::move(item));
    }
    json["error"] = reply.error ? toJson(*reply.error) : Json();
    return json;
}

Result<Reply> replyFromJson(const Json& json)
{
    Reply reply;
    base::ObjectReader reader(json, "$");
    RXWATT_TRY(schemaFromJson(reader, replySchema));
    reader.keep(idsFromJson(reader.find("runs"), reader.pathOf("runs"), reply.runs));
    reader.keep(refusalsFromJson(reader.find("refusals"), reader.pathOf("refusals"), reply.refusals));
    if (const Json* error = reader.find("error"); error != nullptr && !error->is_null()) {
        reader.keep(errorFromJson(*error, reader.pathOf("error"), reply.error.emplace()));
    }
    RXWATT_TRY(reader.finish());
    return reply;
}

} // namespace rxwatt::schedule
