// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/notes_pane.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTextDocument>
#include <QToolButton>
#include <QVBoxLayout>

namespace rxwatt::pages
{

NotesView::NotesView(QWidget* parent) : QTextBrowser(parent)
{
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Notes of the run"));
    document()->setDocumentMargin(style::grid);
    connect(this, &QTextBrowser::anchorClicked, this, &NotesView::askToOpen);
}

void NotesView::setNotes(const QString& markdown)
{
    document()->setMarkdown(markdown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                          QTextDocument::MarkdownNoHTML);
}

void NotesView::askToOpen(const QUrl& link)
{
    const QString scheme = link.scheme();
    if (scheme != QStringLiteral("http") && scheme != QStringLiteral("https")) {
        return;
    }
    auto* question =
        new QMessageBox(QMessageBox::Question, tr("Open a link"), tr("Open this address in the web browser?"),
                        QMessageBox::Open | QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(link.toString().left(500));
    question->setDefaultButton(QMessageBox::Cancel);
    connect(question, &QMessageBox::finished, this, [link](int answer) {
        if (answer == QMessageBox::Open) {
            QDesktopServices::openUrl(link);
        }
    });
    question->open();
}

NotesPane::NotesPane(QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_edit(new QToolButton(this)),
      m_stack(new QStackedWidget(this)),
      m_view(new NotesView(this)),
      m_editor(new QPlainTextEdit(this))
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_edit->setIcon(style::icon(QStringLiteral("pencil")));
    m_edit->setCheckable(true);
    m_edit->setAutoRaise(true);
    m_edit->setToolTip(tr("Write the notes (Markdown); saved when you turn to something else"));
    m_edit->setAccessibleName(tr("Write the notes"));
    m_editor->setAccessibleName(tr("Notes of the run, Markdown"));
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->document()->setDocumentMargin(style::grid);
    m_editor->setPlaceholderText(tr("What you want to remember of this run. Markdown: **bold**, - list, # heading"));
    m_editor->setTabChangesFocus(true);
    m_editor->installEventFilter(this);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_editor);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(style::grid, 0, style::halfGrid, 0);
    head->addWidget(m_title, 1);
    head->addWidget(m_edit);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, style::halfGrid, 0, 0);
    layout->setSpacing(style::halfGrid);
    layout->addLayout(head);
    layout->addWidget(m_stack);
    connect(m_edit, &QToolButton::toggled, this, &NotesPane::setEditing);
    setRun({}, {});
}

void NotesPane::setRun(const RunId& run, const QString& name)
{
    m_title->setText(run.text.empty() ? tr("Notes: choose a run") : tr("Notes of %1").arg(name.left(100)));
    if (run == m_run && !run.text.empty()) {
        return;
    }
    save();
    m_run = run;
    m_notes.clear();
    m_isLoaded = false;
    m_edit->setChecked(false);
    m_edit->setEnabled(false);
    m_view->setNotes({});
    m_editor->clear();
}

void NotesPane::setNotes(const RunId& run, const QString& notes)
{
    if (run != m_run) {
        return;
    }
    m_edit->setEnabled(true);
    const bool isWritten = m_isLoaded && m_edit->isChecked();
    if (isWritten || (m_isLoaded && notes == m_notes)) {
        return;
    }
    m_isLoaded = true;
    m_notes = notes;
    m_view->setNotes(notes.isEmpty() ? tr("*No notes yet.*") : notes);
    m_editor->setPlainText(notes);
}

void NotesPane::setEditing(bool editing)
{
    if (!editing) {
        save();
    }
    m_stack->setCurrentWidget(editing ? static_cast<QWidget*>(m_editor) : m_view);
    if (editing) {
        m_editor->setFocus();
        m_editor->moveCursor(QTextCursor::End);
    }
}

void NotesPane::save()
{
    const QString text = m_editor->toPlainText();
    if (!m_isLoaded || m_run.text.empty() || text == m_notes) {
        return;
    }
    m_notes = text;
    m_view->setNotes(text);
    Q_EMIT saved(m_run, text);
}

bool NotesPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_editor && event->type() == QEvent::FocusOut) {
        save();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rxwatt::pages
