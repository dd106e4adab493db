// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/copyable_table.h"

#include "ui/models/tsv.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>

namespace rxwatt::pages
{

CopyableTable::CopyableTable(QWidget* parent) : QTableView(parent)
{
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setStyleSheet(QStringLiteral("QTableView::item { padding-left: 4px; padding-right: 4px; }"));
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + style::grid);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(6 * style::grid);
    auto* copyAction = new QAction(style::icon(QStringLiteral("copy")), tr("Copy rows"), this);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    connect(copyAction, &QAction::triggered, this, &CopyableTable::copy);
    addAction(copyAction);
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

void CopyableTable::fitColumns(int stretched)
{
    const int widest = 40 * fontMetrics().averageCharWidth();
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (column != stretched) {
            const int wanted = std::max(sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column));
            setColumnWidth(column, std::min(widest, wanted + style::grid));
        }
    }
    horizontalHeader()->setSectionResizeMode(stretched, QHeaderView::Stretch);
}

void CopyableTable::copy() const
{
    QList<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows()) {
        rows.append(index.row());
    }
    std::sort(rows.begin(), rows.end());
    QGuiApplication::clipboard()->setText(models::toTsv(*model(), rows));
}

} // namespace rxwatt::pages
