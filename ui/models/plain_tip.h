// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace rxwatt::models
{

/// A tool tip that shows a text from anywhere as it is, cut where it is long: Qt takes tips for HTML where they look
/// like it.
[[nodiscard]] QString plainTip(const QString& text, int letters = 1000);

} // namespace rxwatt::models
