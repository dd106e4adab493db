// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/recorded_trace.h"
#include "core/energy/zone_meter.h"
#include "tests/fuzz/memory_file.h"

#include <cmath>

using namespace rxwatt;

namespace
{

void check(const Result<energy::RecordedTrace>& trace)
{
    if (!trace) {
        fuzz::require(trace.error().kind == ErrorKind::badInput && !trace.error().message.empty());
        return;
    }
    fuzz::require(!trace->zones.empty() && !trace->samples.empty());
    std::int64_t last = -1;
    for (const energy::RecordedSample& sample : trace->samples) {
        fuzz::require(sample.wallNs > last && sample.readings.size() == trace->zones.size());
        last = sample.wallNs;
    }
    for (std::size_t zone = 0; zone < trace->zones.size(); ++zone) {
        energy::ZoneMeter meter(trace->zones[zone], energy::longestHoldOf(*trace));
        for (const energy::RecordedSample& sample : trace->samples) {
            const energy::Reading& reading = sample.readings[zone];
            fuzz::require(reading.valid || reading.raw == 0);
            const auto joules = meter.take(reading, energy::Seconds{static_cast<double>(sample.wallNs) * 1e-9});
            fuzz::require(!joules || (std::isfinite(joules->value) && joules->value >= 0));
        }
    }
}

} // namespace

/// A log from anywhere: what is accepted is in order, has a reading a zone, and gives energies that are some.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    energy::RecordedOptions options;
    options.utcOffsetMinutes = 60;
    options.beginWallNs = 1'772'884'800'000'000'000;
    check(energy::parseRecordedTrace(fuzz::textOf(data, size), options));
    options.format = "csv";
    check(energy::parseRecordedTrace(fuzz::textOf(data, size), options));
    return 0;
}
