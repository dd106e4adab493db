// SPDX-License-Identifier: GPL-3.0-or-later
// A library in NVML's place. RXWATT_STUB_NVML says how it behaves: "steps" (a counter that moves by 30 J every 100 ms),
// "still" (one that does not move), "no-energy" (energy is not supported), "nothing" (neither is power), "mismatch"
// (the driver is of another version).
#include <chrono>
#include <cstdlib>
#include <cstring>

namespace
{

constexpr int notSupported = 3;

bool behaves(const char* how)
{
    const char* wanted = std::getenv("RXWATT_STUB_NVML");
    return wanted != nullptr && std::strcmp(wanted, how) == 0;
}

} // namespace

extern "C" {

int nvmlInit_v2()
{
    return behaves("mismatch") ? 18 : 0;
}

int nvmlDeviceGetCount_v2(unsigned int* count)
{
    *count = 1;
    return 0;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned int /*index*/, void** device)
{
    static int gpu = 0;
    *device = &gpu;
    return 0;
}

int nvmlDeviceGetName(void* /*device*/, char* name, unsigned int length)
{
    std::strncpy(name, "Stub GPU", length);
    return 0;
}

#ifndef RXWATT_STUB_WITHOUT_POWER
int nvmlShutdown()
{
    return 0;
}

int nvmlDeviceGetPowerUsage(void* /*device*/, unsigned int* milliwatts)
{
    *milliwatts = 300'000;
    return behaves("nothing") ? notSupported : 0;
}

int nvmlDeviceGetTotalEnergyConsumption(void* /*device*/, unsigned long long* millijoules)
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    const auto steps = std::chrono::duration_cast<std::chrono::milliseconds>(now).count() / 100;
    *millijoules = behaves("still") ? 1000 : static_cast<unsigned long long>(steps) * 30'000;
    return behaves("no-energy") || behaves("nothing") ? notSupported : 0;
}

int nvmlDeviceGetEnforcedPowerLimit(void* /*device*/, unsigned int* milliwatts)
{
    *milliwatts = 700'000;
    return 0;
}
#endif
}
