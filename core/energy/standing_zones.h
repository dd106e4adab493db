// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/zone.h"

#include <span>
#include <vector>

namespace rxwatt::energy
{

/// Whether a counter of such a zone moves as long as it is true: what always takes power, and is no part of another
/// zone, which may sleep (an unused graphics unit).
[[nodiscard]] bool alwaysMoves(const Zone& zone);

/// Finds counters that stand still: a virtual machine may show its host's without what they count. Such a counter does
/// not say 0 J, it says nothing.
class StandingZones
{
public:
    explicit StandingZones(std::span<const Zone> zones);

    /// One reading a zone, in their order.
    void take(std::span<const Reading> readings);

    /// Whether a zone that must move was read and has not moved by now.
    [[nodiscard]] bool any() const;
    [[nodiscard]] bool stands(std::size_t zone) const;

private:
    struct State {
        bool isWatched = false;
        bool hasMoved = false;
        Reading first;
    };

    std::vector<State> m_states;
};

} // namespace rxwatt::energy
