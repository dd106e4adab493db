// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/run_table_view.h"

#include "ui/pages/runs/run_delegate.h"

#include <algorithm>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <unordered_set>

namespace rxwatt::pages
{

using models::RunField;
using models::RunTableModel;

RunTableView::RunTableView(RunTableModel& model, QWidget* parent) : QTreeView(parent), m_model(model)
{
    auto* delegate = new RunDelegate(this);
    setItemDelegate(delegate);
    connect(delegate, &RunDelegate::editorOpened, this, [this] { Q_EMIT heldChanged(true); });
    connect(delegate, &QAbstractItemDelegate::closeEditor, this, [this] { Q_EMIT heldChanged(false); });
    setModel(&model);
    setAccessibleName(tr("Runs"));
    setUniformRowHeights(true);
    setRootIsDecorated(false);
    setAllColumnsShowFocus(true);
    setAlternatingRowColors(true);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setTextElideMode(Qt::ElideRight);
    setFrameShape(QFrame::NoFrame);
    setDragDropMode(InternalMove);
    setDragDropOverwriteMode(false);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setExpandsOnDoubleClick(true);
    setMouseTracking(true);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunTableView::takeSelection);
}

bool RunTableView::isStar(const QModelIndex& index) const
{
    return index.isValid() && !m_model.runAt(index).text.empty() &&
           m_model.columns()[static_cast<std::size_t>(index.column())].field == RunField::star;
}

void RunTableView::mousePressEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier && isStar(index)) {
        Q_EMIT starClicked(m_model.runAt(index));
        event->accept();
        return;
    }
    QTreeView::mousePressEvent(event);
}

void RunTableView::keyPressEvent(QKeyEvent* event)
{
    // In the list, left and right go through the columns of a wide table; Qt's tree does that only for trees.
    if (!m_model.table().isGrouped() && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
        QScrollBar* bar = horizontalScrollBar();
        bar->triggerAction(event->key() == Qt::Key_Left ? QAbstractSlider::SliderSingleStepSub
                                                        : QAbstractSlider::SliderSingleStepAdd);
        return;
    }
    QTreeView::keyPressEvent(event);
}

void RunTableView::startDrag(Qt::DropActions actions)
{
    Q_EMIT heldChanged(true);
    QTreeView::startDrag(actions);
    Q_EMIT heldChanged(false);
}

void RunTableView::rename()
{
    const QModelIndex current = currentIndex();
    if (!current.isValid() || m_model.runAt(current).text.empty()) {
        return;
    }
    for (int column = 0; column < m_model.columnCount(); ++column) {
        if (m_model.columns()[static_cast<std::size_t>(column)].field == RunField::name && !isColumnHidden(column)) {
            const QModelIndex name = current.siblingAtColumn(column);
            scrollTo(name);
            edit(name);
        }
    }
}

void RunTableView::takeSelection(const QItemSelection& selected, const QItemSelection& deselected)
{
    if (m_isChanging) {
        return;
    }
    std::unordered_set<RunId, models::RunIdHash> gone;
    const auto each = [this](const QItemSelection& selection, const auto& work) {
        for (const QItemSelectionRange& range : selection) {
            for (int row = range.top(); row <= range.bottom(); ++row) {
                if (m_model.table().isGrouped() && !range.parent().isValid()) {
                    // Who chooses a group's own row chooses its runs.
                    const models::RunSection& group = m_model.table().sections()[static_cast<std::size_t>(row)];
                    std::for_each(group.runs.all().begin(), group.runs.all().end(), work);
                } else if (RunId run = m_model.runAt(m_model.index(row, 0, range.parent())); !run.text.empty()) {
                    work(std::move(run));
                }
            }
        }
    };
    each(deselected, [&](RunId run) { gone.insert(std::move(run)); });
    std::erase_if(m_chosen, [&](const RunId& run) { return gone.contains(run) || !m_model.indexOf(run).isValid(); });
    std::unordered_set<RunId, models::RunIdHash> there(m_chosen.begin(), m_chosen.end());
    each(selected, [&](RunId run) {
        if (there.insert(run).second) {
            m_chosen.push_back(std::move(run));
        }
    });
    Q_EMIT chosenByPerson();
}

void RunTableView::choose(const std::vector<RunId>& runs)
{
    m_chosen = runs;
    m_isChanging = true;
    QItemSelection selection;
    QModelIndex last;
    for (const RunId& run : runs) {
        if (const QModelIndex index = m_model.indexOf(run); index.isValid()) {
            selection.select(index, index.siblingAtColumn(m_model.columnCount() - 1));
            last = index;
        }
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (last.isValid() && !selection.contains(currentIndex())) {
        selectionModel()->setCurrentIndex(last, QItemSelectionModel::NoUpdate);
    }
    m_isChanging = false;
}

void RunTableView::beginChange()
{
    m_isChanging = true;
    m_current = m_model.runAt(currentIndex());
    m_top = m_model.runAt(indexAt({1, 1}));
    m_openGroups.clear();
    const std::vector<models::RunSection>& sections = m_model.table().sections();
    for (int section = 0; m_model.table().isGrouped() && section < m_model.rowCount(); ++section) {
        if (isExpanded(m_model.index(section, 0))) {
            m_openGroups.append(sections[static_cast<std::size_t>(section)].head.key);
        }
    }
}

void RunTableView::endChange()
{
    const std::vector<models::RunSection>& sections = m_model.table().sections();
    setRootIsDecorated(m_model.table().isGrouped());
    for (int section = 0; m_model.table().isGrouped() && section < m_model.rowCount(); ++section) {
        const QModelIndex head = m_model.index(section, 0);
        setExpanded(head, m_openGroups.contains(sections[static_cast<std::size_t>(section)].head.key));
    }
    const QModelIndex current = m_model.indexOf(m_current);
    if (current.isValid() && current.row() != currentIndex().row()) {
        selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    }
    choose(m_chosen);
    const QModelIndex top = m_model.indexOf(m_top);
    const bool wasScrolled = verticalScrollBar()->value() > 0;
    if (wasScrolled && top.isValid() && m_model.runAt(indexAt({1, 1})) != m_top) {
        scrollTo(top, PositionAtTop);
    }
}

} // namespace rxwatt::pages
