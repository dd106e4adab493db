// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

class QMainWindow;

namespace rxwatt::window
{

struct Shortcut {
    QString keys;
    QString text;
};

struct ShortcutGroup {
    QString title;
    std::vector<Shortcut> shortcuts;
};

/// What keys and mouse do: the window's actions as they are, then what plots understand.
[[nodiscard]] std::vector<ShortcutGroup> shortcutGroups(const QMainWindow& window);

void showShortcutSheet(QMainWindow& window);

} // namespace rxwatt::window
