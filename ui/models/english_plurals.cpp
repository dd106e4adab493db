// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/english_plurals.h"

namespace rxwatt::models
{

QString EnglishPlurals::translate(const char* /*context*/, const char* sourceText, const char* /*disambiguation*/,
                                  int n) const
{
    const QLatin1String ending("(s)");
    QString text = QString::fromUtf8(sourceText);
    if (n < 0 || !text.contains(ending)) {
        return {};
    }
    return text.replace(ending, n == 1 ? QString() : QStringLiteral("s"));
}

} // namespace rxwatt::models
