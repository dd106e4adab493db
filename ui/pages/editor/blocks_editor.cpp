// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/blocks_editor.h"

#include "ui/pages/editor/value_text.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QToolButton>

namespace rxwatt::pages::editor
{

namespace
{

/// The entry of a list; of what is no list, itself in the first place.
Json entryOf(const Json& list, std::size_t place)
{
    if (list.is_array()) {
        return place < list.size() ? list[place] : Json();
    }
    return place == 0 ? list : Json();
}

std::size_t lengthOf(const Json& list)
{
    return list.is_array() ? list.size() : (list.is_null() ? 0 : 1);
}

} // namespace

BlocksEditor::BlocksEditor(QWidget* parent) : FieldEditor(parent), m_table(new QTableWidget(0, columnCount, this))
{
    build();
    auto* buttons = new QVBoxLayout();
    buttons->setSpacing(2);
    buttons->addWidget(addButton("plus", tr("Add a block behind this one"), &BlocksEditor::addRow));
    buttons->addWidget(addButton("x", tr("Remove the block"), &BlocksEditor::removeRow));
    buttons->addWidget(addButton("arrow-up", tr("Move the block up"), &BlocksEditor::moveUp));
    buttons->addWidget(addButton("arrow-down", tr("Move the block down"), &BlocksEditor::moveDown));
    buttons->addSpacing(style::grid);
    buttons->addWidget(addButton("minimize", tr("Half as many channels everywhere"), &BlocksEditor::halveWidth));
    buttons->addWidget(addButton("maximize", tr("Twice as many channels everywhere"), &BlocksEditor::doubleWidth));
    buttons->addStretch();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(style::halfGrid);
    layout->addWidget(m_table);
    layout->addLayout(buttons);
    layout->addStretch();
    setFocusProxy(m_table);
    connect(m_table, &QTableWidget::cellChanged, this, [this](int /*row*/, int column) { takeCell(column); });
}

void BlocksEditor::build()
{
    m_table->setHorizontalHeaderLabels({tr("Channels"), tr("Dilation\nin time"), tr("Dilation\nin frequency")});
    m_table->setAccessibleName(tr("Blocks: channels and dilations"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::EditTriggers(QAbstractItemView::AllEditTriggers)
                                 .setFlag(QAbstractItemView::CurrentChanged, false));
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->setDefaultSectionSize(3 * style::grid);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setDefaultSectionSize(11 * style::grid);
    m_table->setFixedWidth(columnCount * 11 * style::grid + 6 * style::grid);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

QToolButton* BlocksEditor::addButton(const char* icon, const QString& help, void (BlocksEditor::*act)())
{
    auto* button = new QToolButton(this);
    button->setIcon(style::icon(QString::fromLatin1(icon)));
    button->setIconSize(QSize(style::iconSize, style::iconSize));
    button->setAutoRaise(true);
    button->setToolTip(help);
    button->setAccessibleName(help);
    button->setFocusPolicy(Qt::StrongFocus);
    connect(button, &QToolButton::clicked, this, act);
    return button;
}

void BlocksEditor::display(const Json& value, const Json& fallback)
{
    const auto shown = [&](const char* key) {
        const Json given = value.is_object() ? value.value(key, Json()) : Json();
        return given.is_null() ? fallback.value(key, Json()) : given;
    };
    const Json channelsNow = shown("channels");
    const Json dilationsNow = shown("dilations");
    if (channelsNow != m_channels || dilationsNow != m_dilations) {
        m_channels = channelsNow;
        m_dilations = dilationsNow;
        fill(m_channels, m_dilations);
    }
}

void BlocksEditor::fill(const Json& channelList, const Json& dilationList)
{
    const QSignalBlocker blocker(m_table);
    const auto rows = std::min<std::size_t>(std::max(lengthOf(channelList), lengthOf(dilationList)), mostRows + 1);
    m_table->setRowCount(static_cast<int>(rows));
    for (std::size_t row = 0; row < rows; ++row) {
        const Json pair = entryOf(dilationList, row);
        const std::array<Json, columnCount> values = {entryOf(channelList, row), entryOf(pair, 0), entryOf(pair, 1)};
        for (int column = 0; column < columnCount; ++column) {
            const QString text = valueText(values.at(static_cast<std::size_t>(column)));
            QTableWidgetItem* item = m_table->item(static_cast<int>(row), column);
            if (item == nullptr) {
                item = new QTableWidgetItem();
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
                m_table->setItem(static_cast<int>(row), column, item);
            }
            if (item->text() != text) {
                item->setText(text);
            }
        }
    }
    fitHeight();
}

void BlocksEditor::fitHeight()
{
    constexpr int fewest = 6;
    constexpr int shown = 16;
    const int rows = std::clamp(m_table->rowCount(), fewest, shown);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + rows * 3 * style::grid + 4);
}

Json BlocksEditor::cell(int row, int column) const
{
    const QTableWidgetItem* item = m_table->item(row, column);
    const Json value = numberFromText(item != nullptr ? item->text() : QString());
    return value.is_null() ? Json("") : value;
}

/// Behind the last row that has anything in these columns.
int BlocksEditor::lastRow(Column from, Column to) const
{
    for (int row = m_table->rowCount(); row > 0; --row) {
        for (int column = from; column <= to; ++column) {
            if (cell(row - 1, column) != Json("")) {
                return row;
            }
        }
    }
    return 0;
}

Json BlocksEditor::channelList() const
{
    Json list = Json::array();
    for (int row = 0; row < lastRow(channels, channels); ++row) {
        list.push_back(cell(row, channels));
    }
    return list;
}

Json BlocksEditor::dilationList() const
{
    Json list = Json::array();
    for (int row = 0; row < lastRow(time, frequency); ++row) {
        list.push_back(Json::array({cell(row, time), cell(row, frequency)}));
    }
    return list;
}

void BlocksEditor::takeCell(int column)
{
    if (column == channels) {
        m_channels = channelList();
    } else {
        m_dilations = dilationList();
    }
    Q_EMIT edited(Json{{"channels", m_channels}, {"dilations", m_dilations}});
}

void BlocksEditor::takeAll()
{
    m_channels = channelList();
    m_dilations = dilationList();
    fitHeight();
    Q_EMIT edited(Json{{"channels", m_channels}, {"dilations", m_dilations}});
}

} // namespace rxwatt::pages::editor
