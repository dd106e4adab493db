// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/blocks_editor.h"
#include "ui/pages/editor/value_text.h"

#include <algorithm>
#include <cmath>
#include <QSignalBlocker>
#include <QTableWidget>

namespace rxwatt::pages::editor
{

QStringList BlocksEditor::takeRow(int row)
{
    QStringList texts;
    for (int column = 0; column < columnCount; ++column) {
        texts << m_table->item(row, column)->text();
    }
    m_table->removeRow(row);
    return texts;
}

void BlocksEditor::insertRow(int row, const QStringList& texts)
{
    m_table->insertRow(row);
    for (int column = 0; column < columnCount; ++column) {
        auto* item = new QTableWidgetItem(texts.value(column));
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_table->setItem(row, column, item);
    }
    m_table->setCurrentCell(row, channels);
}

/// A copy of the block, as deeper networks mostly begin.
void BlocksEditor::addRow()
{
    if (m_table->rowCount() >= mostRows) {
        return;
    }
    const int row = m_table->currentRow() < 0 ? m_table->rowCount() - 1 : m_table->currentRow();
    {
        const QSignalBlocker blocker(m_table);
        QStringList texts = {QStringLiteral("64"), QStringLiteral("1"), QStringLiteral("1")};
        for (int column = 0; row >= 0 && column < columnCount; ++column) {
            texts[column] = m_table->item(row, column)->text();
        }
        insertRow(row + 1, texts);
    }
    takeAll();
}

void BlocksEditor::removeRow()
{
    const int row = m_table->currentRow() < 0 ? m_table->rowCount() - 1 : m_table->currentRow();
    if (row < 0) {
        return;
    }
    {
        const QSignalBlocker blocker(m_table);
        m_table->removeRow(row);
        m_table->setCurrentCell(std::min(row, m_table->rowCount() - 1), channels);
    }
    takeAll();
}

void BlocksEditor::moveUp()
{
    move(-1);
}

void BlocksEditor::moveDown()
{
    move(1);
}

void BlocksEditor::move(int by)
{
    const int row = m_table->currentRow();
    if (row < 0 || row + by < 0 || row + by >= m_table->rowCount()) {
        return;
    }
    {
        const QSignalBlocker blocker(m_table);
        insertRow(row + by, takeRow(row));
    }
    takeAll();
}

void BlocksEditor::halveWidth()
{
    scaleWidth(0.5);
}

void BlocksEditor::doubleWidth()
{
    scaleWidth(2);
}

void BlocksEditor::scaleWidth(double factor)
{
    {
        const QSignalBlocker blocker(m_table);
        for (int row = 0; row < m_table->rowCount(); ++row) {
            const Json value = cell(row, channels);
            if (value.is_number()) {
                const double scaled = std::max(1.0, std::round(value.get<double>() * factor));
                m_table->item(row, channels)->setText(numberText(scaled));
            }
        }
    }
    takeAll();
}

} // namespace rxwatt::pages::editor
