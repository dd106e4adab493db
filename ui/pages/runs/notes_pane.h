// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QTextBrowser>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QToolButton;

namespace rxwatt::pages
{

/// Shows Markdown without ever fetching anything for it; links are asked about before they open.
class NotesView : public QTextBrowser
{
    Q_OBJECT

public:
    explicit NotesView(QWidget* parent = nullptr);

    void setNotes(const QString& markdown);

    QVariant loadResource(int /*type*/, const QUrl& /*name*/) override { return {}; }

private:
    void askToOpen(const QUrl& link);
};

/// The notes of one run, to be read and, with a click, to be written; what was written is saved when the person turns
/// to something else.
class NotesPane : public QWidget
{
    Q_OBJECT

public:
    explicit NotesPane(QWidget* parent = nullptr);

    /// Shows another run (or none: empty); what was written to the one before is saved.
    void setRun(const RunId& run, const QString& name);
    /// The notes as they are in the project; not taken over what is being written.
    void setNotes(const RunId& run, const QString& notes);

    [[nodiscard]] const RunId& run() const { return m_run; }

    void save();

Q_SIGNALS:
    void saved(const rxwatt::base::RunId& run, const QString& notes);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setEditing(bool editing);

    RunId m_run;
    QString m_notes;
    bool m_isLoaded = false;
    QLabel* m_title = nullptr;
    QToolButton* m_edit = nullptr;
    QStackedWidget* m_stack = nullptr;
    NotesView* m_view = nullptr;
    QPlainTextEdit* m_editor = nullptr;
};

} // namespace rxwatt::pages
