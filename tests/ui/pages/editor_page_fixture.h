// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "tests/support/sample_project.h"
#include "tests/support/temporary_folder.h"
#include "ui/pages/editor/editor_page.h"
#include "ui/pages/editor/field_row.h"
#include "ui/pages/editor/json_pane.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

namespace rxwatt::test
{

/// The run editor as a person has it before them.
class EditorPageTest : public testing::Test
{
protected:
    void SetUp() override
    {
        m_page.resize(1000, 700);
        m_page.show();
        m_page.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&m_page));
    }

    void openProject(const std::vector<SampleRun>& runs)
    {
        m_ids = makeSampleProject(m_folder / "project", runs);
        const QSignalSpy opened(&m_workspace, &bridge::Workspace::opened);
        m_workspace.open(QString::fromStdString((m_folder / "project").string()));
        ASSERT_TRUE(eventually([&] { return !opened.isEmpty() && m_page.isSettled(); }));
    }

    [[nodiscard]] static bool eventually(const std::function<bool()>& holds)
    {
        constexpr int limitMs = 10000;
        return QTest::qWaitFor(holds, limitMs);
    }

    [[nodiscard]] pages::editor::FieldRow* row(const std::string& path) const
    {
        for (auto* row : m_page.findChildren<pages::editor::FieldRow*>()) {
            if (row->field().path == path) {
                return row;
            }
        }
        return nullptr;
    }

    [[nodiscard]] QLineEdit* line(const std::string& path) const { return row(path)->editor().findChild<QLineEdit*>(); }

    /// Over what stands there.
    void type(const std::string& path, const char* text) { typeInto(line(path), text); }

    static void typeInto(QLineEdit* line, const char* text)
    {
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, QString::fromUtf8(text));
    }

    /// What stands in red below the field; empty where nothing does.
    [[nodiscard]] std::string problem(const std::string& path) const
    {
        return row(path)->hasProblem() ? textOf(row(path)->findChild<QLabel*>(QStringLiteral("problem"))) : "";
    }

    [[nodiscard]] static std::string textOf(const QLabel* label) { return label->text().toStdString(); }

    [[nodiscard]] pages::editor::JsonPane& json() const { return *m_page.findChild<pages::editor::JsonPane*>(); }

    [[nodiscard]] QPlainTextEdit& jsonText() const { return *json().findChild<QPlainTextEdit*>(); }

    [[nodiscard]] QAction* action(const char* text) const
    {
        for (QAction* action : m_page.actions()) {
            if (action->text() == QString::fromLatin1(text)) {
                return action;
            }
        }
        return nullptr;
    }

    [[nodiscard]] Json value(const char* path) const
    {
        const Json* found = run::findValue(m_page.draft(), path);
        return found != nullptr ? *found : Json();
    }

    TemporaryFolder m_folder;
    std::vector<RunId> m_ids;
    bridge::Workspace m_workspace;
    bridge::Selection m_selection;
    QUndoStack m_undo;
    bridge::RunEdits m_edits{m_workspace, m_undo};
    std::unique_ptr<settings::Settings> m_settings = settings::Settings::inMemory();
    pages::Navigator m_navigator;
    pages::EditorPage m_page{pages::PageContext{m_workspace, m_selection, m_edits, *m_settings, m_navigator}};
};

} // namespace rxwatt::test
