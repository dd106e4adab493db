// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/power_source.h"

#include <memory>
#include <string>

namespace rxwatt::energy
{

/// NVIDIA's GPUs through their driver's library, opened while the program runs: the energy counter (mJ, Volta and
/// later), else the power (mW).
class NvmlSource final : public PowerSource
{
public:
    /// `library` in place of libnvidia-ml.so.1, then libnvidia-ml.so. A counter that stands still for longer than
    /// `stall` gives no reading: a GPU always takes something, and a counter is new every 20 to 100 ms.
    explicit NvmlSource(std::string library = {}, Seconds stall = Seconds{5});
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
        std::uint64_t last = 0;
        Seconds movedAt;
    };

    void addDevice(unsigned int index);
    [[nodiscard]] Reading read(Device& device) const;

    std::string m_path;
    Seconds m_stall;
    std::unique_ptr<Library> m_library;
    std::vector<Zone> m_zones;
    std::vector<Device> m_devices;
    std::string m_problem;
};

} // namespace rxwatt::energy
