// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/chips_editor.h"

#include "ui/pages/editor/value_text.h"
#include "ui/pages/flow_layout.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <QSignalBlocker>
#include <QToolButton>

namespace rxwatt::pages::editor
{

namespace
{

std::vector<Json> itemsOf(const Json& value)
{
    if (value.is_array()) {
        return std::vector<Json>(value.begin(), value.end());
    }
    return value.is_null() ? std::vector<Json>() : std::vector<Json>{value};
}

} // namespace

ChipsEditor::ChipsEditor(const Field& field, QWidget* parent) : FieldEditor(parent), m_field(field)
{
    setLayout(new FlowLayout(this, style::halfGrid));
    for (const Json& choice : field.choices) {
        addChip(choice);
    }
    if (!m_chips.empty()) {
        setFocusProxy(m_chips.front());
    }
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QToolButton* ChipsEditor::addChip(const Json& choice)
{
    constexpr qsizetype longest = 40;
    auto* chip = new QToolButton(this);
    chip->setText(valueText(choice).left(longest));
    chip->setAccessibleName(QStringLiteral("%1: %2").arg(m_field.title(), chip->text()));
    chip->setCheckable(true);
    chip->setFocusPolicy(Qt::StrongFocus);
    chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    chip->setIconSize(QSize(style::iconSize - 2, style::iconSize - 2));
    connect(chip, &QToolButton::toggled, this, [this, choice](bool chosen) { toggle(choice, chosen); });
    layout()->addWidget(chip);
    m_choices.push_back(choice);
    m_chips.push_back(chip);
    chip->show();
    return chip;
}

void ChipsEditor::display(const Json& value, const Json& fallback)
{
    m_chosen = itemsOf(value.is_null() ? fallback : value);
    for (const Json& item : m_chosen) {
        constexpr std::size_t mostChips = 64;
        if (std::find(m_choices.begin(), m_choices.end(), item) == m_choices.end() && m_chips.size() < mostChips) {
            addChip(item);
        }
    }
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        const bool chosen = std::find(m_chosen.begin(), m_chosen.end(), m_choices[i]) != m_chosen.end();
        const QSignalBlocker blocker(m_chips[i]);
        m_chips[i]->setChecked(chosen);
        m_chips[i]->setIcon(chosen ? style::icon(QStringLiteral("check")) : QIcon());
        m_chips[i]->setVisible(chosen || i < m_field.choices.size());
    }
    updateGeometry();
}

void ChipsEditor::toggle(const Json& choice, bool chosen)
{
    const auto rank = [this](const Json& item) {
        return std::find(m_choices.begin(), m_choices.end(), item) - m_choices.begin();
    };
    const auto isBefore = [&](const Json& one, const Json& other) { return rank(one) < rank(other); };
    const bool wasSorted = std::is_sorted(m_chosen.begin(), m_chosen.end(), isBefore);
    if (!chosen) {
        std::erase(m_chosen, choice);
    } else if (wasSorted) {
        m_chosen.insert(std::upper_bound(m_chosen.begin(), m_chosen.end(), choice, isBefore), choice);
    } else {
        m_chosen.push_back(choice);
    }
    const bool isAlone = m_field.type == run::FieldType::oneOrMany && m_chosen.size() == 1;
    Q_EMIT edited(isAlone ? m_chosen.front() : Json(m_chosen));
}

} // namespace rxwatt::pages::editor
