// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/detector.h"

#include "core/phy/demapper.h"

#include <algorithm>
#include <cassert>

namespace rxwatt::phy
{

void Detector::detect(const Slot& slot, std::span<const Complex> channel, std::span<const float> errorVariance,
                      std::span<float> logits)
{
    assert(logits.size() == slot.elements() * slot.bitWidth);
    equalize(observationOf(slot), channel, errorVariance, m_equalized);
    const auto subcarriers = static_cast<std::size_t>(slot.subcarriers);
    for (std::size_t begin = 0; begin < slot.elements(); begin += subcarriers) {
        const std::span<float> row = logits.subspan(begin * slot.bitWidth, subcarriers * slot.bitWidth);
        // Two CDM groups without data: a symbol carries data on all subcarriers or on none.
        if (slot.dataMask[begin] == 0) {
            std::fill(row.begin(), row.end(), 0.0F);
            continue;
        }
        demapMaxLog(slot.draw.modulation, std::span(m_equalized.symbols).subspan(begin, subcarriers),
                    std::span(m_equalized.noiseVariance).subspan(begin, subcarriers), slot.bitWidth, row);
    }
}

} // namespace rxwatt::phy
