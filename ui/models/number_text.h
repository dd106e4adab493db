// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QString>

namespace rxwatt::models
{

/// A number as a field shows it: all digits that a person would type, and no dust of binary fractions.
[[nodiscard]] QString numberText(double number);
/// What a person typed: "1e-3", "0.3", in the language's way too; none where it is no finite number.
[[nodiscard]] std::optional<double> numberFromText(const QString& text);

} // namespace rxwatt::models
