// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace rxwatt::pages::editor
{

/// A number with a bar behind it, as long as its share of the largest.
class ShareDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// 0 to 1.
    static constexpr int shareRole = Qt::UserRole;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace rxwatt::pages::editor
