// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/page.h"

namespace rxwatt::pages
{

Page::Page(const PageContext& context, QWidget* parent) : QWidget(parent), m_context(context) {}

QJsonObject Page::session() const
{
    return {};
}

void Page::restoreSession(const QJsonObject& /*session*/) {}

bool Page::isSettled() const
{
    return true;
}

QList<plots::PlotWidget*> Page::plots() const
{
    return {};
}

} // namespace rxwatt::pages
