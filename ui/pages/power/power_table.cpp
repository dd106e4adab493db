// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/power/power_table.h"

#include "ui/models/energy_text.h"
#include "ui/models/plain_table.h"
#include "ui/models/run_cells.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <QHeaderView>
#include <QScrollBar>

namespace rxwatt::pages
{

namespace
{

using models::PlainTable;

PlainTable::Cell powerCell(const std::optional<double>& watts)
{
    return watts ? PlainTable::Cell{models::siText(*watts, QStringLiteral("W")), *watts}
                 : PlainTable::Cell{QStringLiteral("–"), QVariant()};
}

PlainTable::Cell energyCell(const std::optional<double>& joules)
{
    return joules ? PlainTable::Cell{models::energyText(*joules), *joules}
                  : PlainTable::Cell{QStringLiteral("–"), QVariant()};
}

QString sensorsOf(const bridge::RunPower& run)
{
    QStringList keys;
    for (const std::string& key : run.sensors) {
        keys << QString::fromStdString(key);
    }
    return keys.join(u'\n');
}

PlainTable::Cell gapCell(const bridge::RunPower& run)
{
    const double gapS = run.durationS - run.coveredS;
    if (run.samples == 0) {
        return {QStringLiteral("–"), QVariant()};
    }
    constexpr double rounding = 1e-3;
    return {gapS > rounding ? models::durationText(gapS) : PowerTable::tr("none"), gapS};
}

PlainTable::Cell qualityCell(const bridge::RunPower& run)
{
    if (run.samples == 0) {
        return {PowerTable::tr("No trace")};
    }
    return {models::qualityText(run.quality), {}, sensorsOf(run), !run::isMeasured(run.quality)};
}

} // namespace

PowerTable::PowerTable(QWidget* parent) : CopyableTable(parent), m_model(new PlainTable(this))
{
    setModel(m_model);
    setAccessibleName(tr("Power and energy of each run"));
}

void PowerTable::show(const std::vector<bridge::RunPower>& runs,
                      const std::map<std::string, run::EnergyRecord>& records)
{
    std::vector<PlainTable::Row> rows;
    for (const bridge::RunPower& power : runs) {
        const auto record = records.find(power.id);
        const run::EnergyRecord known = record == records.end() ? run::EnergyRecord() : record->second;
        const auto above = power.nowW && power.baseW ? std::optional(*power.nowW - *power.baseW) : std::nullopt;
        const auto aboveJ =
            power.joules && power.baseW ? std::optional(*power.joules - *power.baseW * power.coveredS) : std::nullopt;
        rows.push_back({{models::oneLine(power.label), {}, QString::fromStdString(power.label)},
                        powerCell(power.nowW),
                        powerCell(above),
                        powerCell(power.baseW),
                        energyCell(power.joules),
                        energyCell(aboveJ),
                        energyCell(known.trainingStepJ),
                        energyCell(known.inference ? std::optional(known.inference->joules) : std::nullopt),
                        gapCell(power),
                        qualityCell(power)});
    }
    m_model->set({{tr("Run")},
                  {tr("Now"), true, tr("Mean of the last second")},
                  {tr("Above base"), true, tr("Now, less the base power")},
                  {tr("Base"), true, tr("Base power: the median before the run, while it did nothing")},
                  {tr("Energy"), true, tr("Of the whole trace, as the sensors read it")},
                  {tr("Energy above base"), true, tr("Less the base power over the time that was read")},
                  {tr("A training step"), true, tr("Above the base power, as the run told it last")},
                  {tr("An inference"), true, tr("Above the base power, from the measurement at the run's end")},
                  {tr("Gaps"), true, tr("Time without a reading: what the machine took then is not known")},
                  {tr("Quality"), false, tr("How the power is known")}},
                 std::move(rows));
    if (runs.size() != m_rows) {
        m_rows = runs.size();
        fitColumns(0);
        fitHeight();
    }
}

void PowerTable::resizeEvent(QResizeEvent* event)
{
    CopyableTable::resizeEvent(event);
    fitHeight();
}

void PowerTable::fitHeight()
{
    constexpr std::size_t most = 5;
    const int lines = static_cast<int>(std::clamp<std::size_t>(m_rows, 1, most));
    const bool scrolls = horizontalHeader()->length() > viewport()->width();
    setFixedHeight(horizontalHeader()->sizeHint().height() + lines * verticalHeader()->defaultSectionSize() +
                   2 * frameWidth() + (scrolls ? horizontalScrollBar()->sizeHint().height() : 0));
}

} // namespace rxwatt::pages
