// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/endurance/tour.h"

#include "tests/support/temporary_folder.h"
#include "tests/ui/endurance/memory.h"
#include "ui/pages/page_registry.h"
#include "ui/pages/runs/filter_line.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/window/appearance.h"
#include "ui/window/main_window.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <map>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>
#include <sstream>
#include <unistd.h>

namespace rxwatt::test
{

namespace
{

/// Since this process was started, before main() and all loading.
double processAgeMs()
{
    std::ifstream file("/proc/self/stat");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    std::istringstream fields(text.substr(text.rfind(')') + 2));
    std::string field;
    constexpr int startTime = 20; // the 22nd, counted from the 3rd
    for (int i = 0; i < startTime; ++i) {
        fields >> field;
    }
    timespec now = {};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6 -
           std::stod(field) * 1e3 / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

class Tour
{
public:
    Tour(WatchedApplication& application, const QString& folder) : m_application(application), m_project(folder) {}

    bool run()
    {
        if (!open()) {
            std::fprintf(stderr, "the project did not open\n");
            return false;
        }
        switchPages(QStringLiteral("with nothing selected"));
        chooseRuns();
        filter();
        sortAndGroup();
        scroll();
        edit();
        changeLook();
        leave();
        return true;
    }

    void report() const;

private:
    double act(const QString& action, const std::function<void()>& work)
    {
        return m_application.act(action, work, [this] { return m_window.isSettled() && !m_window.edits().isBusy(); });
    }

    bool open()
    {
        m_application.act(
            QStringLiteral("open the project"),
            [this] {
                m_window.show();
                m_window.openProject(m_project);
            },
            [this] { return m_window.workspace().isOpen() && m_window.isSettled() && isTableShown(); });
        m_openedMs = processAgeMs();
        m_openedMb = memoryMb("VmRSS");
        return isTableShown();
    }

    [[nodiscard]] pages::RunTableView& table()
    {
        return *m_window.docks().page(QStringLiteral("runs"))->findChild<pages::RunTableView*>();
    }

    [[nodiscard]] QWidget& runsPage() { return *m_window.docks().page(QStringLiteral("runs")); }

    [[nodiscard]] bool isTableShown()
    {
        const QModelIndex first = table().model()->index(0, 0);
        return first.isValid() && first.data(models::RunTableModel::StateRole).isValid();
    }

    void switchPages(const QString& when)
    {
        for (const pages::PageEntry& entry : pages::allPages()) {
            const QString name = QString::fromLatin1(entry.name);
            const QString action = QStringLiteral("page %1 %2").arg(name, when);
            m_switches.emplace_back(action, act(action, [&] { m_window.showPage(name); }));
        }
        m_window.showPage(QStringLiteral("runs"));
    }

    void chooseRuns()
    {
        const auto row = [this](int number) { return table().visualRect(table().model()->index(number, 1)).center(); };
        act(QStringLiteral("click a run"),
            [&] { QTest::mouseClick(table().viewport(), Qt::LeftButton, Qt::NoModifier, row(0)); });
        switchPages(QStringLiteral("with one run, made before"));
        m_window.showPage(QStringLiteral("runs"));
        act(QStringLiteral("choose twelve runs"),
            [&] { QTest::mouseClick(table().viewport(), Qt::LeftButton, Qt::ShiftModifier, row(11)); });
        switchPages(QStringLiteral("with twelve runs"));
        act(QStringLiteral("choose all runs"), [&] {
            table().setFocus();
            QTest::keyClick(&table(), Qt::Key_A, Qt::ControlModifier);
        });
        switchPages(QStringLiteral("with all runs"));
        m_window.showPage(QStringLiteral("runs"));
        act(QStringLiteral("choose one run of all"),
            [&] { QTest::mouseClick(table().viewport(), Qt::LeftButton, Qt::NoModifier, row(2)); });
    }

    void filter()
    {
        auto* line = runsPage().findChild<pages::FilterLine*>()->findChild<QLineEdit*>();
        line->setFocus();
        for (const QChar letter : QStringLiteral("kind:train lr>3e-4 seed:2")) {
            act(QStringLiteral("type a filter"), [&] { QTest::keyClick(line, letter.toLatin1()); });
        }
        act(QStringLiteral("apply the filter"), [&] { QTest::keyClick(line, Qt::Key_Return); });
        act(QStringLiteral("take the filter away"), [&] {
            line->clear();
            QTest::keyClick(line, Qt::Key_Return);
        });
        // The line waits for the next letter before it is applied.
        QElapsedTimer pause;
        pause.start();
        m_application.act(
            QStringLiteral("take the filter away"), [] {},
            [&] { return pause.elapsed() > 600 && m_window.isSettled(); });
    }

    void sortAndGroup()
    {
        QHeaderView& header = *table().header();
        for (int i = 0; i < header.count(); ++i) {
            const int column = header.logicalIndex(i);
            const QString name = table().model()->headerData(column, Qt::Horizontal).toString();
            if (!header.isSectionHidden(column)) {
                act(QStringLiteral("sort by %1").arg(name), [&] { Q_EMIT header.sectionClicked(column); });
            }
        }
        auto* groups = runsPage().findChild<QComboBox*>();
        for (int i = groups->count() - 1; i >= 0; --i) {
            act(QStringLiteral("group: %1").arg(groups->itemText(i)), [&] {
                groups->setCurrentIndex(i);
                Q_EMIT groups->activated(i);
            });
        }
    }

    void scroll()
    {
        QScrollBar* bar = table().verticalScrollBar();
        constexpr int stops = 25;
        for (int i = 0; i <= stops; ++i) {
            act(QStringLiteral("scroll through the table"), [&] { bar->setValue(bar->maximum() * i / stops); });
        }
        act(QStringLiteral("scroll through the table"), [&] { bar->setValue(0); });
    }

    void edit()
    {
        std::vector<RunId> some;
        for (int row = 0; row < 100 && row < table().model()->rowCount(); ++row) {
            some.push_back(static_cast<models::RunTableModel*>(table().model())->runAt(table().model()->index(row, 0)));
        }
        act(QStringLiteral("star a hundred runs"), [&] { m_window.edits().setStarred(some, true); });
        act(QStringLiteral("rename a run"), [&] { m_window.edits().rename(some.front(), QStringLiteral("renamed")); });
    }

    void changeLook()
    {
        using Choice = settings::Settings::ThemeChoice;
        act(QStringLiteral("dark theme"), [&] { m_settings.setTheme(Choice::dark); });
        act(QStringLiteral("light theme"), [&] { m_settings.setTheme(Choice::light); });
        act(QStringLiteral("resize the window"), [&] { m_window.resize(1024, 600); });
        act(QStringLiteral("resize the window"), [&] { m_window.resize(1920, 1080); });
        act(QStringLiteral("maximise the page"), [&] { m_window.docks().setMaximized(true); });
        act(QStringLiteral("maximise the page"), [&] { m_window.docks().setMaximized(false); });
    }

    /// With everything selected: the session keeps the selection.
    void leave()
    {
        act(QStringLiteral("choose all runs"), [&] { table().selectAll(); });
        act(QStringLiteral("close the project"), [&] { m_window.workspace().close(); });
        m_application.act(
            QStringLiteral("open the project again"), [&] { m_window.openProject(m_project); },
            [this] { return m_window.workspace().isOpen() && m_window.isSettled(); });
        act(QStringLiteral("choose all runs"), [&] { table().selectAll(); });
        act(QStringLiteral("close the window"), [&] { m_window.close(); });
    }

    WatchedApplication& m_application;
    QString m_project;
    TemporaryFolder m_folder;
    settings::Settings m_settings{QString::fromStdString((m_folder / "settings.conf").string())};
    window::Appearance m_appearance{m_settings, std::nullopt};
    window::MainWindow m_window{m_settings};
    double m_openedMs = 0;
    double m_openedMb = 0;
    std::vector<std::pair<QString, double>> m_switches;
};

void Tour::report() const
{
    std::printf("from the start of the process to the project on the screen: %.0f ms, then %.0f MB resident\n",
                m_openedMs, m_openedMb);
    std::printf("\npage switches, ms until all is shown:\n");
    for (const auto& [action, ms] : m_switches) {
        std::printf("  %7.1f  %s\n", ms, qUtf8Printable(action));
    }
    const std::vector<Hold>& holds = m_application.holds();
    std::vector<double> sorted;
    std::map<QString, Hold> longest;
    for (const Hold& hold : holds) {
        sorted.push_back(hold.wallMs);
        Hold& most = longest[hold.action];
        most = hold.wallMs > most.wallMs ? hold : most;
    }
    std::sort(sorted.begin(), sorted.end());
    std::vector<Hold> worst;
    for (const auto& [action, hold] : longest) {
        worst.push_back(hold);
    }
    std::sort(worst.begin(), worst.end(), [](const Hold& a, const Hold& b) { return a.wallMs > b.wallMs; });
    std::printf("\nthe window's thread was held (%zu turns of its loop): 99 %% of them at most %.1f ms, the longest "
                "%.1f ms\nlongest turn of each action, ms (of it computing):\n",
                sorted.size(), sorted.at(sorted.size() * 99 / 100), sorted.back());
    for (const Hold& hold : worst) {
        std::printf("  %7.1f (%7.1f)  %s: %s\n", hold.wallMs, hold.cpuMs, qUtf8Printable(hold.action),
                    qUtf8Printable(hold.mostly));
    }
    std::printf("\nmost memory resident: %.0f MB\n", memoryMb("VmHWM"));
}

} // namespace

int runTour(WatchedApplication& application, const QString& folder)
{
    Tour tour(application, folder);
    if (!tour.run()) {
        return 1;
    }
    tour.report();
    return 0;
}

} // namespace rxwatt::test
