// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/event.h"
#include "core/run/state.h"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace rxwatt::cli
{

/// How far a run is, gathered from its events.
struct RunProgress {
    std::string name;
    run::RunState state = run::RunState::queued;
    std::optional<std::string> reason;
    run::Phase phase = run::Phase::setup;

    struct Share {
        std::int64_t done = 0;
        std::int64_t total = 0;
    };

    /// How far each phase is: training goes on where validation interrupted it.
    std::map<run::Phase, Share> shares;
    std::set<run::Phase> seen;
    /// Of the whole run, as its worker estimates; negative where it cannot say.
    double remainingS = -1;
    std::optional<double> loss;
    std::optional<double> validationGmBer;
    /// The last point that an evaluation finished: "model 14 dB 1.2e-2".
    std::string lastPoint;

    /// Whether the event begins a phase for the first time: training and validation take turns.
    bool take(const run::RunEvent& event);
    /// How far the current phase is; a total of 0 where nobody has said.
    [[nodiscard]] Share share() const;
};

/// "1200/2400 (50 %), loss 0.2134, validation GM-BER -1.420, 2 min 10 s left".
[[nodiscard]] std::string progressText(const RunProgress& progress);

/// The two lines of a run on a terminal of `width` columns: name, phase, bar, share and remaining time; and the
/// numbers.
[[nodiscard]] std::array<std::string, 2> progressLines(const RunProgress& progress, int width);

} // namespace rxwatt::cli
