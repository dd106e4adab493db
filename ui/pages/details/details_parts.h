// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLabel;
class QWidget;

namespace rxwatt::pages
{

// Widgets that the page's parts are put together from.

/// Plain text in lines, for what is there but not looked at first.
[[nodiscard]] QLabel* quietLabel(QWidget* parent);
/// Two widgets over each other; one of them (none: neither) takes what room is left.
[[nodiscard]] QWidget* stacked(QWidget* upper, QWidget* lower, QWidget* stretched);

} // namespace rxwatt::pages
