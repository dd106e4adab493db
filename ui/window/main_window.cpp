// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

namespace rxwatt::window
{

MainWindow::MainWindow(QWidget* parent) : QMainWindow(parent) {}

} // namespace rxwatt::window
