// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/empty_state.h"

#include "ui/pages/plain_label.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace rxwatt::pages
{

namespace
{

QLabel* centredLabel(QWidget* parent)
{
    QLabel* label = wrappedLabel(parent);
    label->setAlignment(Qt::AlignCenter);
    return label;
}

} // namespace

EmptyState::EmptyState(const QString& iconName, QWidget* parent)
    : QWidget(parent), m_title(centredLabel(this)), m_hint(centredLabel(this)), m_button(new QPushButton(this))
{
    constexpr int pictureSize = 40;
    auto* picture = new QLabel(this);
    picture->setPixmap(style::icon(iconName).pixmap(pictureSize, QIcon::Disabled));
    picture->setAlignment(Qt::AlignCenter);
    QFont font = m_title->font();
    font.setBold(true);
    m_title->setFont(font);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * style::grid, 3 * style::grid, 3 * style::grid, 3 * style::grid);
    layout->setSpacing(style::grid);
    layout->addStretch();
    layout->addWidget(picture);
    layout->addWidget(m_title);
    layout->addWidget(m_hint);
    layout->addWidget(m_button, 0, Qt::AlignCenter);
    layout->addStretch();
    connect(m_button, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

void EmptyState::setTexts(const QString& title, const QString& hint, const QString& action)
{
    m_title->setText(title);
    m_hint->setText(hint);
    m_button->setText(action);
    m_button->setVisible(!action.isEmpty());
}

} // namespace rxwatt::pages
