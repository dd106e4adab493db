// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tsv.h"

#include <QStringList>

namespace rxwatt::models
{

namespace
{

QString rowText(const QAbstractItemModel& model, int row)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column) {
        const QModelIndex index = model.index(row, column);
        const QVariant forFile = index.data(fileRole);
        cells.append(tsvCell(forFile.isValid() ? forFile : index.data()));
    }
    return cells.join(u'\t') + u'\n';
}

} // namespace

QString tsvCell(const QVariant& value)
{
    if (value.typeId() == QMetaType::Double) {
        return QString::number(value.toDouble(), 'g', 12);
    }
    QString text = value.toString();
    for (QChar& letter : text) {
        if (letter < u' ') {
            letter = u' ';
        }
    }
    const bool isFormula =
        value.typeId() == QMetaType::QString && !text.isEmpty() && QStringLiteral("=+-@").contains(text.front());
    return isFormula ? u'\'' + text : text;
}

QString toTsv(const QAbstractItemModel& model, const QList<int>& rows)
{
    QStringList headings;
    for (int column = 0; column < model.columnCount(); ++column) {
        headings.append(tsvCell(model.headerData(column, Qt::Horizontal)));
    }
    QString text = headings.join(u'\t') + u'\n';
    if (rows.isEmpty()) {
        for (int row = 0; row < model.rowCount(); ++row) {
            text += rowText(model, row);
        }
    }
    for (const int row : rows) {
        text += rowText(model, row);
    }
    return text;
}

} // namespace rxwatt::models
