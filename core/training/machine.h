// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <string>

namespace rxwatt::training
{

/// What decides the last bits of a result: a run that goes on with an equal record ends bit-identical to one that was
/// never interrupted.
struct MachineRecord {
    std::string rxwatt;
    std::string torch;
    std::string blas;
    std::string processor;
    std::string device;
    int threads = 0;

    bool operator==(const MachineRecord&) const = default;
};

[[nodiscard]] Json toJson(const MachineRecord& record);
[[nodiscard]] Status fromJson(const Json& json, const std::string& path, MachineRecord& record);

/// "processor (AMD EPYC, was Intel …), threads (4, was 2)": what differs, for a message.
[[nodiscard]] std::string differences(const MachineRecord& now, const MachineRecord& before);

/// The processor's name as the kernel gives it, or the architecture where it gives none.
[[nodiscard]] std::string processorName();
[[nodiscard]] std::string hostName();
/// Cores that this process may run on.
[[nodiscard]] int availableCores();

} // namespace rxwatt::training
