// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace rxwatt::training
{

/// What other programs do on this machine while something is measured: they draw power too.
class MachineLoad
{
public:
    /// Begins at once.
    MachineLoad();

    /// What other programs may do beside a measurement without a word.
    static constexpr double quietCores = 0.2;

    /// Cores that other programs kept busy since then, on average; none where the kernel does not tell (no /proc/stat)
    /// or the stretch was too short to tell.
    [[nodiscard]] std::optional<double> coresOfOthers() const;

private:
    struct Moment {
        double wallS = 0;
        /// Of all processors together, and of this process.
        double busyS = 0;
        double ownS = 0;
    };

    [[nodiscard]] static std::optional<Moment> now();

    std::optional<Moment> m_begin;
};

} // namespace rxwatt::training
