// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/detector.h"

#include "core/phy/estimator.h"
#include "core/phy/qam.h"
#include "core/phy/slot_kernels.h"

#include <algorithm>
#include <cassert>

namespace rxwatt::phy
{

void detect(const Slot& slot, std::span<const Complex> channel, std::span<const float> errorVariance,
            std::span<float> logits)
{
    assert(logits.size() == slot.elements() * slot.bitWidth);
    assert(channel.size() == slot.received.size());
    assert(errorVariance.empty() || errorVariance.size() == slot.elements());
    const SlotKernels& kernels = *slotKernels().back();
    const double halfDistance = pamHalfDistance(slot.draw.modulation);
    Detection detection{.received = nullptr,
                        .channel = nullptr,
                        .stride = 2 * static_cast<std::ptrdiff_t>(slot.elements()),
                        .antennas = slot.rxAntennas,
                        .errorVariance = nullptr,
                        .noiseVariance = slot.noiseVariance,
                        .toHalfDistances = static_cast<float>(1.0 / halfDistance),
                        .squaredDistance = static_cast<float>(4.0 * halfDistance * halfDistance),
                        .axisBits = bitsPerSymbol(slot.draw.modulation) / 2,
                        .bitWidth = slot.bitWidth,
                        .count = 0,
                        .logits = nullptr};
    // Two CDM groups without data: a symbol carries data on all subcarriers or on none. Symbols with data that follow
    // one another are one run of elements.
    const auto subcarriers = static_cast<std::size_t>(slot.subcarriers);
    for (std::size_t begin = 0, end = 0; begin < slot.elements(); begin = end) {
        const bool data = slot.dataMask[begin] != 0;
        for (end = begin + subcarriers; end < slot.elements() && (slot.dataMask[end] != 0) == data;) {
            end += subcarriers;
        }
        const std::span<float> run = logits.subspan(begin * slot.bitWidth, (end - begin) * slot.bitWidth);
        if (!data) {
            std::fill(run.begin(), run.end(), 0.0F);
            continue;
        }
        detection.received = partsOf(slot.received.data() + begin);
        detection.channel = partsOf(channel.data() + begin);
        detection.errorVariance = errorVariance.empty() ? nullptr : errorVariance.data() + begin;
        detection.count = static_cast<int>(end - begin);
        detection.logits = run.data();
        kernels.detect(detection);
    }
}

} // namespace rxwatt::phy
