// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/power_source.h"
#include "core/energy/sensor_file.h"

#include <filesystem>

namespace rxwatt::energy
{

/// The INA3221 monitors of NVIDIA's Jetson boards: voltage times current of each supply rail, and of the whole board
/// where one of the rails is its input. <sysfs>/class/hwmon, and <sysfs>/bus/i2c/drivers/ina3221x before JetPack 5.
class Ina3221Source final : public PowerSource
{
public:
    explicit Ina3221Source(std::filesystem::path sysfs) : m_sysfs(std::move(sysfs)) {}

    [[nodiscard]] std::string_view name() const override { return "ina3221"; }

    [[nodiscard]] Probe probe() override;

    [[nodiscard]] const std::vector<Zone>& zones() const override { return m_zones; }

    void read(std::span<Reading> readings) override;

private:
    /// Millivolts and milliamperes, or milliwatts.
    struct Rail {
        std::vector<SensorFile> factors;
        std::uint64_t microwattsPerUnit = 1;

        [[nodiscard]] std::optional<std::uint64_t> power();
    };

    void add(const std::string& path, const std::string& name, Rail rail);

    std::filesystem::path m_sysfs;
    std::vector<Zone> m_zones;
    std::vector<Rail> m_rails;
};

} // namespace rxwatt::energy
