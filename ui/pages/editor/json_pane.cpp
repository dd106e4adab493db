// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/json_pane.h"

#include "ui/pages/editor/json_highlighter.h"
#include "ui/pages/editor/json_locator.h"
#include "ui/pages/editor/value_text.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QTextBlock>
#include <QVBoxLayout>

namespace rxwatt::pages::editor
{

JsonPane::JsonPane(QWidget* parent)
    : QWidget(parent),
      m_text(new QPlainTextEdit(this)),
      m_problem(new QLabel(this)),
      m_goTo(new QPushButton(this)),
      m_discard(new QPushButton(this))
{
    build();
    connect(m_discard, &QPushButton::clicked, this, &JsonPane::discard);
    connect(m_text, &QPlainTextEdit::textChanged, this, &JsonPane::take);
    connect(m_goTo, &QPushButton::clicked, this, [this] {
        m_text->setTextCursor(QTextCursor(m_text->document()->findBlockByNumber(m_line - 1)));
        m_text->centerCursor();
        m_text->setFocus();
    });
}

void JsonPane::build()
{
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Specification as JSON"));
    m_text->setFrameShape(QFrame::NoFrame);
    new JsonHighlighter(m_text->document(), m_text);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_goTo->setText(tr("Go there"));
    m_discard->setText(tr("Drop this text"));
    m_discard->setToolTip(tr("Shows what the form has in place of this text"));
    auto* fill = new QPushButton(tr("Write defaults out"), this);
    fill->setToolTip(tr("Puts every setting into the text, with the value that it has now"));
    auto* prune = new QPushButton(tr("Leave defaults out"), this);
    prune->setToolTip(tr("Keeps what differs from the defaults"));
    connect(fill, &QPushButton::clicked, this, &JsonPane::fillWanted);
    connect(prune, &QPushButton::clicked, this, &JsonPane::pruneWanted);
    auto* line = new QHBoxLayout();
    line->setContentsMargins(style::grid, 0, style::grid, style::halfGrid);
    line->setSpacing(style::grid);
    line->addWidget(m_problem, 1);
    line->addWidget(m_goTo);
    line->addWidget(m_discard);
    line->addWidget(fill);
    line->addWidget(prune);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(style::grid);
    layout->addWidget(m_text, 1);
    layout->addLayout(line);
    showProblem({}, 0);
}

QString JsonPane::text() const
{
    return m_text->toPlainText();
}

void JsonPane::display(const SpecDraft& draft, const Examination& examination)
{
    m_draft = draft.json();
    if (m_isBroken) {
        return;
    }
    if (m_draft != m_shown || m_text->document()->isEmpty()) {
        setText(m_draft);
    }
    showProblemOf(examination);
}

void JsonPane::setText(const Json& json)
{
    m_shown = json;
    const QSignalBlocker blocker(m_text);
    m_text->setPlainText(QString::fromStdString(prettyJson(json)));
}

void JsonPane::discard()
{
    m_isBroken = false;
    setText(m_draft);
    take();
}

void JsonPane::showProblemOf(const Examination& examination)
{
    if (examination.problems.empty()) {
        showProblem({}, 0);
        return;
    }
    const Problem& problem = examination.problems.front();
    const std::string text = m_text->toPlainText().toStdString();
    const std::string& message = problem.message;
    const std::string path = "$." + problem.path;
    const bool isInside = message.starts_with(path + "[");
    const std::string place = isInside ? message.substr(2, message.find(": ") - 2) : problem.path;
    const int line = lineOf(text, positionOf(text, place).value_or(0));
    showProblem(tr("Line %1: %2").arg(line).arg(QString::fromStdString(message)), line);
}

void JsonPane::take()
{
    const std::string text = m_text->toPlainText().toStdString();
    const Result<Json> json = base::parseJson(text, tr("JSON").toStdString());
    m_isBroken = !json || !json->is_object();
    if (!json) {
        const QString message = QString::fromStdString(json.error().message);
        const auto match = QRegularExpression(QStringLiteral("line (\\d+)")).match(message);
        showProblem(message, match.hasMatch() ? match.captured(1).toInt() : 1);
    } else if (m_isBroken) {
        showProblem(tr("Line 1: a specification is an object, in braces."), 1);
    } else {
        m_shown = *json;
        Q_EMIT edited(*json);
    }
}

void JsonPane::showProblem(const QString& text, int line)
{
    m_line = line;
    QPalette palette = m_problem->palette();
    const auto tone = text.isEmpty() ? style::Tone::success : style::Tone::failure;
    palette.setColor(QPalette::WindowText, style::toneColor(tone, this->palette()));
    m_problem->setPalette(palette);
    m_problem->setText(text.isEmpty() ? tr("Can be queued as it is.") : text);
    m_goTo->setVisible(line > 0);
    m_discard->setVisible(m_isBroken);
    markLine(line);
}

void JsonPane::markLine(int line)
{
    QList<QTextEdit::ExtraSelection> marks;
    if (const QTextBlock block = m_text->document()->findBlockByNumber(line - 1); line > 0 && block.isValid()) {
        QTextEdit::ExtraSelection mark;
        QColor color = style::toneColor(style::Tone::failure, palette());
        color.setAlphaF(0.18F);
        mark.format.setBackground(color);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        mark.cursor = QTextCursor(block);
        marks << mark;
    }
    m_text->setExtraSelections(marks);
}

} // namespace rxwatt::pages::editor
