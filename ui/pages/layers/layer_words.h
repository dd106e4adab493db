// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/plain_table.h"
#include "ui/pages/layers/layer_choice.h"
#include "ui/pages/layers/layer_models.h"

#include <QCoreApplication>
#include <QString>

namespace rxwatt::pages
{

/// Translates what belongs to no object.
struct LayerWords {
    Q_DECLARE_TR_FUNCTIONS(Layers)
};

/// Why some of what is chosen has no number: what the catalogue lacks of the processor. Empty where all is known.
[[nodiscard]] QString unknownText(const energy::Processor& processor, const LayerChoice& choice);
/// A sentence on the whole of an inference of each model: estimates by their parts, what was measured by its quality.
[[nodiscard]] QString totalsText(const LayerModels& models, const energy::Processor& processor,
                                 const LayerChoice& choice);
/// What else is to be said of what is shown and what is not.
[[nodiscard]] QString notesText(const LayerModels& models, const LayerChoice& choice);
/// Where the numbers come from that the estimate is made of: what, how much, from where.
void fillSources(models::PlainTable& table, const energy::Processor& processor, const LayerChoice& choice);

} // namespace rxwatt::pages
