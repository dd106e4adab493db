// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/share_delegate.h"

#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <algorithm>
#include <QPainter>

namespace rxwatt::pages::editor
{

void ShareDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    constexpr int numberWidth = 8 * style::grid;
    const QRect area = option.rect.adjusted(style::grid, 4, -numberWidth, -4);
    QColor color = style::seriesColor(0, option.palette);
    color.setAlphaF(option.state.testFlag(QStyle::State_Enabled) ? 0.75 : 0.25);
    const double share = std::clamp(index.data(shareRole).toDouble(), 0.0, 1.0);
    QRect bar = area;
    bar.setWidth(std::max(1, static_cast<int>(share * area.width())));
    bar.moveRight(area.right());
    painter->fillRect(bar, color);
    QStyledItemDelegate::paint(painter, option, index);
}

} // namespace rxwatt::pages::editor
