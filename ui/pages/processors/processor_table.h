// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/plain_table.h"
#include "ui/pages/processors/processor_choice.h"
#include "ui/pages/processors/processor_draft.h"

namespace rxwatt::pages
{

/// The whole catalogue, a row for each processor in its order: what an inference of the model takes there by what is
/// chosen (none: no column), its numbers, what is unverified of it, and where it comes from. Cells with unverified
/// numbers end in "*".
void fillProcessorTable(models::PlainTable& table, const ProcessorFacts& facts, const ProcessorModel* model,
                        const ProcessorChoice& choice, const ProcessorDrafts& drafts);

} // namespace rxwatt::pages
