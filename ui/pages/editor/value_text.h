// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <QString>

namespace rxwatt::pages::editor
{

// Values of a specification as a person types them. What is typed is what the file says: numbers in C locale.

/// The shortest text that reads back as the same number: "20000", "0.001", "3.5e9", "1e-8".
[[nodiscard]] QString numberText(double value);
/// Any value in a line: texts as they are, numbers as numberText(), lists and objects as JSON.
[[nodiscard]] QString valueText(const Json& value);

/// "1e-3" as a number; the text itself where it is no number; null where it is blank.
[[nodiscard]] Json numberFromText(const QString& text);

/// "0:4:24" or "0, 4, 8" of a list of SINRs; anything else as valueText().
[[nodiscard]] QString sinrText(const Json& value);
/// The list (or first, step, last) that was typed; the text itself where it is none; null where it is blank.
[[nodiscard]] Json sinrFromText(const QString& text);
/// "7 points: 0, 4, 8 … 24 dB"; empty for what is no list.
[[nodiscard]] QString sinrPreview(const Json& value);

/// A number with its unit as people say it: "3.5 GHz", "300 ns"; empty where that says no more than the number.
[[nodiscard]] QString quantityText(const Json& value, const std::string& unit);

/// JSON for people: objects over lines, short lists on one.
[[nodiscard]] std::string prettyJson(const Json& value);

/// "12.3 M", for counts: three digits and a prefix.
[[nodiscard]] QString countText(double value);

} // namespace rxwatt::pages::editor
