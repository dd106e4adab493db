// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/field_row.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace rxwatt::pages::editor
{

namespace
{

constexpr int labelWidth = 19 * style::grid;
constexpr int barWidth = 3;

QLabel* makeLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

void setTextColor(QWidget* widget, const QColor& color)
{
    QPalette palette = widget->palette();
    palette.setColor(QPalette::WindowText, color);
    widget->setPalette(palette);
}

QString toolTipOf(const Field& field)
{
    QString text = field.explanation();
    if (const QString allowed = field.allowed(); !allowed.isEmpty()) {
        const QString unit = field.unit.empty() ? QString() : u' ' + QString::fromStdString(field.unit);
        text += u'\n' + FieldRow::tr("Allowed: %1%2").arg(allowed, unit);
    }
    return text + u'\n' + QString::fromStdString(field.path);
}

} // namespace

FieldRow::FieldRow(const Field& field, QWidget* parent)
    : QWidget(parent),
      m_field(field),
      m_label(makeLabel(this)),
      m_editor(makeFieldEditor(field, this)),
      m_reset(new QToolButton(this)),
      m_reference(makeLabel(this)),
      m_problemLine(new QWidget(this))
{
    build();
    connect(m_editor, &FieldEditor::edited, this, &FieldRow::edited);
    connect(m_reset, &QToolButton::clicked, this, &FieldRow::resetWanted);
}

void FieldRow::build()
{
    const bool isTable = m_field.type == run::FieldType::integerList;
    m_label->setText(isTable ? tr("Blocks") : m_field.title());
    m_label->setFixedWidth(labelWidth);
    m_label->setBuddy(m_editor);
    setToolTip(toolTipOf(m_field));
    m_reset->setIcon(style::icon(QStringLiteral("undo-2")));
    m_reset->setIconSize(QSize(style::iconSize - 2, style::iconSize - 2));
    m_reset->setAutoRaise(true);
    m_reset->setAccessibleName(tr("Reset %1").arg(m_field.title()));
    QSizePolicy kept = m_reset->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(kept);
    m_reference->setForegroundRole(QPalette::PlaceholderText);
    m_problemIcon = new QLabel(m_problemLine);
    m_problem = makeLabel(m_problemLine);
    m_problem->setObjectName(QStringLiteral("problem"));
    auto* line = new QHBoxLayout(m_problemLine);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(style::halfGrid);
    line->addWidget(m_problemIcon, 0, Qt::AlignTop);
    line->addWidget(m_problem, 1);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(style::grid, 3, style::halfGrid, 3);
    layout->setHorizontalSpacing(style::grid);
    layout->setVerticalSpacing(2);
    layout->addWidget(m_label, 0, 0, isTable ? Qt::AlignTop : Qt::AlignVCenter);
    layout->addWidget(m_editor, 0, 1);
    layout->addWidget(m_reset, 0, 2, Qt::AlignTop);
    layout->addWidget(m_problemLine, 1, 1);
    layout->addWidget(m_reference, 2, 1);
    layout->setColumnStretch(1, 1);
}

void FieldRow::display(const Json& value, const Json& fallback, const RowNotes& notes)
{
    m_editor->display(value, fallback);
    m_notes = notes;
    paintNotes();
}

void FieldRow::paintNotes()
{
    QFont font = m_label->font();
    font.setBold(m_notes.isChanged);
    m_label->setFont(font);
    m_label->setAccessibleDescription(m_notes.isChanged ? tr("Changed; else %1").arg(m_notes.reference) : QString());
    m_reset->setVisible(m_notes.isChanged);
    m_reset->setToolTip(tr("Back to %1").arg(m_notes.reference));
    m_reference->setText(m_notes.reference);
    m_reference->setVisible(m_notes.isChanged && m_notes.showReference);
    m_problemLine->setVisible(hasProblem());
    if (hasProblem()) {
        const QColor color = style::toneColor(style::Tone::failure, palette());
        m_problem->setText(m_notes.problem);
        setTextColor(m_problem, color);
        m_problemIcon->setPixmap(style::icon(QStringLiteral("circle-alert")).pixmap(style::iconSize - 2));
    }
    update();
}

bool FieldRow::matches(const QString& words) const
{
    const QString text = m_field.title() + u'\n' + m_field.explanation() + u'\n' +
                         QString::fromStdString(m_field.path) + u'\n' + m_label->text() + u'\n' +
                         titleOf(m_field.group);
    const QStringList wanted = words.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(wanted.begin(), wanted.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

void FieldRow::paintEvent(QPaintEvent* event)
{
    QWidget::paintEvent(event);
    if (!m_notes.isChanged && !hasProblem()) {
        return;
    }
    QPainter painter(this);
    const auto tone = hasProblem() ? style::Tone::failure : style::Tone::active;
    painter.fillRect(QRect(0, 3, barWidth, height() - 6), style::toneColor(tone, palette()));
}

void FieldRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_problem != nullptr && hasProblem()) {
        paintNotes();
    }
}

} // namespace rxwatt::pages::editor
