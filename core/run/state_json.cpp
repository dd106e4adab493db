// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/json_parts.h"
#include "core/run/names.h"
#include "core/run/state.h"

#include <array>

namespace rxwatt::run
{

// Not in the unnamed namespace: readName() and the readers of base find them beside their types.

static std::string_view nameOf(ExitOutcome outcome)
{
    switch (outcome) {
    case ExitOutcome::succeeded:
        return "succeeded";
    case ExitOutcome::failed:
        return "failed";
    case ExitOutcome::stopped:
        break;
    }
    return "stopped";
}

static std::string_view nameOf(StopIntent intent)
{
    switch (intent) {
    case StopIntent::pause:
        return "pause";
    case StopIntent::cancel:
        return "cancel";
    case StopIntent::requeue:
        break;
    }
    return "requeue";
}

static Status fromJson(const Json& json, const std::string& path, ProcessIdentity& out)
{
    ProcessIdentity read;
    base::ObjectReader reader(json, path);
    reader.required("pid", read.pid)
        .required("start_time", read.startTime)
        .required("boot_id", read.bootId)
        .required("host", read.host);
    RXWATT_TRY(reader.finish());
    if (read.pid < 1) {
        return tl::unexpected<Error>(base::wrongValue(path + ".pid", read.pid, "1 or more"));
    }
    out = std::move(read);
    return {};
}

namespace
{

constexpr std::array allOutcomes = {ExitOutcome::succeeded, ExitOutcome::failed, ExitOutcome::stopped};
constexpr std::array allIntents = {StopIntent::pause, StopIntent::cancel, StopIntent::requeue};
constexpr std::size_t maxTags = 100;

/// Counts are never negative.
template <typename T>
Status requireCount(const char* path, T value)
{
    if (value < 0) {
        return tl::unexpected<Error>(base::wrongValue(path, value, "0 or more"));
    }
    return {};
}

} // namespace

Json toJson(const ProcessIdentity& process)
{
    Json json = Json::object();
    json["pid"] = process.pid;
    json["start_time"] = process.startTime;
    json["boot_id"] = process.bootId;
    json["host"] = process.host;
    return json;
}

Result<ProcessIdentity> processIdentityFromJson(const Json& json)
{
    ProcessIdentity process;
    RXWATT_TRY(fromJson(json, "$", process));
    return process;
}

Json toJson(const StateRecord& record)
{
    Json json = Json::object();
    json["state"] = nameOf(record.state);
    json["reason"] = base::orNull(record.reason);
    json["attempt"] = record.attempt;
    json["attempts_without_progress"] = record.attemptsWithoutProgress;
    json["worker"] = record.worker ? toJson(*record.worker) : Json();
    json["order"] = record.order;
    json["created_at"] = record.createdAt;
    json["started_at"] = base::orNull(record.startedAt);
    json["finished_at"] = base::orNull(record.finishedAt);
    // Left out else: earlier versions refuse keys that they do not know.
    if (record.stopIntent) {
        json["stop_intent"] = nameOf(*record.stopIntent);
    }
    return json;
}

Result<StateRecord> stateRecordFromJson(const Json& json)
{
    StateRecord record;
    std::string state;
    base::ObjectReader reader(json, "$");
    reader.required("state", state)
        .optional("reason", record.reason)
        .required("attempt", record.attempt)
        .required("attempts_without_progress", record.attemptsWithoutProgress)
        .optional("worker", record.worker)
        .required("order", record.order)
        .required("created_at", record.createdAt)
        .optional("started_at", record.startedAt)
        .optional("finished_at", record.finishedAt);
    readKey(reader, "stop_intent", [&](const Json& value, const std::string& path) {
        return readName<StopIntent>(value, path, allIntents, record.stopIntent.emplace());
    });
    RXWATT_TRY(reader.finish());
    const Result<RunState> known = stateFromName(state);
    if (!known) {
        return failIn("$.state", known.error());
    }
    record.state = *known;
    RXWATT_TRY(requireCount("$.attempt", record.attempt));
    RXWATT_TRY(requireCount("$.attempts_without_progress", record.attemptsWithoutProgress));
    return record;
}

Json toJson(const RunMeta& meta)
{
    Json json = Json::object();
    json["name"] = meta.name;
    json["tags"] = meta.tags;
    json["notes"] = meta.notes;
    json["starred"] = meta.starred;
    json["trashed"] = meta.trashed;
    // Left out else, as above.
    if (meta.archived) {
        json["archived"] = true;
    }
    return json;
}

Result<RunMeta> metaFromJson(const Json& json)
{
    RunMeta meta;
    base::ObjectReader reader(json, "$");
    reader.required("name", meta.name)
        .optional("tags", meta.tags)
        .optional("notes", meta.notes)
        .optional("starred", meta.starred)
        .optional("trashed", meta.trashed)
        .optional("archived", meta.archived);
    RXWATT_TRY(reader.finish());
    RXWATT_TRY(checkName(meta.name, "$.name"));
    if (meta.tags.size() > maxTags) {
        return fail(ErrorKind::badInput,
                    fmt::format("$.tags: found {}, at most {} are allowed", meta.tags.size(), maxTags));
    }
    for (std::size_t i = 0; i < meta.tags.size(); ++i) {
        RXWATT_TRY(checkName(meta.tags[i], fmt::format("$.tags[{}]", i)));
    }
    return meta;
}

Json toJson(const ExitRecord& record)
{
    Json json = Json::object();
    json["outcome"] = nameOf(record.outcome);
    json["reason"] = base::orNull(record.reason);
    json["attempt"] = record.attempt;
    json["steps_done"] = record.stepsDone;
    json["duration_s"] = record.durationS;
    return json;
}

Result<ExitRecord> exitRecordFromJson(const Json& json)
{
    ExitRecord record;
    base::ObjectReader reader(json, "$");
    readRequired(reader, "outcome", [&](const Json& value, const std::string& path) {
        return readName<ExitOutcome>(value, path, allOutcomes, record.outcome);
    });
    reader.optional("reason", record.reason)
        .required("attempt", record.attempt)
        .required("steps_done", record.stepsDone)
        .required("duration_s", record.durationS);
    RXWATT_TRY(reader.finish());
    RXWATT_TRY(requireCount("$.attempt", record.attempt));
    RXWATT_TRY(requireCount("$.steps_done", record.stepsDone));
    RXWATT_TRY(requireCount("$.duration_s", record.durationS));
    return record;
}

Json toJson(const Heartbeat& heartbeat)
{
    Json json = Json::object();
    json["attempt"] = heartbeat.attempt;
    json["step"] = heartbeat.step;
    json["beat"] = heartbeat.beat;
    return json;
}

Result<Heartbeat> heartbeatFromJson(const Json& json)
{
    Heartbeat heartbeat;
    base::ObjectReader reader(json, "$");
    reader.required("attempt", heartbeat.attempt).required("step", heartbeat.step).required("beat", heartbeat.beat);
    RXWATT_TRY(reader.finish());
    RXWATT_TRY(requireCount("$.attempt", heartbeat.attempt));
    RXWATT_TRY(requireCount("$.step", heartbeat.step));
    return heartbeat;
}

} // namespace rxwatt::run
