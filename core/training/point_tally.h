// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/point_file.h"
#include "core/run/spec.h"
#include "core/training/slot_source.h"

namespace rxwatt::training
{

/// Gathers one point slot by slot and knows when it is done.
class PointTally
{
public:
    /// `receivers`: models first, then the plan's baselines.
    PointTally(const run::EvaluationConfig& config, run::PointKey key, std::vector<run::ReceiverName> receivers);

    /// Takes slots of a batch until the point is done; what is behind does not count, so that the end does not depend
    /// on the batch. `models`: bit errors of each model and slot.
    void add(const SlotBatch& batch, const std::vector<std::vector<std::int64_t>>& models);

    [[nodiscard]] bool done() const;

    [[nodiscard]] std::int64_t slots() const { return static_cast<std::int64_t>(m_point.bits.size()); }

    /// How many more slots to make at once: up to `min_slots` first, then as many as the errors so far let expect, so
    /// that few are made in vain.
    [[nodiscard]] std::int64_t nextLeg(int batchSlots) const;

    [[nodiscard]] const run::PointSlots& point() const { return m_point; }

private:
    const run::EvaluationConfig& m_config;
    run::PointSlots m_point;
    std::vector<std::int64_t> m_totals; ///< [receiver]: bit errors so far
};

} // namespace rxwatt::training
