// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/plain_table.h"
#include "ui/pages/layers/layer_choice.h"
#include "ui/pages/layers/layer_models.h"

#include <QCollator>
#include <QSortFilterProxyModel>

namespace rxwatt::pages
{

/// Which bar a row of the table belongs to.
struct LayerRow {
    std::string layer;
    std::string block;
};

/// All layers of all models with every energy that is known of them; what is not known says so. Returns, row by row,
/// which layer it is.
std::vector<LayerRow> fillLayerTable(models::PlainTable& table, const LayerModels& models,
                                     const energy::Processor& processor, const LayerChoice& choice);

/// Sorts numbers by value, texts with the numbers in them by value ("block2" before "block10"), and what is not known
/// behind both.
class LayerSort : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit LayerSort(QObject* parent = nullptr);

protected:
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QCollator m_collator;
};

} // namespace rxwatt::pages
