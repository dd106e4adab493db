// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/column_layout.h"

#include "ui/models/run_table_model.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <QHeaderView>
#include <QJsonArray>
#include <QMenu>
#include <QTreeView>

namespace rxwatt::pages
{

using models::RunColumn;

ColumnLayout::ColumnLayout(models::RunTableModel& model, QTreeView& view, QObject* parent)
    : QObject(parent), m_model(model), m_view(view), m_header(*view.header())
{
    m_header.setSectionsMovable(true);
    m_header.setFirstSectionMovable(true);
    m_header.setStretchLastSection(false);
    m_header.setMinimumSectionSize(3 * style::grid);
    m_header.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_header.setTextElideMode(Qt::ElideRight);
    connect(&m_header, &QHeaderView::sectionMoved, this, &ColumnLayout::takeOrder);
    connect(&m_header, &QHeaderView::sectionResized, this, [this](int section, int /*before*/, int width) {
        if (!m_isApplying && width > 0) {
            m_widths[m_model.columns()[static_cast<std::size_t>(section)].key] = width;
            Q_EMIT changed();
        }
    });
    connect(&model, &QAbstractItemModel::modelReset, this, &ColumnLayout::apply);
    apply();
}

bool ColumnLayout::isShown(const RunColumn& column) const
{
    const auto chosen = m_shown.find(column.key);
    return chosen == m_shown.end() ? column.shown : chosen->second;
}

int ColumnLayout::widthOf(const RunColumn& column) const
{
    if (const auto chosen = m_widths.find(column.key); chosen != m_widths.end()) {
        return chosen->second;
    }
    int letters = column.letters;
    if (m_model.table().isGrouped()) {
        // Titles of groups name settings, and means have their intervals.
        constexpr int titleLetters = 36;
        constexpr int meanLetters = 18;
        letters = column.field == models::RunField::name               ? titleLetters
                  : column.field == models::RunField::geometricMeanBer ? meanLetters
                                                                       : letters;
    }
    return letters * m_view.fontMetrics().averageCharWidth() + style::grid;
}

void ColumnLayout::apply()
{
    m_isApplying = true;
    const std::vector<RunColumn>& columns = m_model.columns();
    QStringList keys;
    for (const RunColumn& column : columns) {
        keys.append(column.key);
    }
    // Columns that the person never moved come where they stand by themselves: behind the one in front of them.
    QStringList order;
    std::copy_if(m_order.begin(), m_order.end(), std::back_inserter(order),
                 [&](const QString& key) { return keys.contains(key); });
    for (qsizetype i = 0; i < keys.size(); ++i) {
        if (!order.contains(keys[i])) {
            order.insert(i == 0 ? 0 : order.indexOf(keys[i - 1]) + 1, keys[i]);
        }
    }
    for (int visual = 0; visual < static_cast<int>(order.size()); ++visual) {
        const auto logical = static_cast<int>(keys.indexOf(order[visual]));
        m_header.moveSection(m_header.visualIndex(logical), visual);
        const RunColumn& column = columns[static_cast<std::size_t>(logical)];
        m_header.setSectionHidden(logical, !isShown(column));
        m_header.resizeSection(logical, widthOf(column));
    }
    m_view.setTreePosition(static_cast<int>(keys.indexOf(QStringLiteral("name"))));
    m_isApplying = false;
}

void ColumnLayout::takeOrder()
{
    if (m_isApplying) {
        return;
    }
    m_order.clear();
    for (int visual = 0; visual < m_header.count(); ++visual) {
        m_order.append(m_model.columns()[static_cast<std::size_t>(m_header.logicalIndex(visual))].key);
    }
    Q_EMIT changed();
}

std::vector<int> ColumnLayout::shownColumns() const
{
    std::vector<int> shown;
    for (int visual = 0; visual < m_header.count(); ++visual) {
        if (const int logical = m_header.logicalIndex(visual); !m_header.isSectionHidden(logical)) {
            shown.push_back(logical);
        }
    }
    return shown;
}

void ColumnLayout::reset()
{
    m_shown.clear();
    m_widths.clear();
    m_order.clear();
    apply();
    Q_EMIT changed();
}

void ColumnLayout::addToMenu(QMenu& menu, const QString& title, models::ColumnFamily family)
{
    bool isFirst = true;
    for (const RunColumn& column : m_model.columns()) {
        if (column.family != family || column.field == models::RunField::name) {
            continue;
        }
        if (std::exchange(isFirst, false)) {
            menu.addSection(title);
        }
        const QString name =
            column.field == models::RunField::setting ? QString::fromStdString(column.setting) : column.title;
        QAction* action = menu.addAction(QString(name).replace(u'&', QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(isShown(column));
        connect(action, &QAction::toggled, this, [this, key = column.key](bool shown) {
            m_shown[key] = shown;
            apply();
            Q_EMIT changed();
        });
    }
}

void ColumnLayout::fillMenu(QMenu& menu)
{
    menu.clear();
    addToMenu(menu, tr("Settings that differ"), models::ColumnFamily::setting);
    addToMenu(menu, tr("Results"), models::ColumnFamily::result);
    addToMenu(menu, tr("Runs"), models::ColumnFamily::run);
    menu.addSeparator();
    menu.addAction(tr("Reset columns"), this, &ColumnLayout::reset);
}

QJsonObject ColumnLayout::toJson() const
{
    QJsonObject shown;
    for (const auto& [key, isOn] : m_shown) {
        shown[key] = isOn;
    }
    QJsonObject widths;
    for (const auto& [key, width] : m_widths) {
        widths[key] = width;
    }
    return {{QStringLiteral("shown"), shown},
            {QStringLiteral("widths"), widths},
            {QStringLiteral("order"), QJsonArray::fromStringList(m_order)}};
}

void ColumnLayout::fromJson(const QJsonObject& json)
{
    constexpr int maxWidth = 4000;
    m_shown.clear();
    m_widths.clear();
    m_order.clear();
    const QJsonObject shown = json[QStringLiteral("shown")].toObject();
    for (auto entry = shown.begin(); entry != shown.end(); ++entry) {
        m_shown[entry.key()] = entry.value().toBool(true) || entry.key() == QStringLiteral("name");
    }
    const QJsonObject widths = json[QStringLiteral("widths")].toObject();
    for (auto entry = widths.begin(); entry != widths.end(); ++entry) {
        if (const int width = entry.value().toInt(); width > 0 && width <= maxWidth) {
            m_widths[entry.key()] = width;
        }
    }
    for (const QJsonValue& key : json[QStringLiteral("order")].toArray()) {
        if (key.isString() && !m_order.contains(key.toString())) {
            m_order.append(key.toString());
        }
    }
    apply();
}

} // namespace rxwatt::pages
