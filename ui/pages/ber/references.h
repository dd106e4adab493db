// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/gain_table.h"
#include "ui/pages/ber/ber_runs.h"

#include <optional>
#include <QString>

namespace rxwatt::pages
{

/// What gains are counted from: a receiver, whose curve of the same modulation and DM-RS symbols is taken for each
/// curve; or one certain curve.
struct Reference {
    /// Names it in sessions.
    QString key;
    QString text;
};

/// What may be chosen for these curves: baselines, then models, then (where curves of a receiver differ) single curves.
[[nodiscard]] std::vector<Reference> referencesOf(const std::vector<ShownCurve>& curves);
/// The key that stands until the person chooses: the known channel, else the first there is.
[[nodiscard]] QString defaultReference(const std::vector<Reference>& references);

/// The place of the curve that this one is compared with: judged on the same slots where there is such a one.
[[nodiscard]] std::optional<std::size_t> referenceFor(std::size_t curve, const QString& key,
                                                      const std::vector<ShownCurve>& curves);

/// The row of a curve with what its points tell; `pending` where the slots may tell more.
[[nodiscard]] models::GainRow gainRow(std::size_t curve, std::optional<std::size_t> reference,
                                      const std::vector<ShownCurve>& curves, double ber);

} // namespace rxwatt::pages
