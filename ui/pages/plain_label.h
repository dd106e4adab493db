// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/palette.h"

#include <QString>

class QLabel;
class QWidget;

namespace rxwatt::pages
{

/// A label whose text is never taken for HTML.
[[nodiscard]] QLabel* plainLabel(QWidget* parent, const QString& text = {});
/// The same in as many lines as it takes.
[[nodiscard]] QLabel* wrappedLabel(QWidget* parent);
void setTone(QLabel& label, style::Tone tone);
/// Without a text it takes no room.
void say(QLabel& label, const QString& text);

} // namespace rxwatt::pages
