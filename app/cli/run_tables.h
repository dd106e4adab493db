// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/point_file.h"
#include "core/run/project.h"
#include "core/store/run_query.h"

#include <string>
#include <vector>

namespace rxwatt::cli
{

/// Runs, one a line; which evaluation a Geometric Mean BER is of where there are several.
[[nodiscard]] std::string runsTable(const std::vector<store::RunSummary>& runs);

/// "the queue is paused: …", or nothing.
[[nodiscard]] std::string queueText(const run::QueueRecord& queue);

/// One run in words: state and reason, settings, how far it is, where its files lie.
[[nodiscard]] std::string runText(const store::RunDetails& details, const run::ProjectFolder& project);

/// A point as "8.4e-3 ±0.6e-3", as "5.2e-3 (1.1e-3 to 1.5e-1)" where the interval is lopsided, or "< 2.0e-5" where no
/// error was seen.
[[nodiscard]] std::string berCell(const run::BerPoint& point);

/// BER tables of a run, one for each modulation and number of DM-RS symbols: a row for each SINR, a column for each
/// receiver, and the gap to the known channel, with its interval where `points` (run::readPoints) has the slots of the
/// curves. Empty where it has no points.
[[nodiscard]] std::string berText(const store::RunDetails& details, const std::vector<run::PointSlots>& points);

} // namespace rxwatt::cli
