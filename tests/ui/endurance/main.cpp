// SPDX-License-Identifier: GPL-3.0-or-later
// ui_endurance tour PROJECT: how long the window's thread is held by everything that a person does.
// ui_endurance day [SECONDS UPDATES [MAX_GROWTH_MB]]: whether a day of live updates leaves memory as it was.
#include "tests/ui/endurance/day.h"
#include "tests/ui/endurance/tour.h"

#include <cstdio>
#include <exception>
#include <QStandardPaths>

int main(int argc, char** argv)
{
    using namespace rxwatt::test;
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    // Only Qt's own loop says when it wakes up and when it sleeps.
    qputenv("QT_NO_GLIB", "1");
    const QString what = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    try {
        if (what == QLatin1String("feed") && argc == 3) {
            return runFeeder(argv[2]);
        }
        WatchedApplication application(argc, argv);
        QStandardPaths::setTestModeEnabled(true);
        if (what == QLatin1String("tour") && argc == 3) {
            return runTour(application, QString::fromLocal8Bit(argv[2]));
        }
        if (what == QLatin1String("day") && (argc == 2 || argc == 4 || argc == 5)) {
            Day day;
            if (argc > 2) {
                day.seconds = std::stoi(argv[2]);
                day.updates = std::stoi(argv[3]);
            }
            day.maxGrowthMb = argc > 4 ? std::stod(argv[4]) : 0;
            if (day.updates >= 10 && day.seconds >= day.updates) {
                return runDay(application, day);
            }
        }
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "ui_endurance: %s\n", problem.what());
        return 1;
    }
    std::fprintf(stderr,
                 "usage: ui_endurance tour PROJECT\n"
                 "       ui_endurance day [SECONDS UPDATES [MAX_GROWTH_MB]]; at least 10 updates, one a second\n");
    return 2;
}
