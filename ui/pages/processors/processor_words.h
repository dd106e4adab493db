// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/processors/processor_choice.h"

#include <QCoreApplication>
#include <QString>

namespace rxwatt::pages
{

/// Translates what belongs to no object.
struct ProcessorWords {
    Q_DECLARE_TR_FUNCTIONS(Processors)
};

/// What the catalogue lacks of a processor for what is chosen: "no fp32 peak". Empty where it has a number.
[[nodiscard]] QString lacksText(const energy::Processor& processor, const ProcessorChoice& choice);
/// Those without a number by what they lack: "No fp32 peak: Hailo-8, …". Empty where all have one.
[[nodiscard]] QString withoutText(const std::vector<energy::Processor>& processors, const ProcessorChoice& choice);
/// From which processor to which an inference takes how much, and what the run itself took.
[[nodiscard]] QString spanText(const ProcessorModel& model, const std::vector<energy::Processor>& processors,
                               const std::vector<figure::ProcessorBar>& bars, const ProcessorChoice& choice);
/// Why there are no bars at all, and what to do.
[[nodiscard]] QString emptyText(const std::vector<energy::Processor>& shown, bool hasModel,
                                const ProcessorChoice& choice);
/// What else is to be said of what is shown and what is not.
[[nodiscard]] QString notesText(const ProcessorFacts& facts);

} // namespace rxwatt::pages
