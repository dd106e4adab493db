// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/endurance/day.h"

#include "tests/support/sample_project.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/endurance/memory.h"
#include "ui/pages/page_registry.h"
#include "ui/plots/plot_widget.h"
#include "ui/window/main_window.h"

#include <algorithm>
#include <cstdio>
#include <malloc.h>
#include <QProcess>

namespace rxwatt::test
{

namespace
{

constexpr int runCount = 3;
constexpr int tenths = 10;

class HurriedDay
{
public:
    HurriedDay(WatchedApplication& application, const Day& day) : m_application(application), m_day(day)
    {
        std::vector<SampleRun> runs(runCount);
        for (int i = 0; i < runCount; ++i) {
            SampleRun& run = runs[static_cast<std::size_t>(i)];
            run.name = "run " + std::to_string(i);
            run.seed = static_cast<std::uint64_t>(i + 1);
            run.state = run::RunState::running;
            run.steps = 1'000'000;
            run.done = 1e-5;
        }
        makeSampleProject(m_path, runs);
    }

    ~HurriedDay()
    {
        m_feeder.closeWriteChannel();
        m_feeder.waitForFinished();
    }

    int run();

private:
    bool open();
    bool update(int seconds);
    void tell(const char* when, int done);
    [[nodiscard]] bool hasGrownTooMuch() const;
    void reportHolds() const;

    WatchedApplication& m_application;
    Day m_day;
    TemporaryFolder m_folder;
    std::filesystem::path m_path = m_folder / "project";
    std::unique_ptr<settings::Settings> m_settings = settings::Settings::inMemory();
    window::MainWindow m_window{*m_settings};
    QProcess m_feeder;
    /// Resident memory at the end of each tenth.
    std::vector<double> m_residentMb;
};

bool HurriedDay::open()
{
    m_feeder.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_feeder.start(QCoreApplication::applicationFilePath(),
                   {QStringLiteral("feed"), QString::fromStdString(m_path.string())});
    m_window.show();
    m_window.openProject(QString::fromStdString(m_path.string()));
    m_application.act(
        QStringLiteral("open"), [] {}, [this] { return m_window.workspace().isOpen() && m_window.isSettled(); });
    // Every page is there, as after some hours of use; this one is looked at.
    for (const pages::PageEntry& entry : pages::allPages()) {
        m_window.showPage(QString::fromLatin1(entry.name));
    }
    m_window.showPage(QStringLiteral("live"));
    m_application.act(
        QStringLiteral("open"), [] {}, [this] { return m_window.isSettled(); });
    return m_window.workspace().isOpen() && m_feeder.waitForStarted();
}

/// What a scheduler brings within a moment, and the window's way with it. The pause of 200 ms between updates is left
/// out: this is what makes a day short.
bool HurriedDay::update(int seconds)
{
    m_feeder.write(QByteArray::number(seconds) + '\n');
    m_application.act(
        QStringLiteral("update"), [] {}, [this] { return m_feeder.canReadLine(); });
    if (m_feeder.readLine().trimmed() != "done") {
        return false;
    }
    m_application.act(
        QStringLiteral("update"), [this] { Q_EMIT m_window.workspace().runsChanged(); },
        [this] { return m_window.isSettled(); });
    return true;
}

void HurriedDay::tell(const char* when, int done)
{
    // What the heap keeps for later is no leak, and how much that is differs from run to run.
    ::malloc_trim(0);
    const double resident = memoryMb("VmRSS");
    m_residentMb.push_back(resident);
    const auto heap = ::mallinfo2();
    std::printf("%-5s %6d updates, %7.1f h of training: %7.1f MB resident, %7.1f MB of the heap in use\n", when, done,
                static_cast<double>(m_day.seconds) * done / m_day.updates / 3600, resident,
                static_cast<double>(heap.uordblks + heap.hblkhd) / (1 << 20));
    std::fflush(stdout);
}

int HurriedDay::run()
{
    if (!open()) {
        std::fprintf(stderr, "the project did not open\n");
        return 1;
    }
    tell("start", 0);
    int fed = 0;
    for (int i = 1; i <= m_day.updates; ++i) {
        const int due = static_cast<int>(static_cast<std::int64_t>(m_day.seconds) * i / m_day.updates);
        if (!update(due - std::exchange(fed, due))) {
            std::fprintf(stderr, "the feeder has ended\n");
            return 1;
        }
        if (static_cast<std::int64_t>(i) * tenths / m_day.updates !=
            static_cast<std::int64_t>(i - 1) * tenths / m_day.updates) {
            tell("", i);
        }
    }
    reportHolds();
    return hasGrownTooMuch() ? 1 : 0;
}

/// From the third tenth on, behind the first points. The series of a whole day fill for half of it, and SQLite's cache
/// for longer.
bool HurriedDay::hasGrownTooMuch() const
{
    const double growth = m_residentMb.back() - m_residentMb.at(3);
    std::printf("growth from the third tenth to the end: %.1f MB\n", growth);
    return m_day.maxGrowthMb > 0 && growth > m_day.maxGrowthMb;
}

void HurriedDay::reportHolds() const
{
    std::vector<double> held;
    Hold longest;
    for (const Hold& hold : m_application.holds()) {
        if (hold.action == QLatin1String("update")) {
            held.push_back(hold.wallMs);
            longest = hold.wallMs > longest.wallMs ? hold : longest;
        }
    }
    std::sort(held.begin(), held.end());
    if (!held.empty()) {
        std::printf("the window's thread was held for at most %.1f ms (99 %% of %zu turns: %.1f ms): %s\n", held.back(),
                    held.size(), held[held.size() * 99 / 100], qUtf8Printable(longest.mostly));
    }
}

} // namespace

int runDay(WatchedApplication& application, const Day& day)
{
    return HurriedDay(application, day).run();
}

} // namespace rxwatt::test
