// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/energy/power_source.h"

#include <filesystem>
#include <functional>

namespace rxwatt::energy
{

/// RAPL's counters through the kernel's performance events: 64 bits, the kernel minds the wrap. Events, scales and
/// processors are read from <sysfs>/bus/event_source/devices/power.
class PerfSource final : public PowerSource
{
public:
    /// Opens a counter (type, config, processor) as perf_event_open does: a descriptor, or −errno.
    using Opener = std::function<int(std::uint32_t, std::uint64_t, int)>;

    explicit PerfSource(std::filesystem::path sysfs, Opener opener = {});

    [[nodiscard]] std::string_view name() const override { return "perf"; }

    [[nodiscard]] Probe probe() override;

    [[nodiscard]] const std::vector<Zone>& zones() const override { return m_zones; }

    void read(std::span<Reading> readings) override;

private:
    /// 0, or the error that the kernel gave.
    [[nodiscard]] int addEvent(const std::string& event, std::uint32_t type, const std::vector<int>& processors);

    std::filesystem::path m_sysfs;
    Opener m_opener;
    std::vector<Zone> m_zones;
    std::vector<base::FileDescriptor> m_counters;
};

} // namespace rxwatt::energy
