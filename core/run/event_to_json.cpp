// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/event.h"
#include "core/run/event_json.h"

#include <cmath>

namespace rxwatt::run
{

static_assert(eventTypes.size() == std::variant_size_v<EventPayload>);

namespace
{

void write(const StartedEvent& event, Json& json)
{
    json["rxwatt"] = event.rxwatt;
    json["torch"] = event.torch;
    json["device"] = event.device;
    json["host"] = event.host;
    json["processor"] = event.processor;
    json["blas"] = event.blas;
    json["threads"] = event.threads;
    json["resumed_from"] = event.resumedFrom;
    json["exact_resume"] = event.exactResume;
}

void write(const PhaseEvent& event, Json& json)
{
    json["phase"] = nameOf(event.phase);
}

void write(const SeriesEvent& event, Json& json)
{
    json["values"] = Json::object();
    for (const auto& [name, value] : event.values) {
        json["values"][name] = value;
    }
}

void write(const ProgressEvent& event, Json& json)
{
    json["phase"] = nameOf(event.phase);
    json["done"] = event.done;
    json["total"] = event.total;
    json["remaining_s"] = event.remainingS < 0 ? Json() : Json(event.remainingS);
}

void write(const CheckpointEvent& /*event*/, Json& /*json*/) {}

void write(const BerPointEvent& event, Json& json)
{
    json["receiver"] = event.receiver;
    json["modulation"] = event.modulation;
    json["dmrs_symbols"] = event.dmrsSymbols;
    json["weights"] = event.weights;
    json["sinr_db"] = event.point.sinrDb;
    json["slots"] = event.point.slots;
    json["bits"] = event.point.bits;
    json["bit_errors"] = event.point.bitErrors;
    json["ber"] = event.point.ber;
    json["low"] = event.point.low;
    json["high"] = event.point.high;
}

void write(const MessageEvent& event, Json& json)
{
    json["level"] = event.level;
    json["text"] = event.text;
}

void write(const EnergyEvent& event, Json& json)
{
    json["energy"] = toJson(event.energy);
}

} // namespace

double log10Ber(std::int64_t bits, std::int64_t errors)
{
    const double counted = errors > 0 ? static_cast<double>(errors) : 0.5;
    return std::log10(counted / static_cast<double>(bits));
}

std::string toLine(const RunEvent& event)
{
    Json json = Json::object();
    json["seq"] = event.seq;
    json["attempt"] = event.attempt;
    json["step"] = event.step;
    json["t"] = event.t;
    json["type"] = eventTypes[event.payload.index()];
    std::visit([&](const auto& payload) { write(payload, json); }, event.payload);
    return base::toText(json);
}

} // namespace rxwatt::run
