// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/section_box.h"

#include "ui/pages/editor/section_header.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <QVBoxLayout>

namespace rxwatt::pages::editor
{

SectionBox::SectionBox(Section section, QWidget* parent)
    : QWidget(parent),
      m_section(section),
      m_header(new SectionHeader(this)),
      m_body(new QWidget(this)),
      m_bodyLayout(new QVBoxLayout(m_body))
{
    m_bodyLayout->setContentsMargins(0, 0, 0, style::grid);
    m_bodyLayout->setSpacing(0);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_body);
    connect(m_header, &SectionHeader::toggled, this, [this](bool open) {
        m_body->setVisible(open);
        updateTitle();
    });
    setOpen(section != Section::evaluationLink);
    m_body->setVisible(isOpen());
    updateTitle();
}

FieldRow* SectionBox::addRow(const Field& field)
{
    auto* row = new FieldRow(field, m_body);
    m_bodyLayout->addWidget(row);
    m_rows.push_back(row);
    return row;
}

void SectionBox::setOpen(bool open)
{
    m_header->setChecked(open);
}

bool SectionBox::isOpen() const
{
    return m_header->isChecked();
}

void SectionBox::showRows(const std::vector<bool>& shown)
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->setVisible(shown[i]);
    }
    setVisible(std::find(shown.begin(), shown.end(), true) != shown.end());
}

void SectionBox::updateTitle()
{
    const auto count = [this](auto isCounted) {
        return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), isCounted));
    };
    const int changed = count([](const FieldRow* row) { return row->isChanged(); });
    const int wrong = count([](const FieldRow* row) { return row->hasProblem(); });
    QString text = titleOf(m_section);
    if (changed > 0) {
        text += QStringLiteral("  ·  ") + tr("%n changed", nullptr, changed);
    }
    if (wrong > 0) {
        text += QStringLiteral("  ·  ") + tr("%n to mend", nullptr, wrong);
    }
    m_header->setText(text);
    m_header->setToolTip(isOpen() ? tr("Fold") : tr("Unfold"));
}

} // namespace rxwatt::pages::editor
