// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/machine.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <sched.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace rxwatt::training
{

Json toJson(const MachineRecord& record)
{
    return {{"rxwatt", record.rxwatt},       {"torch", record.torch},   {"blas", record.blas},
            {"processor", record.processor}, {"device", record.device}, {"threads", record.threads}};
}

Status fromJson(const Json& json, const std::string& path, MachineRecord& record)
{
    return base::ObjectReader(json, path)
        .required("rxwatt", record.rxwatt)
        .required("torch", record.torch)
        .required("blas", record.blas)
        .required("processor", record.processor)
        .required("device", record.device)
        .required("threads", record.threads)
        .finish();
}

std::string differences(const MachineRecord& now, const MachineRecord& before)
{
    std::string text;
    const auto compare = [&](const char* name, const auto& a, const auto& b) {
        if (a != b) {
            text += fmt::format("{}{} ({}, was {})", text.empty() ? "" : ", ", name, a, b);
        }
    };
    compare("rxwatt", now.rxwatt, before.rxwatt);
    compare("torch", now.torch, before.torch);
    compare("BLAS", now.blas, before.blas);
    compare("processor", now.processor, before.processor);
    compare("device", now.device, before.device);
    compare("threads", now.threads, before.threads);
    return text;
}

std::string processorName()
{
    std::ifstream file("/proc/cpuinfo");
    std::string line;
    while (std::getline(file, line)) {
        const auto colon = line.find(": ");
        if (line.starts_with("model name") && colon != std::string::npos) {
            return line.substr(colon + 2);
        }
    }
    utsname system{};
    return ::uname(&system) == 0 ? system.machine : "unknown";
}

std::string hostName()
{
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

int availableCores()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    return ::sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

} // namespace rxwatt::training
