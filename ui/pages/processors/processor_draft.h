// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/processors/processor_fields.h"

#include <QJsonObject>

namespace rxwatt::pages
{

/// What a processor becomes by what a person typed over some of its texts.
struct DraftedProcessor {
    /// Without what is wrong.
    energy::Processor processor;
    /// In words, by the key of the field.
    ProcessorTexts problems;
};

/// A draft is the texts that differ from the processor's own, blank where something is to be taken out.
[[nodiscard]] DraftedProcessor drafted(const energy::Processor& processor, const ProcessorTexts& draft);
/// Takes out what says the same as the processor by now, in whatever digits.
void dropUnchanged(ProcessorTexts& draft, const energy::Processor& processor);

/// Drafts by the ids of processors.
using ProcessorDrafts = std::map<std::string, ProcessorTexts>;

[[nodiscard]] QJsonObject toJson(const ProcessorDrafts& drafts);
/// What is not understood is left out.
[[nodiscard]] ProcessorDrafts processorDraftsFromJson(const QJsonObject& json);

} // namespace rxwatt::pages
