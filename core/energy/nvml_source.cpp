// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/nvml_source.h"

#include "core/energy/standing_zones.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <dlfcn.h>
#include <thread>

namespace rxwatt::energy
{

namespace
{

constexpr unsigned int mostDevices = 64;
constexpr int success = 0;

/// nvmlReturn_t, in words.
Probe problemOf(int code)
{
    switch (code) {
    case 9:
        return {false, "the NVIDIA driver is not loaded", "sudo modprobe nvidia"};
    case 18:
        return {false,
                "the NVIDIA driver's library is of another version than the driver that runs: restart the machine",
                "sudo reboot"};
    case 4:
        return {false, "this user may not use the NVIDIA driver", "ls -l /dev/nvidiactl"};
    case 15:
        return {false, "a GPU has fallen off the bus: restart the machine", "sudo reboot"};
    default:
        return {false, fmt::format("the NVIDIA driver's library does not begin (error {} of nvmlInit_v2)", code), ""};
    }
}

void describe(Zone& zone, bool hasCounter)
{
    zone.quality = hasCounter ? Quality::counter : Quality::integrated;
    zone.kind = hasCounter ? ReadingKind::energyCounter : ReadingKind::power;
    zone.unit = hasCounter ? 1e-3 : 1e-6;
}

} // namespace

/// The functions of the library that are used; only those for limit and energy may be missing.
struct NvmlSource::Library {
    Library() = default;
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    ~Library()
    {
        if (begun) {
            shutdown();
        }
        if (handle != nullptr) {
            ::dlclose(handle);
        }
    }

    template <typename Function>
    bool find(Function& function, const char* symbol) const
    {
        function = reinterpret_cast<Function>(::dlsym(handle, symbol));
        return function != nullptr;
    }

    /// Whether all is there that reading takes.
    bool findAll()
    {
        find(energy, "nvmlDeviceGetTotalEnergyConsumption");
        find(limit, "nvmlDeviceGetEnforcedPowerLimit");
        return find(init, "nvmlInit_v2") && find(shutdown, "nvmlShutdown") && find(count, "nvmlDeviceGetCount_v2") &&
               find(device, "nvmlDeviceGetHandleByIndex_v2") && find(name, "nvmlDeviceGetName") &&
               find(power, "nvmlDeviceGetPowerUsage");
    }

    void* handle = nullptr;
    bool begun = false;
    int (*init)() = nullptr;
    int (*shutdown)() = nullptr;
    int (*count)(unsigned int*) = nullptr;
    int (*device)(unsigned int, void**) = nullptr;
    int (*name)(void*, char*, unsigned int) = nullptr;
    int (*power)(void*, unsigned int*) = nullptr;
    int (*energy)(void*, unsigned long long*) = nullptr;
    int (*limit)(void*, unsigned int*) = nullptr;
};

NvmlSource::NvmlSource(std::string library, Seconds longestStep)
    : m_path(std::move(library)), m_longestStep(longestStep)
{
}

NvmlSource::~NvmlSource() = default;

Probe NvmlSource::probe()
{
    m_zones.clear();
    m_devices.clear();
    m_problem.clear();
    auto library = std::make_unique<Library>();
    const std::vector<std::string> names =
        m_path.empty() ? std::vector<std::string>{"libnvidia-ml.so.1", "libnvidia-ml.so"} : std::vector{m_path};
    for (std::size_t i = 0; i < names.size() && library->handle == nullptr; ++i) {
        library->handle = ::dlopen(names[i].c_str(), RTLD_NOW | RTLD_LOCAL);
    }
    // The old one goes only now, so that the new one does not begin the same library twice.
    m_library.reset();
    if (library->handle == nullptr) {
        return {false, fmt::format("no NVIDIA driver here: {} cannot be opened", names.front()), ""};
    }
    if (!library->findAll()) {
        return {false,
                fmt::format("{} lacks functions that reading takes: the NVIDIA driver is too old", names.front()), ""};
    }
    if (const int code = library->init(); code != success) {
        return problemOf(code);
    }
    library->begun = true;
    m_library = std::move(library);
    unsigned int count = 0;
    if (m_library->count(&count) != success || count == 0) {
        return {false, "the NVIDIA driver has no GPU", ""};
    }
    for (unsigned int i = 0; i < std::min(count, mostDevices); ++i) {
        addDevice(i);
    }
    watchCounters();
    return {!m_zones.empty(), m_problem, ""};
}

void NvmlSource::addDevice(unsigned int index)
{
    Device device;
    if (const int code = m_library->device(index, &device.handle); code != success) {
        m_problem = fmt::format("GPU {} cannot be opened (NVML error {})", index, code);
        return;
    }
    unsigned long long millijoules = 0;
    unsigned int milliwatts = 0;
    device.hasCounter = m_library->energy != nullptr && m_library->energy(device.handle, &millijoules) == success;
    if (const int code = device.hasCounter ? success : m_library->power(device.handle, &milliwatts); code != success) {
        m_problem = fmt::format("GPU {} tells neither energy nor power (NVML error {})", index, code);
        return;
    }
    std::array<char, 96> text{};
    Zone zone;
    zone.source = "nvml";
    zone.path = fmt::format("gpu:{}", index);
    const bool named = m_library->name(device.handle, text.data(), text.size() - 1) == success;
    zone.name = named ? text.data() : zone.path.c_str();
    zone.scope = ZoneScope::gpu;
    describe(zone, device.hasCounter);
    if (m_library->limit != nullptr && m_library->limit(device.handle, &milliwatts) == success && milliwatts > 0) {
        zone.limit = Watts{milliwatts * 1e-3};
    }
    m_zones.push_back(std::move(zone));
    m_devices.push_back(device);
}

void NvmlSource::watchCounters()
{
    StandingZones standing(m_zones);
    std::vector<Reading> readings(m_zones.size());
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(m_longestStep.value);
    do {
        read(readings);
        standing.take(readings);
        if (!standing.any()) {
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    } while (std::chrono::steady_clock::now() < end);
    for (std::size_t i = 0; i < m_zones.size(); ++i) {
        unsigned int milliwatts = 0;
        if (standing.stands(i) && m_library->power(m_devices[i].handle, &milliwatts) == success) {
            m_devices[i].hasCounter = false;
            describe(m_zones[i], false);
        }
    }
}

void NvmlSource::read(std::span<Reading> readings)
{
    for (std::size_t i = 0; i < std::min(readings.size(), m_devices.size()); ++i) {
        readings[i] = read(m_devices[i]);
    }
}

Reading NvmlSource::read(const Device& device) const
{
    if (!device.hasCounter) {
        unsigned int milliwatts = 0;
        const bool valid = m_library->power(device.handle, &milliwatts) == success;
        return valid ? Reading{milliwatts * std::uint64_t{1000}, true} : Reading();
    }
    unsigned long long millijoules = 0;
    const bool valid = m_library->energy(device.handle, &millijoules) == success;
    return valid ? Reading{millijoules, true} : Reading();
}

} // namespace rxwatt::energy
