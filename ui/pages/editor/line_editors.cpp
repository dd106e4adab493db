// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/line_editors.h"

#include "ui/pages/editor/number_line.h"
#include "ui/pages/editor/value_text.h"
#include "ui/style/metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace rxwatt::pages::editor
{

namespace
{

constexpr int numberWidth = 15 * style::grid;
constexpr int rangeWidth = 13 * style::grid;

QLabel* makeNote(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QHBoxLayout* makeLine(QWidget* parent)
{
    auto* layout = new QHBoxLayout(parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(style::grid);
    return layout;
}

/// The unit, and behind it what the number is in a handier one.
QString unitText(const std::string& unit, const Json& value)
{
    const QString quantity = quantityText(value, unit);
    const QString name = QString::fromStdString(unit);
    return quantity.isEmpty() ? name : name + QStringLiteral("  =  ") + quantity;
}

} // namespace

TextEditor::TextEditor(const Field& field, QWidget* parent) : FieldEditor(parent), m_line(new QLineEdit(this))
{
    m_line->setAccessibleName(field.title());
    makeLine(this)->addWidget(m_line);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textEdited, this,
            [this](const QString& text) { Q_EMIT edited(text.isEmpty() ? Json() : Json(text.toStdString())); });
}

void TextEditor::display(const Json& value, const Json& fallback)
{
    constexpr qsizetype longest = 10'000;
    m_line->setPlaceholderText(valueText(fallback).left(longest));
    if (m_line->text() != valueText(value)) {
        m_line->setText(valueText(value));
    }
}

NumberEditor::NumberEditor(const Field& field, QWidget* parent)
    : FieldEditor(parent), m_line(new NumberLine(field, this)), m_quantity(makeNote(this)), m_unit(field.unit)
{
    m_line->setAccessibleName(field.title());
    m_line->setFixedWidth(numberWidth);
    QHBoxLayout* layout = makeLine(this);
    layout->addWidget(m_line);
    layout->addWidget(m_quantity);
    layout->addStretch();
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textEdited, this, [this] { Q_EMIT edited(m_line->value()); });
}

void NumberEditor::display(const Json& value, const Json& fallback)
{
    m_line->display(value, fallback);
    m_quantity->setText(unitText(m_unit, value.is_null() ? fallback : value));
}

RangeEditor::RangeEditor(const Field& field, QWidget* parent)
    : FieldEditor(parent),
      m_low(new NumberLine(field, this)),
      m_high(new NumberLine(field, this)),
      m_quantity(makeNote(this)),
      m_unit(field.unit)
{
    m_low->setAccessibleName(tr("%1, from").arg(field.title()));
    m_high->setAccessibleName(tr("%1, to; empty for a fixed value").arg(field.title()));
    QHBoxLayout* layout = makeLine(this);
    auto* to = makeNote(this);
    to->setText(tr("to"));
    layout->addWidget(m_low);
    layout->addWidget(to);
    layout->addWidget(m_high);
    layout->addWidget(m_quantity);
    layout->addStretch();
    setFocusProxy(m_low);
    for (NumberLine* line : {m_low, m_high}) {
        line->setFixedWidth(rangeWidth);
        connect(line, &QLineEdit::textEdited, this, &RangeEditor::take);
    }
}

void RangeEditor::display(const Json& value, const Json& fallback)
{
    const auto isPair = [](const Json& json) { return json.is_array() && json.size() == 2; };
    const Json& behind = isPair(fallback) ? fallback : Json::array({fallback, fallback});
    if (value.is_null()) {
        m_low->display({}, behind[0]);
        m_high->display({}, behind[1]);
    } else if (isPair(value)) {
        m_low->display(value[0], {});
        m_high->display(value[1], {});
    } else {
        m_low->display(value, {});
        m_high->display({}, {});
    }
    if (!value.is_null()) {
        m_low->setPlaceholderText(tr("missing"));
        m_high->setPlaceholderText(tr("fixed"));
    }
    m_quantity->setText(unitText(m_unit, value.is_null() ? fallback : value));
}

void RangeEditor::take()
{
    const Json low = m_low->value();
    const Json high = m_high->value();
    if (high.is_null()) {
        Q_EMIT edited(low);
    } else {
        Q_EMIT edited(Json::array({low.is_null() ? Json("") : low, high}));
    }
}

SinrEditor::SinrEditor(const Field& field, QWidget* parent)
    : FieldEditor(parent), m_line(new QLineEdit(this)), m_preview(makeNote(this))
{
    m_line->setAccessibleName(field.title());
    m_line->setToolTip(tr("A list like 0, 4, 8 or first:step:last like -4:2:32"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_line);
    layout->addWidget(m_preview);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textEdited, this, [this](const QString& text) { Q_EMIT edited(sinrFromText(text)); });
}

void SinrEditor::display(const Json& value, const Json& fallback)
{
    m_line->setPlaceholderText(sinrText(fallback));
    if (sinrFromText(m_line->text()) != value) {
        m_line->setText(sinrText(value));
    }
    m_preview->setText(sinrPreview(value.is_null() ? fallback : value));
}

} // namespace rxwatt::pages::editor
