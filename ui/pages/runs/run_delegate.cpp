// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/run_delegate.h"

#include "ui/models/run_table_model.h"
#include "ui/models/state_text.h"
#include "ui/pages/state_mark.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <cmath>
#include <numbers>
#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>

namespace rxwatt::pages
{

namespace
{

using models::RunField;
using models::RunTableModel;

bool isSelected(const QStyleOptionViewItem& option)
{
    return option.state.testFlag(QStyle::State_Selected);
}

QColor textColor(const QStyleOptionViewItem& option)
{
    return option.palette.color(isSelected(option) ? QPalette::HighlightedText : QPalette::Text);
}

QColor toneOn(const QStyleOptionViewItem& option, style::Tone tone)
{
    return isSelected(option) ? textColor(option) : style::toneColor(tone, option.palette);
}

/// Much quicker than letting the style lay the text out.
void paintText(QPainter& painter, const QStyleOptionViewItem& option, const QRect& place, const QString& text,
               bool onRight = false)
{
    if (text.isEmpty() || place.width() <= 0) {
        return;
    }
    const QFontMetrics& metrics = option.fontMetrics;
    // A text of ordinary letters that is narrow at their widest needs no measuring.
    const bool isShort = text.size() * metrics.maxWidth() <= place.width();
    const QString shown = isShort ? text : metrics.elidedText(text, Qt::ElideRight, place.width());
    const int left = onRight ? place.right() + 1 - metrics.horizontalAdvance(shown) : place.left();
    const int baseline = place.top() + (place.height() - metrics.height()) / 2 + metrics.ascent();
    painter.drawText(QPoint(left, baseline), shown);
}

void paintStar(QPainter& painter, const QStyleOptionViewItem& option, bool starred)
{
    constexpr double outer = 6.5;
    constexpr double inner = outer * 0.42;
    QPainterPath path;
    const QPointF center = QRectF(option.rect).center();
    for (int i = 0; i < 10; ++i) {
        const double angle = std::numbers::pi * (i / 5.0 - 0.5);
        const QPointF point = center + QPointF(std::cos(angle), std::sin(angle)) * (i % 2 == 0 ? outer : inner);
        i == 0 ? path.moveTo(point) : path.lineTo(point);
    }
    path.closeSubpath();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor color = textColor(option);
    if (!starred) {
        const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
        color.setAlphaF(isHovered || isSelected(option) ? 0.6F : 0.25F);
    }
    painter.setPen(QPen(color, 1));
    painter.setBrush(starred ? QBrush(color) : Qt::NoBrush);
    painter.drawPath(path);
}

void paintState(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const auto state = static_cast<run::RunState>(index.data(RunTableModel::StateRole).toInt());
    const QColor color = toneOn(option, style::toneOf(state));
    const QRect cell = option.rect.adjusted(style::halfGrid, 0, -style::halfGrid, 0);
    const QRect picture(cell.left(), cell.center().y() - style::iconSize / 2 + 1, style::iconSize, style::iconSize);
    painter.drawPixmap(picture, tintedIcon(models::stateIconName(state), color, painter.device()->devicePixelRatioF()));
    const QRect text = cell.adjusted(style::iconSize + 6, 0, 0, 0);
    painter.setPen(state == run::RunState::queued || state == run::RunState::waiting
                       ? toneOn(option, style::Tone::neutral)
                       : color);
    paintText(painter, option, text, index.data().toString());
}

void paintPlain(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const bool isMarked = index.data(RunTableModel::MarkedRole).toBool() && !isSelected(option);
    painter.setPen(isMarked ? style::secondaryText(option.palette) : textColor(option));
    // The margin on the right of numbers keeps them off a column that begins on the left.
    const QRect place = option.rect.adjusted(style::halfGrid, 0, -style::halfGrid - 2, 0);
    const bool isOnRight = (index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0;
    paintText(painter, option, place, index.data().toString(), isOnRight);
}

void paintProgress(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const double fraction = index.data(RunTableModel::FractionRole).toDouble();
    if (fraction < 0) {
        return;
    }
    constexpr int barHeight = 3;
    const QRect cell = option.rect.adjusted(style::halfGrid, 2, -style::halfGrid, -3);
    QRect bar(cell.left(), cell.bottom() - barHeight + 1, cell.width(), barHeight);
    painter.setPen(textColor(option));
    const QRect text = cell.adjusted(0, 0, 0, -barHeight);
    paintText(painter, option, text, index.data().toString());
    QColor track = textColor(option);
    track.setAlphaF(0.15F);
    painter.fillRect(bar, track);
    bar.setWidth(static_cast<int>(std::lround(fraction * bar.width())));
    const auto state = static_cast<run::RunState>(index.data(RunTableModel::StateRole).toInt());
    painter.fillRect(bar, toneOn(option, style::toneOf(state)));
}

} // namespace

void RunDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto field = static_cast<RunField>(index.data(RunTableModel::FieldRole).toInt());
    const bool isRead = index.data(RunTableModel::StateRole).isValid();
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    if (isSelected(option)) {
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    }
    painter->save();
    painter->setClipRect(option.rect, Qt::IntersectClip);
    painter->setFont(option.font);
    if (isRead && field == RunField::star) {
        paintStar(*painter, option, index.data(RunTableModel::StarredRole).toBool());
    } else if (isRead && field == RunField::state) {
        paintState(*painter, option, index);
    } else if (isRead && field == RunField::progress) {
        paintProgress(*painter, option, index);
    } else {
        paintPlain(*painter, option, index);
    }
    painter->restore();
}

QSize RunDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    return {style::grid, std::max(option.fontMetrics.height() + style::grid, 3 * style::grid + style::halfGrid)};
}

QWidget* RunDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& /*option*/,
                                   const QModelIndex& /*index*/) const
{
    auto* editor = new QLineEdit(parent);
    editor->setAccessibleName(tr("Name of the run"));
    editor->setMaxLength(500);
    Q_EMIT editorOpened();
    return editor;
}

} // namespace rxwatt::pages
