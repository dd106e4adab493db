// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/receiver.h"

#include "core/phy/receivers.h"

#include <fmt/format.h>

#include <cassert>

namespace rxwatt::phy
{

Result<std::unique_ptr<Receiver>> makeReceiver(std::string_view name, const LinkConfig& config)
{
    if (name == "perfect-csi") {
        return makePerfectCsiReceiver(config);
    }
    if (name == "ls-linear") {
        return makeLsLinearReceiver(config);
    }
    if (name == "lmmse") {
        return makeLmmseReceiver(config);
    }
    return fail(ErrorKind::badInput,
                fmt::format("receiver: found \"{}\", perfect-csi, ls-linear and lmmse are allowed", name));
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
