// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/run/quality.h"

#include <cstdint>
#include <optional>
#include <string>

namespace rxwatt::energy
{

using base::Joules;
using base::Seconds;
using base::Watts;
using run::Quality;

/// What of the machine a zone covers; decides which zones add up (see SensorSet).
enum class ZoneScope {
    platform,  ///< the whole board as its chip sees it (RAPL psys)
    package,   ///< one processor package or die; holds core and uncore
    core,      ///< part of a package (PP0)
    uncore,    ///< part of a package (PP1, integrated graphics)
    dram,      ///< beside the package
    gpu,       ///< one accelerator
    gpuModule, ///< an accelerator with what shares its board (GH200: the CPU too)
    board,     ///< a sensor of the board or system (hwmon, ACPI meter, Jetson's VDD_IN)
    rail,      ///< one supply rail, part of a board
    battery,   ///< the whole machine while discharging
    cpuEstimate,
    memoryEstimate,
    meter ///< what somebody else recorded of the whole machine
};

/// "platform", "package", "core", "uncore", "dram", "gpu", "gpu-module", "board", "rail", "battery", "cpu-estimate",
/// "memory-estimate", "meter".
[[nodiscard]] std::string_view nameOf(ZoneScope scope);
[[nodiscard]] Result<ZoneScope> zoneScopeFromName(std::string_view name);

/// What a reading's number means.
enum class ReadingKind {
    energyCounter, ///< counts up; the energy is the difference of two
    power          ///< at this moment, or over the sensor's own averaging time
};

/// One thing that a source reads.
struct Zone {
    std::string source; ///< "powercap"
    std::string path;   ///< tells it from the source's others: "intel-rapl:0", "gpu:0"
    std::string name;   ///< as the sensor calls itself: "package-0"
    ZoneScope scope = ZoneScope::package;
    Quality quality = Quality::counter;
    ReadingKind kind = ReadingKind::energyCounter;
    /// Joules, or watts, of a raw reading of 1.
    double unit = 1e-6;
    /// The counter begins again at 0 after range − 1. 0: not known, then a counter that falls leaves a gap.
    std::uint64_t range = 0;
    /// Rated or set limit: the limit line, and what is implausible.
    std::optional<Watts> limit;
    /// Whether it adds to the machine's power; `note` says why not.
    bool counted = true;
    std::string note;
    /// How an estimate is made, and over which range it is assumed to hold; empty for sensors.
    std::string method;

    bool operator==(const Zone&) const = default;

    /// "powercap/intel-rapl:0"
    [[nodiscard]] std::string key() const { return source + "/" + path; }
};

/// Raw, as the sensor gave it, so that everything can be computed again. Power is kept in whole microwatts.
struct Reading {
    std::uint64_t raw = 0;
    /// No reading (permission, a vanished file, an answer that is none) is not 0.
    bool valid = false;

    bool operator==(const Reading&) const = default;
};

} // namespace rxwatt::energy
