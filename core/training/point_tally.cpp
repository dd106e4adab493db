// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/point_tally.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace rxwatt::training
{

PointTally::PointTally(const run::EvaluationConfig& config, run::PointKey key, std::vector<run::ReceiverName> receivers)
    : m_config(config)
{
    m_totals.resize(receivers.size());
    m_point.errors.resize(receivers.size());
    m_point.key = key;
    m_point.receivers = std::move(receivers);
}

void PointTally::add(const SlotBatch& batch, const std::vector<std::vector<std::int64_t>>& models)
{
    assert(models.size() + batch.baselines.size() == m_totals.size());
    for (std::size_t slot = 0; slot < static_cast<std::size_t>(batch.slots) && !done(); ++slot) {
        m_point.bits.push_back(batch.slotBits[slot]);
        for (std::size_t i = 0; i < m_totals.size(); ++i) {
            const auto errors = i < models.size() ? models[i][slot] : batch.baselines[i - models.size()][slot];
            m_point.errors[i].push_back(errors);
            m_totals[i] += errors;
        }
    }
}

bool PointTally::done() const
{
    if (slots() >= m_config.maxSlots) {
        return true;
    }
    return slots() >= m_config.minSlots &&
           std::ranges::all_of(m_totals, [&](std::int64_t errors) { return errors >= m_config.targetBitErrors; });
}

std::int64_t PointTally::nextLeg(int batchSlots) const
{
    const auto left = m_config.maxSlots - slots();
    if (slots() < m_config.minSlots) {
        return std::min(left, m_config.minSlots - slots());
    }
    const auto fewest = static_cast<double>(std::max<std::int64_t>(*std::ranges::min_element(m_totals), 1));
    const auto wanted = static_cast<double>(slots()) * static_cast<double>(m_config.targetBitErrors) / fewest;
    const auto more = static_cast<std::int64_t>(std::min(std::ceil(wanted), 1e15)) - slots();
    return std::min(left, std::max<std::int64_t>(more, batchSlots));
}

} // namespace rxwatt::training
