// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/phy/link_config.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rxwatt::run
{

/// Which point of which curve.
struct PointKey {
    phy::Modulation modulation = phy::Modulation::qpsk;
    int dmrsSymbols = 1;
    double sinrDb = 0;
};

/// One receiver's name in events and files: "model" and its weights, or a baseline's name.
struct ReceiverName {
    std::string receiver;
    std::string weights;

    bool operator==(const ReceiverName&) const = default;
};

/// One finished point, slot by slot: what intervals by slot and paired comparisons are made from.
struct PointSlots {
    PointKey key;
    std::vector<ReceiverName> receivers;
    std::vector<std::int64_t> bits;                ///< [slot]
    std::vector<std::vector<std::int64_t>> errors; ///< [receiver][slot]
};

/// "16QAM-1-12.safetensors": modulation, DM-RS symbols, SINR in dB.
[[nodiscard]] std::string pointFileName(const PointKey& key);

/// Tensors `bits` [slot] and `errors` [receiver, slot], int64; the header names the receivers in order. `digest` names
/// slots, points, stop rule and weights.
[[nodiscard]] Status writePoint(const std::filesystem::path& folder, const PointSlots& point,
                                const std::string& digest);

/// The point, where its file is there, whole, of these receivers and of this digest; none where it has to be done
/// (again).
[[nodiscard]] std::optional<PointSlots> readPoint(const std::filesystem::path& folder, const PointKey& key,
                                                  const std::vector<ReceiverName>& receivers,
                                                  const std::string& digest);

/// Every point that the folder holds, as the files say; what is not whole, or no point, is left out.
[[nodiscard]] std::vector<PointSlots> readPoints(const std::filesystem::path& folder);

} // namespace rxwatt::run
