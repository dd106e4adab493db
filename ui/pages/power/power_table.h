// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/energy_record.h"
#include "ui/bridge/power_view.h"
#include "ui/pages/copyable_table.h"

#include <map>

namespace rxwatt::models
{
class PlainTable;
}

namespace rxwatt::pages
{

/// A line a run: its power at the moment, over the base power, what it took by now, an inference, a training step.
class PowerTable : public CopyableTable
{
    Q_OBJECT

public:
    explicit PowerTable(QWidget* parent = nullptr);

    /// `records` by run id: what runs have told of their energy.
    void show(const std::vector<bridge::RunPower>& runs, const std::map<std::string, run::EnergyRecord>& records);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Shows all of its few rows, beside its scroll bar where there is one.
    void fitHeight();

    models::PlainTable* m_model = nullptr;
    std::size_t m_rows = 0;
};

} // namespace rxwatt::pages
