// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_table.h"

#include <functional>
#include <map>
#include <QAbstractItemModel>

namespace rxwatt::models
{

/// The run table for Qt's views: a list of runs, or groups with their runs below. Rows are read as they are looked at:
/// rowsWanted() says that there are some to be read, takeWanted() which, putRows() brings them.
class RunTableModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role {
        RunIdRole = Qt::UserRole, ///< QString
        StateRole,                ///< int of run::RunState; invalid while the row is not read
        FractionRole,             ///< double, 0 to 1 of the phase; below 0 where there is none
        StarredRole,              ///< bool
        MarkedRole,               ///< bool: its evaluation is not that of the reference, its result does not compare
        FieldRole                 ///< int of RunField
    };

    explicit RunTableModel(QObject* parent = nullptr);

    [[nodiscard]] const std::vector<RunColumn>& columns() const { return m_columns; }

    /// Paths of the settings that have columns.
    void setSettings(const std::vector<std::string>& settings);

    [[nodiscard]] const std::vector<std::string>& settings() const { return m_settings; }

    /// Shows these runs; rows that stay keep their persistent indexes where that is not dearer than beginning anew.
    void setSections(std::vector<RunSection> sections, bool grouped);

    [[nodiscard]] const RunTable& table() const { return m_table; }

    [[nodiscard]] std::vector<RunId> takeWanted() { return m_table.takeWanted(); }

    void putRows(std::vector<RunRow> rows);
    /// Something may have changed: what is looked at is wanted again.
    void outdate();

    void setProgress(const std::map<RunId, run::ProgressEvent>& progress);
    /// Results are marked where their evaluation is another than this; empty marks none.
    void setReferenceDigest(const QString& digest);

    /// Whether rows may be dragged into another order.
    void setReorderable(bool reorderable) { m_isReorderable = reorderable; }

    /// Empty for a group.
    [[nodiscard]] RunId runAt(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const RunId& run, int column = 0) const;

    [[nodiscard]] const RunRow* rowOf(const RunId& run) const { return m_table.find(run); }

    [[nodiscard]] const run::ProgressEvent* progressOf(const RunId& run) const;
    /// Place of a column's setting among settings(); −1 for others.
    [[nodiscard]] int settingPlace(int column) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    /// A name that was typed goes out as renameWanted().
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }

    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    [[nodiscard]] bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                                       const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

Q_SIGNALS:
    void rowsWanted();
    void renameWanted(const rxwatt::base::RunId& run, const QString& name);
    /// Rows were dropped in front of another, or behind all (empty).
    void reorderWanted(const std::vector<rxwatt::base::RunId>& runs, const rxwatt::base::RunId& before);

private:
    [[nodiscard]] int sectionOf(const QModelIndex& index) const;
    [[nodiscard]] bool isHead(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex headIndex(int section) const;
    [[nodiscard]] QVariant headData(int section, const RunColumn& column, int role) const;
    [[nodiscard]] QVariant cellData(const QModelIndex& index, const RunRow& row, int role) const;
    [[nodiscard]] QString toolTip(const RunRow& row, const RunColumn& column, const QString& text) const;
    [[nodiscard]] bool isMarked(const RunRow& row, const RunColumn& column) const;

    [[nodiscard]] bool canChangeTo(const std::vector<RunSection>& sections, bool grouped,
                                   std::vector<RowChanges>& changes) const;
    void changeRows(int section, RunIds runs, const RowChanges& changes);
    void moveRows(int section, RunIds order);
    void notifyChanged(const std::vector<RunId>& runs, int firstColumn, int lastColumn);
    void wantLater() const;

    /// Looking at rows is what gets them read, also for views, which look through a const model.
    mutable RunTable m_table;
    mutable bool m_isWantPending = false;
    std::vector<std::string> m_settings;
    std::vector<RunColumn> m_columns;
    std::map<RunId, run::ProgressEvent> m_progress;
    std::string m_referenceDigest;
    bool m_isReorderable = false;
};

} // namespace rxwatt::models
