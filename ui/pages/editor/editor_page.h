// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/editor/history.h"
#include "ui/pages/page.h"

#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;
class QTabWidget;
class QToolButton;

namespace rxwatt::pages
{

namespace editor
{
class EditorActions;
class JsonPane;
class ModelCard;
class SpecForm;
} // namespace editor

/// Where a run is set up: the form and the JSON of one draft, and what its model costs. A draft is never lost: what
/// replaces it can be undone, and the session keeps it.
class EditorPage : public Page
{
    Q_OBJECT

public:
    explicit EditorPage(const PageContext& context, QWidget* parent = nullptr);

    [[nodiscard]] QJsonObject session() const override;
    void restoreSession(const QJsonObject& session) override;
    [[nodiscard]] bool isSettled() const override;

    /// A new draft, `base` being what it is shown to differ from (null for the defaults).
    void open(const Json& spec, const Json& base);
    void loadFile(const QString& file);
    /// `source` names the text in messages.
    void loadText(const QString& text, const QString& source);
    void saveFile(const QString& file);
    /// Queues the draft, once for each seed; where something is wrong, goes there instead.
    void queue(bool start);
    void duplicateSelected(bool differ);
    void undo();
    void redo();
    void reset();
    void dropBase();
    /// Goes to the first field that is wrong.
    void showFirstProblem();

    [[nodiscard]] const Json& draft() const { return m_history.now().draft.json(); }

    [[nodiscard]] const editor::History& history() const { return m_history; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void build();
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildFoot();
    void connectParts();
    void put(editor::EditorState state, const QString& place);
    void takeChanges(const QString& place, const Json& changes);
    void refresh();
    void showHead();
    void showFoot();
    void arrange();
    void askNames();
    void takeAdded(const std::vector<RunId>& runs);

    editor::History m_history;
    editor::Examination m_examination;
    QTimer m_costDelay;
    editor::EditorActions* m_actions = nullptr;
    editor::SpecForm* m_form = nullptr;
    editor::JsonPane* m_json = nullptr;
    editor::ModelCard* m_card = nullptr;
    QTabWidget* m_tabs = nullptr;
    QSplitter* m_splitter = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_baseNote = nullptr;
    QToolButton* m_dropBase = nullptr;
    QPushButton* m_problems = nullptr;
    QLabel* m_summary = nullptr;
    QLineEdit* m_seeds = nullptr;
    bool m_isAdding = false;
    int m_questions = 0;
};

} // namespace rxwatt::pages
