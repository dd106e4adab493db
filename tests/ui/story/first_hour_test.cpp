// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody does who opens RxWatt for the first time, with the real scheduler and the real worker.
#include "core/figure/export_style.h"
#include "core/project/create_project.h"
#include "core/project/open_project.h"
#include "tests/support/temporary_folder.h"
#include "ui/plots/export_picture.h"
#include "ui/plots/plot_widget.h"
#include "ui/window/command_palette.h"
#include "ui/window/main_window.h"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <QAction>
#include <QMenuBar>
#include <QTest>

namespace rxwatt::window
{

namespace
{

constexpr int patienceMs = 120'000;

Json tinySpec(const std::string& name, int steps)
{
    return Json{
        {"name", name},
        {"link",
         {{"resource_blocks", 1},
          {"subcarrier_spacing_hz", 15000},
          {"modulation", "QPSK"},
          {"channel", {{"models", {"TDL-A"}}}},
          {"sinr_db", {0, 10}}}},
        {"model", {{"channels", {8, 8}}, {"dilations", {{1, 1}, {1, 1}}}, {"depth_multiplier", 1}}},
        {"training", {{"steps", steps}, {"batch_slots", 2}, {"warmup_steps", 1}, {"checkpoint_every", 20}}},
        {"validation", {{"every", 20}, {"sinr_db", {0, 10}}, {"slots", 4}}},
        {"evaluation",
         {{"sinr_db", {0, 5, 10}}, {"min_slots", 4}, {"max_slots", 8}, {"baselines", {"ls-linear", "perfect-csi"}}}},
        {"device", "cpu"},
        {"threads", 1}};
}

class FirstHour : public testing::Test
{
protected:
    FirstHour() : m_path((m_folder / "project").string())
    {
        const auto made = project::createProject(m_path, "empty");
        if (!made) {
            throw std::runtime_error(made.error().message);
        }
    }

    /// Scheduler and worker outlive the window on purpose, but not the test.
    ~FirstHour() override
    {
        for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
            std::ifstream file(entry.path() / "cmdline", std::ios::binary);
            const std::string command{std::istreambuf_iterator<char>(file), {}};
            if (command.find(m_path) != std::string::npos) {
                ::kill(std::atoi(entry.path().filename().c_str()), SIGKILL);
            }
        }
    }

    [[nodiscard]] std::optional<store::RunSummary> run(const std::string& name) const
    {
        const auto opened = project::openProject(m_path);
        const auto runs = opened ? project::allRuns(opened->reader) : Result<std::vector<store::RunSummary>>();
        for (const store::RunSummary& summary : *runs) {
            if (summary.name == name) {
                return summary;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] bool waitFor(const std::string& name, run::RunState state) const
    {
        return QTest::qWaitFor([&] { return run(name) && run(name)->state == state; }, patienceMs);
    }

    std::unique_ptr<MainWindow> open()
    {
        auto window = std::make_unique<MainWindow>(m_settings);
        window->show();
        window->openProject(QString::fromStdString(m_path));
        EXPECT_TRUE(QTest::qWaitFor([&] { return window->workspace().isOpen(); }, patienceMs));
        return window;
    }

    static void trigger(const MainWindow& window, const QString& text)
    {
        for (const Command& command : commandsOf(*window.menuBar())) {
            if (command.path.endsWith(text)) {
                ASSERT_TRUE(QTest::qWaitFor([&] { return command.action->isEnabled(); })) << qPrintable(text);
                command.action->trigger();
                return;
            }
        }
        FAIL() << "there is no action " << qPrintable(text);
    }

    test::TemporaryFolder m_folder;
    std::string m_path;
    settings::Settings m_settings{QString::fromStdString((m_folder / "settings.conf").string())};
};

TEST_F(FirstHour, FromAnEmptyProjectToAFigureAndAQueueThatGoesOnWithoutTheWindow)
{
    auto window = open();
    window->edits().add({tinySpec("first", 40)}, false);
    ASSERT_TRUE(QTest::qWaitFor([&] { return run("first").has_value(); }));
    trigger(*window, QStringLiteral("Start the queue"));
    ASSERT_TRUE(waitFor("first", run::RunState::succeeded));

    // Read the curve and take it along.
    QString problem = QStringLiteral("no answer");
    window->select({QStringLiteral("first")}, [&](const QString& text) { problem = text; });
    ASSERT_TRUE(QTest::qWaitFor([&] { return problem.isEmpty(); })) << qPrintable(problem);
    window->showPage(QStringLiteral("ber"));
    const auto plot = [&] { return window->docks().page(QStringLiteral("ber"))->plots().value(0); };
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return plot() != nullptr && std::get<figure::Plot>(plot()->figure()).series.size() == 3; }));
    const auto copy = plot()->copy();
    ASSERT_NE(copy, nullptr);
    const auto file = m_folder / "ber.pdf";
    ASSERT_TRUE(plots::writePicture(file, *copy, figure::ExportStyle(), plots::PictureFormat::pdf));
    EXPECT_GT(std::filesystem::file_size(file), 1000U);

    // Leave while a run is at work; it goes on, and is there when the window opens again.
    window->edits().add({tinySpec("long", 100'000)}, true);
    ASSERT_TRUE(waitFor("long", run::RunState::running));
    window->close();
    window.reset();
    const std::int64_t before = run("long")->stepsDone;
    ASSERT_TRUE(QTest::qWaitFor([&] { return run("long")->stepsDone > before + 20; }, patienceMs));
    window = open();
    EXPECT_EQ(window->docks().currentName(), QStringLiteral("ber"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->workspace().queue().atWork; }));
    window->edits().cancel({run("long")->id});
    EXPECT_TRUE(waitFor("long", run::RunState::cancelled));
}

TEST_F(FirstHour, AWorkerThatIsKilledTakesNothingAlongAndItsRunGoesOn)
{
    const auto window = open();
    window->edits().add({tinySpec("victim", 400)}, true);
    ASSERT_TRUE(QTest::qWaitFor([&] { return run("victim") && run("victim")->stepsDone > 40; }, patienceMs));
    const auto state = window->workspace().project().runFolder(run("victim")->id).readState();
    ASSERT_TRUE(state && state->worker);
    ASSERT_EQ(::kill(state->worker->pid, SIGKILL), 0);
    EXPECT_TRUE(waitFor("victim", run::RunState::succeeded));
    EXPECT_EQ(run("victim")->attempt, 2);
    EXPECT_TRUE(window->workspace().isOpen());
}

} // namespace

} // namespace rxwatt::window
