// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/spec.h"

namespace rxwatt::run
{

namespace
{

/// As many digits as every step has room for.
constexpr std::size_t maxStepDigits = 18;

bool isCheckpoint(std::string_view text)
{
    return text == "best" || (!text.empty() && text.size() <= maxStepDigits &&
                              text.find_first_not_of("0123456789") == std::string_view::npos);
}

} // namespace

RunWeights WeightsReference::asRun() const
{
    const std::size_t at = text.rfind('@');
    if (at == std::string::npos || !isCheckpoint(std::string_view(text).substr(at + 1))) {
        return {text, {}};
    }
    return {text.substr(0, at), text.substr(at + 1)};
}

bool WeightsReference::looksLikeFile() const
{
    return text.find('/') != std::string::npos || text.ends_with(".safetensors");
}

} // namespace rxwatt::run
