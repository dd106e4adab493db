// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/sqlite_journal.h"
#include "tests/support/sample_project.h"
#include "tests/support/temporary_folder.h"
#include "ui/pages/page.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

namespace rxwatt::test
{

/// Few and short runs, quickly made: two that are done with other learning rates, then one that failed, is paused, is
/// at work, is queued.
inline std::vector<SampleRun> fewRuns()
{
    std::vector<SampleRun> runs(6);
    const std::vector<const char*> names = {"good", "worse", "failed", "paused", "running", "queued"};
    for (std::size_t i = 0; i < runs.size(); ++i) {
        runs[i].name = names[i];
        runs[i].steps = 500;
        runs[i].done = i < 2 ? 1 : 0.5;
        runs[i].points = i < 2 ? runs[i].points : 0;
    }
    runs[0].tags = {"paper"};
    runs[1].learningRate = 3e-4;
    runs[1].gapDb = 3;
    runs[2].state = run::RunState::failed;
    runs[2].reason = "the loss is not a number at step 212";
    runs[3].state = run::RunState::paused;
    runs[4].state = run::RunState::running;
    runs[5].state = run::RunState::queued;
    return runs;
}

/// A page on a project of made-up runs.
template <typename PageKind>
class PageTest : public testing::Test
{
protected:
    static bool eventually(const std::function<bool()>& holds)
    {
        constexpr int limitMs = 20000;
        return QTest::qWaitFor(holds, limitMs);
    }

    void show()
    {
        m_page =
            std::make_unique<PageKind>(pages::PageContext{m_workspace, m_selection, m_edits, *m_settings, m_navigator});
        m_page->resize(1000, 800);
        m_page->show();
        m_page->activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(m_page.get()));
    }

    /// Opens a project of these runs and selects those of `chosen` (places in the list); `prepare` does something to it
    /// before.
    void open(const std::vector<SampleRun>& runs, const std::vector<std::size_t>& chosen,
              const std::function<void()>& prepare = {})
    {
        m_ids = makeSampleProject(m_folder / "project", runs);
        if (prepare) {
            prepare();
        }
        show();
        m_workspace.open(QString::fromStdString((m_folder / "project").string()));
        ASSERT_TRUE(eventually([this] { return m_workspace.isOpen(); }));
        select(chosen);
    }

    void select(const std::vector<std::size_t>& chosen)
    {
        std::vector<RunId> ids;
        for (const std::size_t place : chosen) {
            ids.push_back(m_ids.at(place));
        }
        m_selection.set(ids);
        settle();
    }

    /// What a run measured, as if it had been the last thing that it said.
    void giveEnergy(std::size_t place, std::optional<double> trainingJ, std::optional<double> inferenceJ,
                    run::Quality quality)
    {
        run::EnergyEvent event;
        if (trainingJ) {
            run::PhaseEnergy training;
            training.phase = run::Phase::training;
            training.relativeEnergyJ = trainingJ;
            training.quality = quality;
            event.energy.phases = {training};
        }
        if (inferenceJ) {
            event.energy.inference.emplace();
            event.energy.inference->joules = *inferenceJ;
            event.energy.inference->quality = quality;
        }
        constexpr std::uint64_t behindAll = 1'000'000;
        const auto journal = store::SqliteJournal::open(m_folder / "project/runs.db");
        ASSERT_TRUE(journal);
        const RunId& id = m_ids.at(place);
        const run::RunEvent last{behindAll, 1, 0, 0, event};
        const auto offset = (*journal)->eventOffset(id);
        ASSERT_TRUE(offset && (*journal)->putEvents(id, {&last, 1}, *offset));
    }

    void settle()
    {
        ASSERT_TRUE(eventually([this] { return !m_workspace.isBusy() && m_page->isSettled(); }));
        // What came at last is drawn at the next turn.
        QTest::qWait(1);
        ASSERT_TRUE(eventually([this] { return !m_workspace.isBusy() && m_page->isSettled(); }));
    }

    /// Chooses in the field of that name what begins so, as a person does.
    void choose(const char* accessibleName, const QString& text)
    {
        for (auto* box : m_page->template findChildren<QComboBox*>()) {
            if (box->accessibleName() == QString::fromLatin1(accessibleName)) {
                const int place = box->findText(text, Qt::MatchStartsWith);
                ASSERT_GE(place, 0) << text.toStdString();
                box->setCurrentIndex(place);
                Q_EMIT box->activated(place);
                settle();
                return;
            }
        }
        FAIL() << "no field " << accessibleName;
    }

    [[nodiscard]] QAction* action(const char* text) const
    {
        for (QAction* action : m_page->actions()) {
            if (action->text() == QString::fromUtf8(text)) {
                return action;
            }
        }
        return nullptr;
    }

    /// Whether a label in view says this.
    [[nodiscard]] bool says(const char* text) const
    {
        const auto labels = m_page->template findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(QString::fromUtf8(text));
        });
    }

    TemporaryFolder m_folder;
    bridge::Workspace m_workspace;
    bridge::Selection m_selection;
    QUndoStack m_undo;
    bridge::RunEdits m_edits{m_workspace, m_undo};
    std::unique_ptr<settings::Settings> m_settings = settings::Settings::inMemory();
    pages::Navigator m_navigator;
    std::unique_ptr<PageKind> m_page;
    std::vector<RunId> m_ids;
};

} // namespace rxwatt::test
