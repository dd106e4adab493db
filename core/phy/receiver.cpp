// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/receiver.h"

#include "core/phy/receivers.h"
#include "core/phy/slot_kernels.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cassert>

namespace rxwatt::phy
{

namespace
{

constexpr std::array<std::string_view, 3> names = {"perfect-csi", "ls-linear", "lmmse"};
constexpr std::array makers = {makePerfectCsiReceiver, makeLsLinearReceiver, makeLmmseReceiver};
static_assert(names.size() == makers.size());

/// Of the first `bits` of each element's `width`.
std::uint64_t countSomeErrors(const float* logits, const std::uint8_t* sent, std::size_t elements, std::size_t width,
                              std::size_t bits)
{
    std::uint64_t errors = 0;
    for (std::size_t element = 0; element < elements; ++element) {
        for (std::size_t bit = element * width; bit < element * width + bits; ++bit) {
            errors += static_cast<std::uint64_t>((logits[bit] > 0) != (sent[bit] != 0));
        }
    }
    return errors;
}

} // namespace

std::span<const std::string_view> receiverNames()
{
    return names;
}

Result<std::unique_ptr<Receiver>> makeReceiver(std::string_view name, const LinkConfig& config)
{
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        return fail(ErrorKind::badInput,
                    fmt::format("receiver: found \"{}\", {} and {} are allowed", name,
                                fmt::join(std::span(names).first(names.size() - 1), ", "), names.back()));
    }
    return makers.at(static_cast<std::size_t>(found - names.begin()))(config);
}

ErrorCount countErrors(const Slot& slot, std::span<const float> logits)
{
    const auto width = static_cast<std::size_t>(slot.bitWidth);
    const auto bits = static_cast<std::size_t>(bitsPerSymbol(slot.draw.modulation));
    const SlotKernels& kernels = *slotKernels().back();
    assert(logits.size() == slot.elements() * width);
    ErrorCount count;
    for (std::size_t begin = 0, end = 0; begin < slot.elements(); begin = end) {
        for (end = begin + 1; end < slot.elements() && slot.dataMask[end] == slot.dataMask[begin];) {
            ++end;
        }
        if (slot.dataMask[begin] == 0) {
            continue;
        }
        const float* logit = &logits[begin * width];
        const std::uint8_t* sent = &slot.bits[begin * width];
        count.errors += bits == width
                            ? kernels.countErrors(logit, sent, nullptr, static_cast<int>((end - begin) * width))
                            : countSomeErrors(logit, sent, end - begin, width, bits);
        count.bits += (end - begin) * bits;
    }
    return count;
}

} // namespace rxwatt::phy
