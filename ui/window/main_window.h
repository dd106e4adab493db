// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page_registry.h"

#include <QMainWindow>

namespace rxwatt::window
{

/// The shell: docks with pages, menus, tool bar, status bar. Knows pages only through the registry.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget* parent = nullptr);
};

} // namespace rxwatt::window
