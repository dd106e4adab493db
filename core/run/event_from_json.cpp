// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/event.h"
#include "core/run/event_json.h"
#include "core/run/json_parts.h"

#include <algorithm>
#include <limits>

namespace rxwatt::run
{

namespace
{

using base::ObjectReader;

constexpr base::JsonLimits lineLimits = {std::size_t{1} << 20, 8};

/// Whole numbers up to here are exact in JSON.
constexpr std::uint64_t maxSeq = std::uint64_t{1} << 53;

void read(ObjectReader& reader, StartedEvent& event)
{
    reader.required("rxwatt", event.rxwatt)
        .required("torch", event.torch)
        .required("device", event.device)
        .required("host", event.host)
        .required("processor", event.processor)
        .required("blas", event.blas)
        .required("exact_resume", event.exactResume);
    readCount(reader, "threads", event.threads);
    readCount(reader, "resumed_from", event.resumedFrom);
}

void read(ObjectReader& reader, PhaseEvent& event)
{
    readEnumerator<Phase>(reader, "phase", allPhases, event.phase);
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
            RXWATT_TRY(base::fromJson(member.value(), base::memberPath(path, member.key()), value));
            values[member.key()] = value;
        }
    }
    return {};
}

void read(ObjectReader& reader, SeriesEvent& event)
{
    readRequired(reader, "values",
                 [&](const Json& value, const std::string& path) { return readValues(value, path, event.values); });
}

void read(ObjectReader& reader, ProgressEvent& event)
{
    std::optional<double> remaining;
    readEnumerator<Phase>(reader, "phase", allPhases, event.phase);
    readCount(reader, "done", event.done);
    readCount(reader, "total", event.total);
    reader.optional("remaining_s", remaining);
    if (remaining && (*remaining < 0 || *remaining > maxSeconds)) {
        reader.keep(tl::unexpected<Error>(
            base::wrongValue("$.remaining_s", *remaining, fmt::format("null or 0 to {}", maxSeconds))));
    }
    event.remainingS = remaining.value_or(-1);
}

void read(ObjectReader& /*reader*/, CheckpointEvent& /*event*/) {}

void read(ObjectReader& reader, BerPointEvent& event)
{
    reader.required("receiver", event.receiver)
        .required("modulation", event.modulation)
        .optional("weights", event.weights)
        .required("sinr_db", event.point.sinrDb)
        .required("ber", event.point.ber)
        .required("low", event.point.low)
        .required("high", event.point.high);
    readCount(reader, "dmrs_symbols", event.dmrsSymbols);
    readCount(reader, "slots", event.point.slots);
    readCount(reader, "bits", event.point.bits);
    readBetween(reader, "bit_errors", std::int64_t{0}, event.point.bits, event.point.bitErrors);
}

void read(ObjectReader& reader, MessageEvent& event)
{
    reader.required("level", event.level).required("text", event.text);
}

void read(ObjectReader& reader, EnergyEvent& event)
{
    readRequired(reader, "energy", [&](const Json& value, const std::string& path) -> Status {
        RXWATT_ASSIGN(event.energy, energyRecordFromJson(value, path));
        return {};
    });
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
    readBetween(reader, "seq", std::uint64_t{0}, maxSeq, event.seq);
    readBetween(reader, "attempt", 1, std::numeric_limits<int>::max(), event.attempt);
    readCount(reader, "step", event.step);
    readBetween(reader, "t", 0.0, maxSeconds, event.t);
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
