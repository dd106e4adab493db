// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/processor_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rxwatt::energy
{

namespace
{

constexpr const char* speed = "operations/s";
constexpr const char* perClock = "operations a clock and core";

constexpr std::array<ProcessorRange, 14> ranges = {{{"node_nm", "nm", 1, 1000, true},
                                                    {"tdp_w", "W", 1e-3, 1e5},
                                                    {"static_power_w", "W", 0, 1e5},
                                                    {"cores", "", 1, 1e6, true},
                                                    {"base_clock_hz", "Hz", 1e6, 2e10},
                                                    {"boost_clock_hz", "Hz", 1e6, 2e10},
                                                    {"peak_flops_fp32", speed, 1e6, 1e18},
                                                    {"peak_flops_fp16", speed, 1e6, 1e18},
                                                    {"peak_ops_int8", speed, 1e6, 1e18},
                                                    {"flops_per_clock_per_core", perClock, 0.01, 1e6},
                                                    {"fp16_flops_per_clock_per_core", perClock, 0.01, 1e6},
                                                    {"int8_ops_per_clock_per_core", perClock, 0.01, 1e6},
                                                    {"mem_bw_bytes_s", "bytes/s", 1e6, 1e14},
                                                    {"on_chip_sram_bytes", "bytes", 1, 1e12}}};

} // namespace

const ProcessorRange* processorRangeOf(std::string_view key)
{
    const auto* const found =
        std::find_if(ranges.begin(), ranges.end(), [&](const ProcessorRange& range) { return range.key == key; });
    return found == ranges.end() ? nullptr : found;
}

Status checkProcessorRange(const std::string& path, std::string_view key, const std::optional<double>& value)
{
    const ProcessorRange* range = processorRangeOf(key);
    if (!value || range == nullptr || (*value >= range->low && *value <= range->high)) {
        return {};
    }
    const auto text = [&](double number) {
        return range->isWhole ? fmt::format("{:.0f}", number) : fmt::format("{:g}", number);
    };
    const std::string unit = range->unit.empty() ? std::string() : fmt::format(" {}", range->unit);
    return fail(ErrorKind::badInput, fmt::format("{}.{}: found {}{}, {} to {} is allowed", path, key, text(*value),
                                                 unit, text(range->low), text(range->high)));
}

} // namespace rxwatt::energy
