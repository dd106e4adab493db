// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ber.h"
#include "core/base/random.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace rxwatt::analysis::test
{

/// A toy of a fading channel: each slot has one gain g, exponential with mean 1, and the bit error rate Q(√(snr·g)).
struct FadingChannel {
    double snr = 1;
    std::uint64_t bits = 4000;

    /// E[Q(√(snr·g))] in closed form.
    [[nodiscard]] double ber() const { return 0.5 * (1 - std::sqrt(snr / (2 + snr))); }

    /// The slots of one repeat; the same for each SINR but for the SINR, as the simulator's are. `scale` makes another
    /// receiver of it, which needs so many times the SINR.
    [[nodiscard]] std::vector<SlotErrors> slots(std::uint64_t repeat, std::size_t count, double scale = 1) const
    {
        std::vector<SlotErrors> slots(count);
        for (std::size_t i = 0; i < count; ++i) {
            base::RandomStream random({repeat, base::Stream::simulation, i});
            const double gain = -std::log1p(-random.uniform());
            const double rate = 0.5 * std::erfc(std::sqrt(snr / scale * gain / 2));
            const double mean = rate * static_cast<double>(bits);
            // The normal approximation of the binomial: its error is nothing beside the fading's.
            const double drawn = mean + std::sqrt(mean * (1 - rate)) * random.normal();
            slots[i] = {static_cast<std::uint64_t>(std::fmax(0, std::round(drawn))), bits};
        }
        return slots;
    }
};

/// A receiver that loses a share of the slots whole, and errs evenly in all others.
struct DeadSlots {
    double share = 0.01;
    double background = 1e-3;
    std::uint64_t bits = 2496;

    [[nodiscard]] double ber() const { return 0.5 * share + (1 - share) * background; }

    [[nodiscard]] std::vector<SlotErrors> slots(std::uint64_t repeat, std::size_t count) const
    {
        std::vector<SlotErrors> slots(count);
        for (std::size_t i = 0; i < count; ++i) {
            base::RandomStream random({repeat, base::Stream::simulation, i});
            const double rate = random.uniform() < share ? 0.5 : background;
            const double mean = rate * static_cast<double>(bits);
            const double drawn = mean + std::sqrt(mean * (1 - rate)) * random.normal();
            slots[i] = {static_cast<std::uint64_t>(std::fmax(0, std::round(drawn))), bits};
        }
        return slots;
    }
};

} // namespace rxwatt::analysis::test
