// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/power_source.h"
#include "core/energy/sensor_file.h"

#include <filesystem>

namespace rxwatt::energy
{

/// What a battery gives while it discharges: the whole machine's power. Its numbers are new every few to tens of
/// seconds. <sysfs>/class/power_supply.
class BatterySource final : public PowerSource
{
public:
    explicit BatterySource(std::filesystem::path sysfs) : m_sysfs(std::move(sysfs)) {}

    [[nodiscard]] std::string_view name() const override { return "battery"; }

    [[nodiscard]] Probe probe() override;

    [[nodiscard]] const std::vector<Zone>& zones() const override { return m_zones; }

    void read(std::span<Reading> readings) override;

private:
    struct Battery {
        explicit Battery(const std::filesystem::path& folder);
        /// Microwatts; none while it does not discharge.
        [[nodiscard]] std::optional<std::uint64_t> power();

        SensorFile status;
        SensorFile microwatts;
        SensorFile microamperes;
        SensorFile microvolts;
    };

    std::filesystem::path m_sysfs;
    std::vector<Zone> m_zones;
    std::vector<Battery> m_batteries;
};

} // namespace rxwatt::energy
