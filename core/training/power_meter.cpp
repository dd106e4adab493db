// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/power_meter.h"

#include <chrono>
#include <thread>

namespace rxwatt::training
{

double NoSensors::now() const
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void NoSensors::wait(double seconds)
{
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
}

} // namespace rxwatt::training
