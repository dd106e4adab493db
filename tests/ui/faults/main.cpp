// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/faults/second_window.h"

#include <gtest/gtest.h>

#include <cstring>
#include <QApplication>
#include <QStandardPaths>

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    testing::InitGoogleTest(&argc, argv);
    const QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    if (argc == 3 && std::strcmp(argv[1], "--second-window") == 0) {
        return rxwatt::test::runSecondWindow(argv[2]);
    }
    return RUN_ALL_TESTS();
}
