// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace rxwatt::pages
{

/// A label and its field, which stay on one line; the text's shortcut goes to the field.
[[nodiscard]] QWidget* labelledField(const QString& text, QWidget* field, QWidget* parent);

} // namespace rxwatt::pages
