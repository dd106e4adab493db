// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log_pane.h"

#include "ui/models/plain_tip.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextDocumentFragment>
#include <QToolButton>

namespace rxwatt::pages
{

namespace
{

/// A log of days stays within memory.
constexpr int mostLines = 20'000;

} // namespace

LogPane::LogPane(bridge::Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      m_tail(workspace),
      m_title(new QLabel(tr("Log"), this)),
      m_search(new QLineEdit(this)),
      m_follow(new QCheckBox(tr("&Follow"), this)),
      m_text(new QPlainTextEdit(this))
{
    m_title->setTextFormat(Qt::PlainText);
    // Gives way where the pane is narrow.
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_search->setPlaceholderText(tr("Find in the log"));
    m_search->setAccessibleName(tr("Find in the log"));
    m_search->setToolTip(tr("Enter finds the next place, Shift+Enter the one before"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(28 * style::grid);
    m_follow->setChecked(true);
    m_follow->setToolTip(tr("Keep the newest lines in view"));
    m_text->setReadOnly(true);
    m_text->setAccessibleName(tr("Log"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setMaximumBlockCount(mostLines);
    m_text->setUndoRedoEnabled(false);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto* copyButton = new QToolButton(this);
    copyButton->setIcon(style::icon(QStringLiteral("copy")));
    copyButton->setAutoRaise(true);
    copyButton->setAccessibleName(tr("Copy the log"));
    copyButton->setToolTip(tr("Copy what is marked, or the whole log as shown"));
    auto* line = new QHBoxLayout;
    line->setContentsMargins(style::grid, style::halfGrid, style::grid, style::halfGrid);
    line->setSpacing(style::grid);
    line->addWidget(m_title, 1);
    line->addWidget(m_search, 1);
    line->addWidget(m_follow);
    line->addWidget(copyButton);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_text, 1);
    connect(copyButton, &QToolButton::clicked, this, &LogPane::copy);
    connect(m_search, &QLineEdit::returnPressed, this,
            [this] { find(QGuiApplication::keyboardModifiers().testFlag(Qt::ShiftModifier)); });
    connect(m_follow, &QCheckBox::toggled, this, [this](bool follows) {
        if (follows) {
            toEnd();
        }
    });
    connect(&m_tail, &bridge::LogTail::reset, this, &LogPane::replace);
    connect(&m_tail, &bridge::LogTail::appended, this, &LogPane::append);
    connect(&m_tail, &bridge::LogTail::failed, this, [this](const QString& message) {
        m_text->clear();
        m_text->setPlaceholderText(message);
    });
}

void LogPane::showRun(const RunId& run, const QString& name)
{
    m_title->setText(run.text.empty() ? tr("Log") : tr("Log of %1").arg(name));
    m_title->setToolTip(models::plainTip(name));
    m_emptyText = run.text.empty() ? tr("No run is chosen.") : tr("The run has written nothing yet.");
    m_text->setPlaceholderText(m_emptyText);
    m_tail.follow(run);
}

void LogPane::setActive(bool active)
{
    m_tail.setActive(active);
}

void LogPane::startSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void LogPane::copy() const
{
    const QString marked = m_text->textCursor().selection().toPlainText();
    QGuiApplication::clipboard()->setText(marked.isEmpty() ? m_text->toPlainText() : marked);
}

void LogPane::replace(const QString& text)
{
    m_text->setPlaceholderText(m_emptyText);
    m_text->setPlainText(text);
    if (m_follow->isChecked()) {
        toEnd();
    }
}

void LogPane::append(const QString& text)
{
    // The person's mark and place stay.
    const int place = m_text->verticalScrollBar()->value();
    QTextCursor cursor(m_text->document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(text);
    if (m_follow->isChecked()) {
        toEnd();
    } else {
        m_text->verticalScrollBar()->setValue(place);
    }
}

void LogPane::find(bool backwards)
{
    const QTextDocument::FindFlags flags = backwards ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (m_search->text().isEmpty()) {
        return;
    }
    m_follow->setChecked(false);
    if (!m_text->find(m_search->text(), flags)) {
        m_text->moveCursor(backwards ? QTextCursor::End : QTextCursor::Start);
        m_text->find(m_search->text(), flags);
    }
}

void LogPane::toEnd()
{
    m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
}

} // namespace rxwatt::pages
