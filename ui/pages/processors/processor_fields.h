// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/processor.h"

#include <map>
#include <QString>
#include <span>
#include <string>
#include <string_view>

namespace rxwatt::pages
{

/// What a person reads and changes of a processor, by its key in files.
struct ProcessorField {
    enum class Kind { number, text, lines };
    enum class Group { name, power, arithmetic, memory, about };

    const char* key;
    /// Translated by labelOf().
    const char* label;
    Kind kind = Kind::number;
    Group group = Group::name;
    /// Of numbers: what they are shown in, and how much of the file's unit that is ("GHz", 1e9).
    const char* unit = "";
    double scale = 1;
};

/// In the order of the form.
[[nodiscard]] std::span<const ProcessorField> processorFields();
/// Null where there is none of that key.
[[nodiscard]] const ProcessorField* processorField(std::string_view key);
[[nodiscard]] QString labelOf(const ProcessorField& field);
[[nodiscard]] QString titleOf(ProcessorField::Group group);
/// "0.001 to 20 GHz" of a number; empty of texts.
[[nodiscard]] QString rangeText(const ProcessorField& field);

/// The texts of all fields of a processor by key, and of the bases of numbers by basisKey(). What is not known is not
/// there.
using ProcessorTexts = std::map<std::string, QString>;

[[nodiscard]] ProcessorTexts textsOf(const energy::Processor& processor);
[[nodiscard]] QString textIn(const ProcessorTexts& texts, const std::string& key);
/// "basis.tdp_w"
[[nodiscard]] std::string basisKey(const ProcessorField& field);
/// Whether the catalogue says that no primary source confirmed this number.
[[nodiscard]] bool isUnverified(const energy::Processor& processor, const ProcessorField& field);

} // namespace rxwatt::pages
