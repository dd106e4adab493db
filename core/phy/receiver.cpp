// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/receiver.h"

#include "core/phy/receivers.h"

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
    assert(logits.size() == slot.elements() * width);
    ErrorCount count;
    for (std::size_t element = 0; element < slot.elements(); ++element) {
        if (slot.dataMask[element] == 0) {
            continue;
        }
        const float* logit = &logits[element * width];
        const std::uint8_t* sent = &slot.bits[element * width];
        unsigned errors = 0;
        for (std::size_t bit = 0; bit < bits; ++bit) {
            errors += static_cast<unsigned>((logit[bit] > 0) != (sent[bit] != 0));
        }
        count.errors += errors;
        count.bits += bits;
    }
    return count;
}

} // namespace rxwatt::phy
