// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/quality.h"

#include <QLocale>
#include <QString>

namespace rxwatt::models
{

/// "4.61 kJ": three digits of the language, a real minus, the prefix that fits.
[[nodiscard]] QString siText(double value, const QString& unit, const QLocale& locale = QLocale());

[[nodiscard]] QString energyText(double joules, const QLocale& locale = QLocale());

/// The same of an energy that a run has: what was not measured says that it is an estimate.
[[nodiscard]] QString energyText(double joules, bool isMeasured, const QLocale& locale = QLocale());

/// How a value was obtained, for people: "Counter", "Estimate".
[[nodiscard]] QString qualityText(run::Quality quality);
/// The same in a sentence.
[[nodiscard]] QString qualityHelp(run::Quality quality);

} // namespace rxwatt::models
