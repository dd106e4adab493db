// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/form_tools.h"

#include "ui/pages/flow_layout.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace rxwatt::pages::editor
{

FormTools::FormTools(QWidget* parent)
    : QWidget(parent),
      m_jumps(new QButtonGroup(this)),
      m_search(new QLineEdit(this)),
      m_onlyDifferences(new QToolButton(this))
{
    m_search->setPlaceholderText(tr("Find a field"));
    m_search->setAccessibleName(tr("Find a field"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(12 * style::grid);
    m_search->setMaximumWidth(13 * style::grid);
    m_onlyDifferences->setText(tr("Differences"));
    m_onlyDifferences->setIcon(style::icon(QStringLiteral("filter")));
    m_onlyDifferences->setIconSize(QSize(style::iconSize, style::iconSize));
    m_onlyDifferences->setCheckable(true);
    m_onlyDifferences->setAutoRaise(true);
    m_onlyDifferences->setToolTip(tr("Show only fields that differ from the run or, without one, from the default"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(style::grid, 0, style::grid, 0);
    layout->setSpacing(style::halfGrid);
    layout->addWidget(buildJumps(), 1);
    layout->addWidget(m_onlyDifferences);
    layout->addWidget(m_search);
    connect(m_jumps, &QButtonGroup::idClicked, this, [this](int id) { Q_EMIT jumpWanted(static_cast<Section>(id)); });
    connect(m_search, &QLineEdit::textChanged, this, &FormTools::changed);
    connect(m_onlyDifferences, &QToolButton::toggled, this, &FormTools::changed);
}

QWidget* FormTools::buildJumps()
{
    auto* jumps = new QWidget(this);
    auto* flow = new FlowLayout(jumps, 2);
    for (const Section section : {Section::run, Section::link, Section::model, Section::training, Section::validation,
                                  Section::evaluation, Section::power}) {
        auto* jump = new QToolButton(jumps);
        jump->setText(titleOf(section));
        jump->setCheckable(true);
        jump->setAutoRaise(true);
        jump->setToolTip(tr("Go to %1").arg(titleOf(section)));
        m_jumps->addButton(jump, static_cast<int>(section));
        flow->addWidget(jump);
    }
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    jumps->setSizePolicy(policy);
    return jumps;
}

QString FormTools::words() const
{
    return m_search->text().trimmed();
}

void FormTools::clearWords()
{
    m_search->clear();
}

void FormTools::focusWords()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void FormTools::setOnlyDifferences(bool only)
{
    m_onlyDifferences->setChecked(only);
}

bool FormTools::onlyDifferences() const
{
    return m_onlyDifferences->isChecked();
}

void FormTools::markJump(Section section)
{
    if (QAbstractButton* jump = m_jumps->button(static_cast<int>(section))) {
        jump->setChecked(true);
    }
}

void FormTools::showJump(Section section, bool isShown)
{
    if (QAbstractButton* jump = m_jumps->button(static_cast<int>(section))) {
        jump->setVisible(isShown);
    }
}

} // namespace rxwatt::pages::editor
