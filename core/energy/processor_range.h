// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace rxwatt::energy
{

/// What a number of a processor may be. No processor of this world is outside of it: a slip in the unit ("185000" mW,
/// "2.2" GHz) is caught.
struct ProcessorRange {
    std::string_view key; ///< as in files: "tdp_w"
    std::string_view unit;
    double low = 0;
    double high = 0;
    bool isWhole = false;
};

/// Of a key of files; null for those that are no number.
[[nodiscard]] const ProcessorRange* processorRangeOf(std::string_view key);
/// Whether a number, where there is one, is in the range of its key; `path` is that of the processor.
[[nodiscard]] Status checkProcessorRange(const std::string& path, std::string_view key,
                                         const std::optional<double>& value);

} // namespace rxwatt::energy
