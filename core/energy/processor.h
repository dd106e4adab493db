// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/energy/least_squares.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::energy
{

/// Of a model's arithmetic; fp16 stands for bf16 too.
enum class Precision { fp32, fp16, int8 };

inline constexpr std::array<Precision, 3> allPrecisions = {Precision::fp32, Precision::fp16, Precision::int8};

/// "fp32", "fp16", "int8".
[[nodiscard]] std::string_view nameOf(Precision precision);
[[nodiscard]] Result<Precision> precisionFromName(std::string_view name);
/// Of one element: 4, 2, 1.
[[nodiscard]] int bytesOf(Precision precision);

/// What metric (2) divides a convolution's work by: the paper says "number of input features", its source (Lahmer et
/// al. 2022) the number of kernels.
enum class Metric2Divisor { kernels, inputChannels };

[[nodiscard]] std::string_view nameOf(Metric2Divisor divisor);

/// Coefficients of metric (2), E = M_c·(a_c/d₀ + b_c) + M_f·a_f, fitted on measured layers: nobody has published any.
struct Metric2Fit {
    double a = 0; ///< a_c, joules
    double b = 0; ///< b_c, joules a MAC
    Metric2Divisor divisor = Metric2Divisor::kernels;
    FitQuality quality;
    std::string source; ///< what it was fitted on

    bool operator==(const Metric2Fit&) const = default;
};

/// Coefficients of the bottom-up model that was fitted on measured layers: E = ops·a + bytes·b + time·c.
struct BottomUpFit {
    double operationJ = 0;
    double byteJ = 0;
    double staticW = 0;
    FitQuality quality;
    std::string source;

    bool operator==(const BottomUpFit&) const = default;
};

/// A processor of the catalogue. What is not known is none: nothing is computed from it, and no number is made up.
struct Processor {
    std::string id;
    std::string name;
    std::string vendor;
    std::string kind;    ///< "cpu", "gpu", "soc", "npu" …
    std::string segment; ///< "paper", "modern", "metric2", "unpublished", "own"
    std::string processNode;
    /// Nanometres of the technology that its arithmetic's energy is taken from.
    std::optional<int> nodeNm;
    std::optional<double> tdpW;
    std::optional<int> cores;
    std::optional<double> baseClockHz;
    std::optional<double> boostClockHz;
    /// FLOP or operations a clock and core, by Precision.
    std::array<std::optional<double>, 3> perClockPerCore;
    /// FLOP/s or operations/s by Precision, dense, 1 MAC = 2.
    std::array<std::optional<double>, 3> peak;
    std::string memoryType;
    std::optional<double> memoryBytesPerS;
    std::optional<double> onChipBytes;
    /// Power that does not depend on the work; where it is none, idleShare of the TDP is taken.
    std::optional<double> staticW;
    /// Where the numbers come from, by key.
    std::map<std::string, std::string> basis;
    std::string source;
    /// What no primary source confirmed.
    std::vector<std::string> unverified;
    std::string note;
    std::optional<Metric2Fit> metric2;
    std::optional<BottomUpFit> bottomUp;

    bool operator==(const Processor&) const = default;

    [[nodiscard]] std::optional<double> peakOf(Precision precision) const
    {
        return peak[static_cast<std::size_t>(precision)];
    }

    [[nodiscard]] Status validate(const std::string& path) const;
};

/// Part of the TDP that a processor takes at rest where nothing better is known: the floor of CodeCarbon's cubic law.
inline constexpr double idleShare = 0.1;

/// Reads one processor; unknown keys, numbers out of any range and ids that are no plain words are errors.
[[nodiscard]] Status fromJson(const Json& json, const std::string& path, Processor& out);
[[nodiscard]] Json toJson(const Processor& processor);

} // namespace rxwatt::energy
