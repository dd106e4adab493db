// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace rxwatt::training
{

struct InferSettings {
    std::filesystem::path weights;
    std::filesystem::path input;
    std::filesystem::path out;
    std::string device = "auto";
    int threads = 1;
    /// Slots done of all slots, now and then.
    std::function<void(std::int64_t, std::int64_t)> progress;
};

struct InferReport {
    std::int64_t slots = 0;
    double slotsPerSecond = 0;
};

/// Bit logits of a trained receiver for a dataset's slots, written as a stream: `logits`
/// [slot, symbol, subcarrier, bit] float32, as many bits as the dataset's modulation has, positive means 1, 0 where the
/// data mask is 0. The grid may be another than the one trained on; antennas and bits must fit. Where `stop` is set
/// nothing is left behind (`cancelled`).
[[nodiscard]] Result<InferReport> inferDataset(const InferSettings& settings, const std::atomic<bool>& stop);

} // namespace rxwatt::training
