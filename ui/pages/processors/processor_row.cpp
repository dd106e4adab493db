// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/processors/processor_row.h"

#include "ui/models/plain_tip.h"
#include "ui/models/run_cells.h"
#include "ui/pages/plain_label.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <QCoreApplication>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QSignalBlocker>

namespace rxwatt::pages
{

namespace
{

constexpr int labelWidth = 13 * style::grid;
constexpr int valueWidth = 11 * style::grid;
constexpr int barWidth = 3;
constexpr int linesShown = 4;

void setLine(QLineEdit& line, const QString& text)
{
    if (line.text() != text) {
        const QSignalBlocker blocked(line);
        line.setText(text);
        line.setCursorPosition(0);
    }
}

} // namespace

ProcessorRow::ProcessorRow(const ProcessorField& field, QWidget* parent)
    : QWidget(parent),
      m_field(field),
      m_label(wrappedLabel(this)),
      m_value(wrappedLabel(this)),
      m_unit(wrappedLabel(this)),
      m_mark(wrappedLabel(this)),
      m_basis(wrappedLabel(this)),
      m_hint(wrappedLabel(this)),
      m_problem(wrappedLabel(this))
{
    if (m_field.kind == ProcessorField::Kind::lines) {
        m_lines = new QPlainTextEdit(this);
    } else {
        m_line = new QLineEdit(this);
    }
    if (isNumber()) {
        m_basisLine = new QLineEdit(this);
    }
    build();
    connectParts();
}

void ProcessorRow::build()
{
    const QString name = labelOf(m_field);
    m_label->setText(name);
    m_label->setFixedWidth(labelWidth);
    m_label->setForegroundRole(QPalette::PlaceholderText);
    m_value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_basis->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_basis->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_unit->setText(*m_field.unit == 0 ? QString() : QCoreApplication::translate("Processors", m_field.unit));
    m_unit->setWordWrap(false);
    m_mark->setText(tr("unverified"));
    m_mark->setWordWrap(false);
    m_mark->setToolTip(tr("No primary source confirmed this number"));
    m_problem->setObjectName(QStringLiteral("problem"));
    editor().setAccessibleName(name);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(style::grid, 2, style::grid, 2);
    layout->setHorizontalSpacing(style::grid);
    layout->setVerticalSpacing(2);
    layout->addWidget(m_label, 0, 0, Qt::AlignTop);
    if (isNumber()) {
        m_line->setAlignment(Qt::AlignRight);
        m_line->setFixedWidth(valueWidth);
        m_line->setPlaceholderText(tr("not known"));
        m_line->setToolTip(tr("%1 is allowed; blank: not known").arg(rangeText(m_field)));
        m_basisLine->setPlaceholderText(tr("Where this number comes from"));
        m_basisLine->setAccessibleName(tr("Basis of %1").arg(name));
        layout->addWidget(m_value, 0, 1, Qt::AlignRight);
        layout->addWidget(m_line, 0, 1, Qt::AlignRight);
        layout->addWidget(m_unit, 0, 2);
        layout->addWidget(m_mark, 0, 3);
        layout->addWidget(m_basis, 1, 1, 1, 3);
        layout->addWidget(m_basisLine, 1, 1, 1, 3);
        layout->setColumnMinimumWidth(1, valueWidth);
        layout->setColumnStretch(3, 1);
    } else {
        layout->addWidget(m_value, 0, 1, 1, 3);
        layout->addWidget(&editor(), 0, 1, 1, 3);
        layout->setColumnStretch(1, 1);
        m_unit->hide();
        m_mark->hide();
        m_basis->hide();
    }
    if (m_lines != nullptr) {
        m_lines->setTabChangesFocus(true);
        m_lines->setFixedHeight(linesShown * m_lines->fontMetrics().lineSpacing() + 2 * style::grid);
        m_lines->setPlaceholderText(m_field.key == std::string_view("unverified")
                                        ? tr("What no primary source confirmed, a line each")
                                        : QString());
    }
    layout->addWidget(m_hint, 2, 1, 1, 3);
    layout->addWidget(m_problem, 3, 1, 1, 3);
}

void ProcessorRow::connectParts()
{
    if (m_lines != nullptr) {
        connect(m_lines, &QPlainTextEdit::textChanged, this,
                [this] { Q_EMIT typed(m_field.key, m_lines->toPlainText()); });
    } else {
        connect(m_line, &QLineEdit::textEdited, this, [this](const QString& text) { Q_EMIT typed(m_field.key, text); });
        connect(m_line, &QLineEdit::returnPressed, this, &ProcessorRow::saveWanted);
    }
    if (m_basisLine != nullptr) {
        connect(m_basisLine, &QLineEdit::textEdited, this,
                [this](const QString& text) { Q_EMIT typed(basisKey(m_field), text); });
        connect(m_basisLine, &QLineEdit::returnPressed, this, &ProcessorRow::saveWanted);
    }
}

QWidget& ProcessorRow::editor() const
{
    return m_lines != nullptr ? static_cast<QWidget&>(*m_lines) : *m_line;
}

bool ProcessorRow::hasProblem() const
{
    return !m_state.problem.isEmpty() || !m_state.basisProblem.isEmpty();
}

void ProcessorRow::display(const ProcessorRowState& state)
{
    m_state = state;
    editor().setVisible(state.isEditable);
    m_value->setVisible(!state.isEditable);
    if (m_basisLine != nullptr) {
        m_basisLine->setVisible(state.isEditable);
        setLine(*m_basisLine, state.basis);
        m_basisLine->setToolTip(models::plainTip(state.basis));
    }
    if (m_line != nullptr) {
        setLine(*m_line, state.text);
    } else if (m_lines->toPlainText() != state.text) {
        const QSignalBlocker blocked(*m_lines);
        m_lines->setPlainText(state.text);
    }
    displayRead();
    displayNotes();
    // What is not known and cannot be written says nothing that the table does not.
    setVisible(state.isEditable || !state.text.isEmpty() || !state.basis.isEmpty());
}

void ProcessorRow::displayRead()
{
    constexpr int letters = 4000;
    const bool isKnown = !m_state.text.isEmpty();
    m_value->setText(isKnown ? models::oneLine(m_state.text.toStdString(), letters) : tr("not known"));
    if (m_lines != nullptr) {
        m_value->setText(m_state.text.left(letters));
    }
    if (isNumber()) {
        m_unit->setVisible(isKnown || m_state.isEditable);
        m_mark->setVisible(m_state.isUnverified);
        const QString basis = models::oneLine(m_state.basis.toStdString(), letters);
        say(*m_basis, m_state.isEditable ? QString() : basis.isEmpty() ? tr("from the source below") : basis);
    }
}

void ProcessorRow::displayNotes()
{
    const bool isChanged = m_state.saved.has_value();
    QFont font = m_label->font();
    font.setBold(isChanged || m_state.isBasisChanged);
    m_label->setFont(font);
    m_label->setAccessibleDescription(font.bold() ? tr("Changed and not saved") : QString());
    QStringList hints;
    if (isChanged && isNumber()) {
        hints << (m_state.saved->isEmpty() ? tr("Was not known.") : tr("Was %1.").arg(*m_state.saved));
        if (!m_state.basis.isEmpty() && !m_state.isBasisChanged) {
            hints << tr("The basis is still that of the old number.");
        }
    }
    say(*m_hint, hints.join(u' '));
    QStringList problems = {m_state.problem, m_state.basisProblem};
    problems.removeAll(QString());
    say(*m_problem, problems.join(u'\n'));
    editor().setAccessibleDescription(m_state.problem);
    setTone(*m_problem, style::Tone::failure);
    setTone(*m_mark, style::Tone::warning);
    update();
}

void ProcessorRow::paintEvent(QPaintEvent* event)
{
    QWidget::paintEvent(event);
    if (!hasProblem() && !m_state.saved && !m_state.isBasisChanged) {
        return;
    }
    QPainter painter(this);
    const auto tone = hasProblem() ? style::Tone::failure : style::Tone::active;
    painter.fillRect(QRect(0, 2, barWidth, height() - 4), style::toneColor(tone, palette()));
}

void ProcessorRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_problem != nullptr) {
        setTone(*m_problem, style::Tone::failure);
        setTone(*m_mark, style::Tone::warning);
    }
}

} // namespace rxwatt::pages
