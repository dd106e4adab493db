// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/event.h"
#include "core/run/event_json.h"
#include "core/run/json_parts.h"

#include <algorithm>

namespace rxwatt::run
{

namespace
{

using base::ObjectReader;

constexpr std::array allPhases = {Phase::setup, Phase::training, Phase::validation, Phase::evaluation,
                                  Phase::inference};
constexpr base::JsonLimits lineLimits = {std::size_t{1} << 20, 8};

void read(ObjectReader& reader, StartedEvent& event)
{
    reader.required("rxwatt", event.rxwatt)
        .required("torch", event.torch)
        .required("device", event.device)
        .required("host", event.host)
        .required("processor", event.processor)
        .required("blas", event.blas)
        .required("threads", event.threads)
        .required("resumed_from", event.resumedFrom)
        .required("exact_resume", event.exactResume);
}

void readPhase(ObjectReader& reader, Phase& phase)
{
    if (reader.find("phase") == nullptr) {
        reader.keep(fail(ErrorKind::badInput, "$.phase: is missing"));
    }
    readKey(reader, "phase",
            [&](const Json& value, const std::string& path) { return readName<Phase>(value, path, allPhases, phase); });
}

void read(ObjectReader& reader, PhaseEvent& event)
{
    readPhase(reader, event.phase);
}

/// A value that was no number when it was written (a loss that ran away) stands as null and is left out.
Status readValues(const Json& json, const std::string& path, std::map<std::string, double>& values)
{
    if (!json.is_object()) {
        return tl::unexpected<Error>(base::wrongValue(path, json, "an object"));
    }
    for (const auto& member : json.items()) {
        double value = 0;
        if (!member.value().is_null()) {
            RXWATT_TRY(base::fromJson(member.value(), path + "." + member.key(), value));
            values[member.key()] = value;
        }
    }
    return {};
}

void read(ObjectReader& reader, SeriesEvent& event)
{
    if (reader.find("values") == nullptr) {
        reader.keep(fail(ErrorKind::badInput, "$.values: is missing"));
    }
    readKey(reader, "values",
            [&](const Json& value, const std::string& path) { return readValues(value, path, event.values); });
}

void read(ObjectReader& reader, ProgressEvent& event)
{
    std::optional<double> remaining;
    readPhase(reader, event.phase);
    reader.required("done", event.done).required("total", event.total).optional("remaining_s", remaining);
    event.remainingS = remaining.value_or(-1);
}

void read(ObjectReader& /*reader*/, CheckpointEvent& /*event*/) {}

void read(ObjectReader& reader, BerPointEvent& event)
{
    reader.required("receiver", event.receiver)
        .required("modulation", event.modulation)
        .required("dmrs_symbols", event.dmrsSymbols)
        .optional("weights", event.weights)
        .required("sinr_db", event.point.sinrDb)
        .required("slots", event.point.slots)
        .required("bits", event.point.bits)
        .required("bit_errors", event.point.bitErrors)
        .required("ber", event.point.ber)
        .required("low", event.point.low)
        .required("high", event.point.high);
}

void read(ObjectReader& reader, MessageEvent& event)
{
    reader.required("level", event.level).required("text", event.text);
}

/// The payload of a type, with its defaults.
template <std::size_t Index = 0>
EventPayload makePayload(std::size_t index)
{
    if constexpr (Index + 1 < std::variant_size_v<EventPayload>) {
        if (index != Index) {
            return makePayload<Index + 1>(index);
        }
    }
    return EventPayload(std::in_place_index<Index>);
}

} // namespace

Result<RunEvent> eventFromLine(std::string_view line)
{
    RXWATT_ASSIGN(const Json json, base::parseJson(line, "event", lineLimits));
    RunEvent event;
    std::string type;
    ObjectReader reader(json, "$");
    reader.required("type", type);
    const auto* const known = std::find(eventTypes.begin(), eventTypes.end(), type);
    if (json.is_object() && json.contains("type") && json["type"].is_string() && known == eventTypes.end()) {
        return fail(ErrorKind::unsupported, fmt::format("event: $.type: \"{}\" is not known to this version", type));
    }
    reader.required("seq", event.seq)
        .required("attempt", event.attempt)
        .required("step", event.step)
        .required("t", event.t);
    if (known != eventTypes.end()) {
        event.payload = makePayload(static_cast<std::size_t>(known - eventTypes.begin()));
    }
    std::visit([&](auto& payload) { read(reader, payload); }, event.payload);
    if (Status status = reader.finish(); !status) {
        return failIn("event", std::move(status).error());
    }
    return event;
}

} // namespace rxwatt::run
