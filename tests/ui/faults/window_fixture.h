// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/open_project.h"
#include "tests/support/sample_project.h"
#include "tests/support/temporary_folder.h"
#include "ui/models/run_table_model.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QPushButton>
#include <QStatusBar>
#include <QTest>
#include <QToolButton>

namespace rxwatt::test
{

/// Lets the event loop turn until something is so; gives up after some seconds.
inline bool eventually(const std::function<bool()>& holds, int limitMs = 30000)
{
    return QTest::qWaitFor(holds, limitMs);
}

inline std::vector<SampleRun> runsNamed(const std::vector<std::string>& names)
{
    std::vector<SampleRun> runs(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        runs[i].name = names[i];
        runs[i].steps = 100;
        runs[i].points = 2;
    }
    return runs;
}

/// What the table of runs shows; empty where it has not come yet.
inline std::vector<std::string> shownNames(window::MainWindow& window)
{
    const auto* view = window.docks().page(QStringLiteral("runs"))->findChild<pages::RunTableView*>();
    std::vector<std::string> names;
    for (int row = 0; row < view->model()->rowCount(); ++row) {
        names.push_back(view->model()->index(row, 1).data().toString().toStdString());
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// The real window on a project of made-up runs, and something that goes wrong.
class FaultTest : public testing::Test
{
protected:
    using Names = std::vector<std::string>;

    /// Makes the project where there is none yet.
    void make(const Names& names) { m_ids = makeSampleProject(projectPath(), runsNamed(names)); }

    void start()
    {
        m_window.show();
        m_window.openProject(QString::fromStdString(projectPath().string()));
    }

    void open(const Names& names)
    {
        make(names);
        start();
        ASSERT_TRUE(eventually([&] { return shows(names); }));
    }

    [[nodiscard]] std::filesystem::path projectPath() const { return m_folder / "project"; }

    [[nodiscard]] run::ProjectFolder project() const { return run::ProjectFolder::open(projectPath()).value(); }

    [[nodiscard]] window::MessageBar& bar() const { return *m_window.findChild<window::MessageBar*>(); }

    /// What the message bar says, if it is seen.
    [[nodiscard]] std::string said() const { return bar().isVisible() ? bar().text().toStdString() : std::string(); }

    [[nodiscard]] bool eventuallySays(const char* part)
    {
        return eventually([&] { return said().find(part) != std::string::npos; });
    }

    [[nodiscard]] std::string noted() const { return m_window.statusBar()->currentMessage().toStdString(); }

    /// The button of the message that is seen.
    [[nodiscard]] QPushButton& button() const { return *bar().findChild<QPushButton*>(QStringLiteral("action")); }

    void closeMessage() { bar().findChild<QToolButton*>(QStringLiteral("close"))->click(); }

    [[nodiscard]] bool shows(Names names)
    {
        std::sort(names.begin(), names.end());
        return shownNames(m_window) == names;
    }

    void rename(std::size_t run, const char* name) { m_window.edits().rename(m_ids.at(run), QString::fromUtf8(name)); }

    /// As a terminal does beside the window.
    [[nodiscard]] Status renameBeside(std::size_t run, const std::string& name) const
    {
        schedule::Request request;
        request.action = schedule::Action::setMeta;
        request.runs = {m_ids.at(run)};
        request.meta.name = name;
        return project::request(project(), request).map([](const schedule::Reply&) {});
    }

    /// Whatever happened, the window is there and its pages can be gone through.
    void expectUsable()
    {
        EXPECT_TRUE(m_window.isVisible());
        for (const char* page : {"editor", "live", "ber", "details", "runs"}) {
            EXPECT_TRUE(m_window.showPage(QString::fromLatin1(page))) << page;
            QCoreApplication::processEvents();
            EXPECT_TRUE(m_window.docks().page(QString::fromLatin1(page))->isVisible()) << page;
        }
    }

    TemporaryFolder m_folder;
    std::vector<RunId> m_ids;
    settings::Settings m_settings{QString::fromStdString((m_folder / "settings.conf").string())};
    window::MainWindow m_window{m_settings};
};

} // namespace rxwatt::test
