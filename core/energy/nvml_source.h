// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/power_source.h"

#include <memory>
#include <string>

namespace rxwatt::energy
{

/// NVIDIA's GPUs through their driver's library, opened while the program runs: the energy counter (mJ, Volta and
/// later) where it moves, else the power (mW).
class NvmlSource final : public PowerSource
{
public:
    /// `library` in place of libnvidia-ml.so.1, then libnvidia-ml.so. A counter is new every 20 to 100 ms, and a GPU
    /// always takes something: one that has not moved `longestStep` after probe() began is not used.
    explicit NvmlSource(std::string library = {}, Seconds longestStep = Seconds{0.5});
    ~NvmlSource() override;

    [[nodiscard]] std::string_view name() const override { return "nvml"; }

    [[nodiscard]] Probe probe() override;

    [[nodiscard]] const std::vector<Zone>& zones() const override { return m_zones; }

    void read(std::span<Reading> readings) override;

private:
    struct Library;

    struct Device {
        void* handle = nullptr;
        bool hasCounter = false;
    };

    void addDevice(unsigned int index);
    /// Takes power in place of counters that do not move.
    void watchCounters();
    [[nodiscard]] Reading read(const Device& device) const;

    std::string m_path;
    Seconds m_longestStep;
    std::unique_ptr<Library> m_library;
    std::vector<Zone> m_zones;
    std::vector<Device> m_devices;
    std::string m_problem;
};

} // namespace rxwatt::energy
