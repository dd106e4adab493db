// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <QVariant>
#include <vector>

namespace rxwatt::models
{

/// A table that is given whole: texts and numbers to be read, sorted and copied.
class PlainTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    struct Column {
        QString heading;
        bool isNumber = false;
        QString help = {};

        bool operator==(const Column&) const = default;
    };

    struct Cell {
        QString text;
        /// What it is sorted by and copied as; where there is none, its text.
        QVariant value = {};
        /// Plain text.
        QString tip = {};
        bool isMarked = false;

        bool operator==(const Cell&) const = default;
    };

    using Row = std::vector<Cell>;

    using QAbstractTableModel::QAbstractTableModel;

    /// Whether a cell stands out.
    static constexpr int markedRole = Qt::UserRole + 65;

    /// The same again changes nothing; rows of the same number and columns change in place.
    void set(std::vector<Column> columns, std::vector<Row> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] static QVariant alignment(const Column& column);

    std::vector<Column> m_columns;
    std::vector<Row> m_rows;
};

} // namespace rxwatt::models
