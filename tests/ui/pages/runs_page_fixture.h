// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/sample_project.h"
#include "tests/support/temporary_folder.h"
#include "ui/pages/runs/filter_line.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/pages/runs/runs_page.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

namespace rxwatt::test
{

/// Lets the event loop turn until something is so; gives up after some seconds.
inline bool eventually(const std::function<bool()>& holds, int limitMs = 10000)
{
    return QTest::qWaitFor(holds, limitMs);
}

/// The runs page on a project of made-up runs.
class RunsPageTest : public testing::Test
{
protected:
    void show()
    {
        m_page = std::make_unique<pages::RunsPage>(
            pages::PageContext{m_workspace, m_selection, m_edits, *m_settings, m_navigator});
        m_page->resize(900, 600);
        m_page->show();
        m_page->activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(m_page.get()));
    }

    void open(const std::vector<SampleRun>& runs)
    {
        makeSampleProject(m_folder / "project", runs);
        show();
        const QSignalSpy opened(&m_workspace, &bridge::Workspace::opened);
        m_workspace.open(QString::fromStdString((m_folder / "project").string()));
        ASSERT_TRUE(eventually([&] { return !opened.isEmpty(); }));
        const auto count = static_cast<int>(runs.size());
        ASSERT_TRUE(eventually([&] { return model().rowCount() == count && m_page->isSettled() && areRead(); }));
    }

    [[nodiscard]] pages::RunTableView& view() const { return *m_page->findChild<pages::RunTableView*>(); }

    [[nodiscard]] models::RunTableModel& model() const { return *static_cast<models::RunTableModel*>(view().model()); }

    [[nodiscard]] QHeaderView& header() const { return *view().header(); }

    [[nodiscard]] QLineEdit& filter() const
    {
        return *m_page->findChild<pages::FilterLine*>()->findChild<QLineEdit*>();
    }

    /// The button of the page's empty state, where that is shown.
    [[nodiscard]] QPushButton* visibleButton() const
    {
        for (auto* button : m_page->findChildren<QPushButton*>()) {
            if (button->isVisible()) {
                return button;
            }
        }
        return nullptr;
    }

    [[nodiscard]] bool areRead() const
    {
        for (int row = 0; row < model().rowCount(); ++row) {
            if (!model().index(row, 0).data(models::RunTableModel::StateRole).isValid()) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] std::vector<std::string> names() const
    {
        std::vector<std::string> names;
        for (int row = 0; row < model().rowCount(); ++row) {
            names.push_back(model().index(row, 1).data().toString().toStdString());
        }
        return names;
    }

    [[nodiscard]] QModelIndex find(const std::string& name) const
    {
        for (int row = 0; row < model().rowCount(); ++row) {
            if (model().index(row, 1).data().toString().toStdString() == name) {
                return model().index(row, 1);
            }
        }
        return {};
    }

    [[nodiscard]] RunId idOf(const std::string& name) const { return model().runAt(find(name)); }

    /// As the table has it.
    [[nodiscard]] store::RunSummary row(const std::string& name) const
    {
        const models::RunRow* row = model().rowOf(idOf(name));
        return row != nullptr ? row->summary : store::RunSummary();
    }

    /// As it stands in the run's folder.
    [[nodiscard]] run::RunMeta read(const std::string& name) const
    {
        return m_workspace.project().runFolder(idOf(name)).readMeta().value();
    }

    [[nodiscard]] int column(const char* key) const
    {
        for (int i = 0; i < model().columnCount(); ++i) {
            if (model().columns()[static_cast<std::size_t>(i)].key == QString::fromLatin1(key)) {
                return i;
            }
        }
        return -1;
    }

    [[nodiscard]] QRect cell(const std::string& name, const char* key) const
    {
        return view().visualRect(find(name).siblingAtColumn(column(key)));
    }

    [[nodiscard]] QPoint headerPoint(const char* key) const
    {
        return {header().sectionViewportPosition(column(key)) + header().sectionSize(column(key)) / 2, 10};
    }

    void click(const std::string& name, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view().viewport(), Qt::LeftButton, modifiers, cell(name, "name").center());
        view().setFocus();
    }

    [[nodiscard]] std::vector<std::string> chosenNames() const
    {
        std::vector<std::string> names;
        for (const RunId& run : m_selection.runs()) {
            const models::RunRow* row = model().rowOf(run);
            names.push_back(row != nullptr ? row->summary.name : "?");
        }
        return names;
    }

    /// As they stand in the table.
    [[nodiscard]] std::vector<std::string> selectedRows() const
    {
        std::vector<std::string> names;
        for (int row = 0; row < model().rowCount(); ++row) {
            if (view().selectionModel()->isRowSelected(row)) {
                names.push_back(model().index(row, 1).data().toString().toStdString());
            }
        }
        return names;
    }

    [[nodiscard]] QAction* action(const char* text) const
    {
        for (QAction* action : m_page->actions()) {
            if (action->text() == QString::fromLatin1(text)) {
                return action;
            }
        }
        return nullptr;
    }

    /// As a terminal does beside the window.
    void addFromTerminal(const std::string& name)
    {
        run::RunSpec spec;
        spec.name = name;
        schedule::Request request;
        request.specs = {run::toJson(spec)};
        ASSERT_TRUE(project::request(m_workspace.project(), request));
    }

    TemporaryFolder m_folder;
    bridge::Workspace m_workspace;
    bridge::Selection m_selection;
    QUndoStack m_undo;
    bridge::RunEdits m_edits{m_workspace, m_undo};
    std::unique_ptr<settings::Settings> m_settings = settings::Settings::inMemory();
    pages::Navigator m_navigator;
    std::unique_ptr<pages::RunsPage> m_page;
};

} // namespace rxwatt::test
