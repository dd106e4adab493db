// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rxwatt::network
{

/// What the cores can do at best, measured: the roofline that networks are held against.
struct MachineRates {
    /// Of the fastest matrix product of core/kernels, 312 × 256 × 512, each thread with its own; 1 MAC = 2.
    double flopPerSecond = 0;
    /// Read from memory, arrays of 64 MiB a thread.
    double bytesPerSecond = 0;
};

/// On threadCount() threads; takes half a second. The best of many short repeats, so that what else the machine does
/// disturbs little.
[[nodiscard]] MachineRates measureRates();

} // namespace rxwatt::network
