// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/event.h"
#include "ui/models/run_columns.h"

#include <QLocale>
#include <QString>
#include <string>
#include <vector>

namespace rxwatt::models
{

/// What the table knows of one run.
struct RunRow {
    store::RunSummary summary;
    /// Values of the table's settings, in their order; empty where a run has none of that path.
    std::vector<std::string> settings = {};

    bool operator==(const RunRow&) const = default;
};

/// What a cell says: for people, one line. `place` is where among the columns' settings this one is; `progress` may be
/// none.
[[nodiscard]] QString cellText(const RunRow& row, const RunColumn& column, int place,
                               const run::ProgressEvent* progress, const QLocale& locale);
/// The same for a file or a spreadsheet: whole numbers and seconds, a point as decimal sign, no tabs or line ends.
[[nodiscard]] QString cellForFile(const RunRow& row, const RunColumn& column, int place,
                                  const run::ProgressEvent* progress);

/// A column's heading in a file: the path of a setting, the unit of what has one.
[[nodiscard]] QString headingForFile(const RunColumn& column);

/// Whether a column holds joules.
[[nodiscard]] bool isEnergy(RunField field);
/// Joules of such a column; none where nothing could be read, and of others.
[[nodiscard]] std::optional<double> energyOf(const store::RunSummary& run, RunField field);

/// How far a run came that is neither at work nor done: by its steps; none where it has not begun.
[[nodiscard]] std::optional<run::ProgressEvent> progressAtRest(const store::RunSummary& run);
/// 0 to 1 of the phase; below 0 where it is not known.
[[nodiscard]] double fractionOf(const run::ProgressEvent& progress);
/// "5 s", "3 min", "2 h 05 min", "4 d 3 h".
[[nodiscard]] QString durationText(double seconds);
/// One line of at most `letters` letters without control characters: names come from anywhere.
[[nodiscard]] QString oneLine(const std::string& text, int letters = 500);
/// A logarithm of a Geometric Mean BER, "−1.532", with a real minus as in plots.
[[nodiscard]] QString gmBerText(double value, const QLocale& locale = QLocale());

} // namespace rxwatt::models
