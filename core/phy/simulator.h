// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/phy/slot.h"

#include <memory>
#include <optional>

namespace rxwatt::phy
{

/// What a caller fixes instead of leaving it to the link's lists and ranges: an evaluation fixes SINR, modulation and
/// DM-RS symbols.
struct SlotOverrides {
    std::optional<double> sinrDb = {};
    std::optional<Modulation> modulation = {};
    std::optional<int> dmrsSymbols = {};
};

/// Makes the slots of a link. The same key and overrides give the same slot, bit for bit, on every thread and in every
/// batch; slots that differ only in SINR share bits, channel and (unscaled) noise, so receivers and points compare in
/// pairs. One simulator a thread: it holds workspace, and after its first slot allocates nothing.
class LinkSimulator
{
public:
    /// The configuration must be valid (LinkConfig::validate).
    explicit LinkSimulator(const LinkConfig& config);
    LinkSimulator(LinkSimulator&&) noexcept;
    LinkSimulator& operator=(LinkSimulator&&) noexcept;
    ~LinkSimulator();

    [[nodiscard]] const LinkConfig& config() const;
    void simulate(const base::SlotKey& key, const SlotOverrides& overrides, Slot& slot);

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace rxwatt::phy
