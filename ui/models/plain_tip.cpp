// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/plain_tip.h"

namespace rxwatt::models
{

QString plainTip(const QString& text, int letters)
{
    if (text.isEmpty()) {
        return {};
    }
    const QString shown = text.size() > letters ? text.left(letters) + u'…' : text;
    return QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(shown.toHtmlEscaped());
}

} // namespace rxwatt::models
