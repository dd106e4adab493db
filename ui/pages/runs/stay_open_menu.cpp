// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/stay_open_menu.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace rxwatt::pages
{

void StayOpenMenu::mouseReleaseEvent(QMouseEvent* event)
{
    QAction* action = actionAt(event->pos());
    if (action != nullptr && action->isCheckable() && action->isEnabled()) {
        action->trigger();
    } else {
        QMenu::mouseReleaseEvent(event);
    }
}

void StayOpenMenu::keyPressEvent(QKeyEvent* event)
{
    QAction* action = activeAction();
    if (event->key() == Qt::Key_Space && action != nullptr && action->isCheckable() && action->isEnabled()) {
        action->trigger();
    } else {
        QMenu::keyPressEvent(event);
    }
}

} // namespace rxwatt::pages
