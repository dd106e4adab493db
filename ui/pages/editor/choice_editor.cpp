// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/choice_editor.h"

#include "ui/pages/editor/value_text.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

namespace rxwatt::pages::editor
{

ChoiceEditor::ChoiceEditor(const Field& field, QWidget* parent)
    : FieldEditor(parent),
      m_choices(field.choices),
      m_box(new QComboBox(this)),
      m_quantity(new QLabel(this)),
      m_unit(field.unit),
      m_canBeLeftOut(field.group == Section::evaluationLink)
{
    for (const Json& choice : m_choices) {
        m_box->addItem(valueText(choice));
    }
    m_box->setAccessibleName(field.title());
    m_box->setFocusPolicy(Qt::StrongFocus);
    m_box->setMinimumWidth(15 * style::grid);
    m_box->installEventFilter(this);
    m_quantity->setTextFormat(Qt::PlainText);
    m_quantity->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(style::grid);
    layout->addWidget(m_box);
    layout->addWidget(m_quantity);
    layout->addStretch();
    setFocusProxy(m_box);
    if (field.type == run::FieldType::text) {
        m_box->setEditable(true);
        m_box->setInsertPolicy(QComboBox::NoInsert);
        m_box->lineEdit()->setAccessibleName(field.title());
        connect(m_box, &QComboBox::editTextChanged, this,
                [this](const QString& text) { Q_EMIT edited(text.isEmpty() ? Json() : Json(text.toStdString())); });
        return;
    }
    connect(m_box, &QComboBox::activated, this, [this](int index) {
        const auto place = static_cast<std::size_t>(index);
        if (place < m_choices.size()) {
            Q_EMIT edited(m_choices[place]);
        }
    });
}

void ChoiceEditor::display(const Json& value, const Json& fallback)
{
    const QSignalBlocker blocker(m_box);
    m_quantity->setText(m_unit.empty() ? QString() : QString::fromStdString(m_unit));
    if (!m_box->isEditable()) {
        displayChoice(value, fallback);
        return;
    }
    m_box->lineEdit()->setPlaceholderText(valueText(fallback));
    if (m_box->currentText() != valueText(value)) {
        m_box->setEditText(valueText(value));
    }
}

/// What is none of the choices has an entry of its own behind them until another is taken.
void ChoiceEditor::displayChoice(const Json& value, const Json& fallback)
{
    const Json& shown = value.is_null() ? fallback : value;
    const auto found = std::find(m_choices.begin(), m_choices.end(), shown);
    while (m_box->count() > static_cast<int>(m_choices.size())) {
        m_box->removeItem(m_box->count() - 1);
    }
    if (found == m_choices.end()) {
        constexpr qsizetype longest = 60;
        m_box->addItem(valueText(shown).left(longest));
    }
    m_box->setCurrentIndex(static_cast<int>(found - m_choices.begin()));
    QPalette palette = m_box->palette();
    const bool isQuiet = m_canBeLeftOut && value.is_null();
    palette.setColor(QPalette::ButtonText,
                     this->palette().color(isQuiet ? QPalette::PlaceholderText : QPalette::ButtonText));
    m_box->setPalette(palette);
}

/// Turning the wheel scrolls the form and changes nothing.
bool ChoiceEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Wheel) {
        event->ignore();
        return true;
    }
    return FieldEditor::eventFilter(watched, event);
}

} // namespace rxwatt::pages::editor
