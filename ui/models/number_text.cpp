// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/number_text.h"

#include <cmath>
#include <QLocale>

namespace rxwatt::models
{

QString numberText(double number)
{
    constexpr int digits = 10;
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(number, 'g', digits);
}

std::optional<double> numberFromText(const QString& text)
{
    bool isNumber = false;
    // Else "1,545" would be 1545 to those who write a decimal comma.
    QLocale point = QLocale::c();
    point.setNumberOptions(QLocale::RejectGroupSeparator);
    double number = point.toDouble(text.trimmed(), &isNumber);
    if (!isNumber) {
        number = QLocale().toDouble(text.trimmed(), &isNumber);
    }
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

} // namespace rxwatt::models
