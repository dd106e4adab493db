// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/machine_load.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <fstream>
#include <string>
#include <unistd.h>

namespace rxwatt::training
{

namespace
{

double secondsOf(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

} // namespace

MachineLoad::MachineLoad() : m_begin(now()) {}

std::optional<double> MachineLoad::coresOfOthers() const
{
    // The kernel counts in ticks of 10 ms on each processor.
    constexpr double shortest = 0.5;
    const std::optional<Moment> end = now();
    if (!m_begin || !end || end->wallS - m_begin->wallS < shortest) {
        return std::nullopt;
    }
    const double others = end->busyS - m_begin->busyS - (end->ownS - m_begin->ownS);
    return std::max(0.0, others / (end->wallS - m_begin->wallS));
}

std::optional<MachineLoad::Moment> MachineLoad::now()
{
    // "cpu  user nice system idle iowait irq softirq steal …", in ticks; guests are in user and nice already.
    std::ifstream file("/proc/stat");
    std::string word;
    std::array<double, 8> ticks{};
    if (!(file >> word) || word != "cpu") {
        return std::nullopt;
    }
    for (double& tick : ticks) {
        if (!(file >> tick)) {
            return std::nullopt;
        }
    }
    const double busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6];
    return Moment{secondsOf(CLOCK_MONOTONIC), busy / static_cast<double>(::sysconf(_SC_CLK_TCK)),
                  secondsOf(CLOCK_PROCESS_CPUTIME_ID)};
}

} // namespace rxwatt::training
