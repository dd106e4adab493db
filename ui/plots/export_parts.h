// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <QLabel>
#include <QSize>

class QScrollArea;

namespace rxwatt::plots
{

// What the dialogs that export have in common.

/// Large enough for a preview that can be read; smaller where the window is.
inline constexpr QSize exportDialogSize(880, 600);

/// What went wrong, in its colour; takes no room while nothing did.
class ProblemLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ProblemLabel(QWidget* parent = nullptr);

    void say(const QString& problem);
};

/// Fields in an area that scrolls up and down: at large fonts on small screens they are higher than the window.
[[nodiscard]] QScrollArea* scrolled(QWidget* content);

/// Asks whether files that are there may go; `replace` is called where they may.
void askToReplace(QWidget* parent, const QString& text, std::function<void()> replace);

} // namespace rxwatt::plots
