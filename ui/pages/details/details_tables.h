// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/plain_table.h"
#include "ui/pages/details/run_facts.h"

#include <QCoreApplication>

namespace rxwatt::pages
{

/// Translates what belongs to no object.
struct DetailsWords {
    Q_DECLARE_TR_FUNCTIONS(Details)
};

// What the page's tables show.

/// Settings with their defaults where they differ from them: those rows are marked.
void fillSettings(models::PlainTable& table, const RunFacts& run);
/// The settings that differ between runs, a column for each run.
void fillDifferences(models::PlainTable& table, const std::vector<RunFacts>& runs);
/// When, on what and with what it was made, and what came of it.
void fillProvenance(models::PlainTable& table, const RunFacts& run);
/// What it did when.
void fillPhases(models::PlainTable& table, const std::vector<store::PhaseStretch>& phases);
void fillFiles(models::PlainTable& table, const RunFacts& run);
/// Layers of the model, by the order of the network. Returns their totals in words.
[[nodiscard]] QString fillLayers(models::PlainTable& table, const RunFacts& run);

/// Shown in one line; its tip and its copy are the whole text.
[[nodiscard]] models::PlainTable::Cell cellOf(const QString& text);
/// A point in time (ISO 8601) as people write it.
[[nodiscard]] QString timeText(const std::string& iso);

} // namespace rxwatt::pages
