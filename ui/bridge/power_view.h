// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/trace.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rxwatt::bridge
{

/// Which part of traces is wanted how finely, in seconds since each one's beginning.
struct PowerWindow {
    double beginS = 0;
    double endS = 0; ///< not above beginS: all of it
    std::size_t spans = 1000;
    bool eachZone = false;

    bool operator==(const PowerWindow&) const = default;
};

/// Power of the sum of what counts, or of one zone: coarse all over, finer in the window.
struct PowerCurve {
    std::string name;
    energy::Quality quality = energy::Quality::counter;
    std::vector<energy::PowerSpan> spans; ///< on the wall clock, without overlap, by rising time
};

/// A phase, or a rest for a base power, on the wall clock.
struct PowerStretch {
    std::string what;
    std::int64_t beginNs = 0;
    std::int64_t endNs = 0;
    bool isOpen = false; ///< it lasts
};

/// What is known of one run's power, or the machine's own.
struct RunPower {
    std::string id;
    std::string label;
    std::int64_t beginNs = 0;       ///< of the first sample, on the wall clock
    std::vector<PowerCurve> curves; ///< the sum first, imports last
    std::vector<PowerStretch> stretches;
    std::optional<double> baseW;
    /// Of all zones that count together; none where one of them has none.
    std::optional<double> limitW;
    /// Mean over the last second that is known.
    std::optional<double> nowW;
    std::optional<double> joules;
    double coveredS = 0;
    double durationS = 0;
    std::int64_t samples = 0;
    energy::Quality quality = energy::Quality::counter;
    std::vector<std::string> sensors;
    /// Why nothing is known, or what is wrong with the trace.
    std::string problem;
    /// Something is measured that a busy window would disturb.
    bool isDelicate = false;
};

struct PowerView {
    std::vector<RunPower> runs;
    PowerWindow window;
};

/// Of a run's trace as it is now; its base power where `baseW` has not been found yet is read from the raw readings.
[[nodiscard]] Result<RunPower> readRunPower(const energy::Trace& trace, const PowerWindow& window,
                                            std::optional<double>& baseW);

} // namespace rxwatt::bridge
