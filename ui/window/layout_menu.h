// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/page_docks.h"

#include <QObject>

class QMenu;

namespace rxwatt::window
{

/// "Layout" in the View menu: lock, pages shown, save by name, take a saved one, reset.
class LayoutMenu : public QObject
{
    Q_OBJECT

public:
    LayoutMenu(QMenu* parentMenu, PageDocks& docks, settings::Settings& settings, QWidget* window);

private:
    void fillSaved();
    void save();
    void forget();

    PageDocks& m_docks;
    settings::Settings& m_settings;
    QWidget* m_window = nullptr;
    QMenu* m_saved = nullptr;
};

} // namespace rxwatt::window
