// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/details/settings_view.h"

#include "ui/models/tsv.h"
#include "ui/pages/copyable_table.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QStyledItemDelegate>

namespace rxwatt::pages
{

namespace
{

/// Marked cells stand out in bold.
class MarkDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->font.setBold(index.data(models::PlainTable::markedRole).toBool());
    }
};

} // namespace

void SettingsFilter::setText(const QString& text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void SettingsFilter::setOnlyMarked(bool only)
{
    m_onlyMarked = only;
    invalidateFilter();
}

bool SettingsFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    bool isFound = m_text.isEmpty();
    bool isMarked = false;
    for (int column = 0; column < sourceModel()->columnCount(parent); ++column) {
        const QModelIndex index = sourceModel()->index(row, column, parent);
        isMarked = isMarked || index.data(models::PlainTable::markedRole).toBool();
        isFound = isFound || index.data().toString().contains(m_text, Qt::CaseInsensitive) ||
                  index.data(models::fileRole).toString().contains(m_text, Qt::CaseInsensitive);
    }
    return isFound && (isMarked || !m_onlyMarked);
}

SettingsView::SettingsView(models::PlainTable& table, QWidget* parent)
    : QWidget(parent),
      m_line(new QLineEdit(this)),
      m_only(new QCheckBox(tr("Only what &differs from defaults"), this)),
      m_view(new CopyableTable(this))
{
    m_line->setPlaceholderText(tr("Filter the settings"));
    m_line->setAccessibleName(tr("Filter the settings"));
    m_line->setClearButtonEnabled(true);
    m_line->addAction(style::icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_filter.setSourceModel(&table);
    m_view->setModel(&m_filter);
    m_view->setItemDelegate(new MarkDelegate(m_view));
    m_view->setAccessibleName(tr("Settings"));
    auto* line = new QHBoxLayout;
    line->setContentsMargins(style::grid, style::halfGrid, style::grid, style::halfGrid);
    line->setSpacing(style::grid);
    line->addWidget(m_line, 1);
    line->addWidget(m_only);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_view, 1);
    connect(m_line, &QLineEdit::textChanged, &m_filter, &SettingsFilter::setText);
    connect(m_only, &QCheckBox::toggled, &m_filter, &SettingsFilter::setOnlyMarked);
}

void SettingsView::startFilter()
{
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

void SettingsView::fitColumns()
{
    m_view->fitColumns(1);
}

bool SettingsView::onlyDifferent() const
{
    return m_only->isChecked();
}

void SettingsView::setOnlyDifferent(bool only)
{
    m_only->setChecked(only);
}

} // namespace rxwatt::pages
