// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/palette.h"
#include "ui/window/main_window.h"

#include <QApplication>

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    rxwatt::window::MainWindow window;
    window.show();
    return QApplication::exec();
}
