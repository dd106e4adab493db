// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/filter_line.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <algorithm>
#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStringListModel>
#include <QTimer>
#include <QVBoxLayout>

namespace rxwatt::pages
{

FilterLine::FilterLine(QWidget* parent)
    : QWidget(parent),
      m_line(new QLineEdit(this)),
      m_problem(new QLabel(this)),
      m_completer(new QCompleter(this)),
      m_candidates(new QStringListModel(this)),
      m_pause(new QTimer(this))
{
    m_line->setClearButtonEnabled(true);
    m_line->setMaxLength(2000);
    m_line->setPlaceholderText(tr("Filter"));
    m_line->setAccessibleName(tr("Filter of the runs"));
    m_line->addAction(style::icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_line->installEventFilter(this);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_completer->setModel(m_candidates);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(m_line);
    constexpr int pauseMs = 200;
    m_pause->setSingleShot(true);
    m_pause->setInterval(pauseMs);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(style::halfGrid);
    layout->addWidget(m_line);
    layout->addWidget(m_problem);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textEdited, this, &FilterLine::takeTyped);
    connect(m_line, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty()) {
            apply(); // the clear button edits nothing
        }
    });
    connect(m_line, &QLineEdit::returnPressed, this, [this] {
        apply();
        Q_EMIT left();
    });
    connect(m_pause, &QTimer::timeout, this, &FilterLine::apply);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &FilterLine::insertWord);
}

void FilterLine::setLineHeight(int height)
{
    m_line->setMinimumHeight(height);
}

QString FilterLine::text() const
{
    return m_line->text();
}

void FilterLine::setText(const QString& text)
{
    m_line->setText(text);
    apply();
}

void FilterLine::start()
{
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

void FilterLine::takeTyped()
{
    // What was said of the text before is not true of this one.
    showProblem(std::nullopt);
    m_pause->start();
    complete();
}

void FilterLine::apply()
{
    m_pause->stop();
    const std::optional<FilterProblem> problem = m_check ? m_check(text()) : std::nullopt;
    showProblem(problem);
    if (!problem) {
        Q_EMIT filterChanged(text());
    }
}

void FilterLine::showProblem(const std::optional<FilterProblem>& problem)
{
    m_problem->setVisible(problem.has_value());
    if (!problem) {
        m_problem->clear();
        return;
    }
    // The message stands under the place that it is about, as far as there is room for it.
    const QString before = text().left(problem->place);
    const int start = m_line->fontMetrics().horizontalAdvance(before) + 3 * style::grid;
    const int indent = std::clamp(start, 0, std::max(0, width() / 3));
    m_problem->setContentsMargins(indent, 0, 0, 0);
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, style::toneColor(style::Tone::failure, palette()));
    m_problem->setPalette(colors);
    m_problem->setText(problem->message);
}

void FilterLine::complete()
{
    m_place = m_words ? m_words(text(), m_line->cursorPosition()) : FilterWords();
    m_candidates->setStringList(m_place.words);
    if (m_place.words.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    constexpr int maxVisible = 10;
    m_completer->setMaxVisibleItems(maxVisible);
    const int left = m_line->fontMetrics().horizontalAdvance(text().left(m_place.begin)) + 3 * style::grid;
    constexpr int letters = 32;
    const int width = letters * m_line->fontMetrics().averageCharWidth();
    m_completer->complete(QRect(std::min(left, std::max(0, m_line->width() - width)), 0, width, m_line->height()));
}

void FilterLine::insertWord(const QString& word)
{
    QString changed = text();
    changed.replace(m_place.begin, m_place.length, word);
    m_line->setText(changed);
    m_line->setCursorPosition(m_place.begin + static_cast<int>(word.size()));
    takeTyped();
}

bool FilterLine::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape && !m_line->text().isEmpty()) {
            setText({});
            return true;
        }
        if (key->key() == Qt::Key_Escape || key->key() == Qt::Key_Down) {
            Q_EMIT left();
            return true;
        }
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier) {
            complete();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rxwatt::pages
