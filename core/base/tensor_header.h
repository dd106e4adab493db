// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tensor_file.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::base
{

// The JSON header of a safetensors file, apart from files so that it can be tested and fuzzed by itself.

/// Bytes of the length in front of the header.
inline constexpr std::size_t tensorLengthBytes = 8;
inline constexpr std::uint64_t maxTensorHeaderBytes = std::uint64_t{16} << 20;

struct TensorHeader {
    std::vector<TensorEntry> entries; ///< in the order of their data
    Metadata metadata;
};

/// Reads and checks a header whose file has `dataBytes` bytes behind it. Errors begin with the JSON path.
[[nodiscard]] Result<TensorHeader> parseTensorHeader(std::string_view text, std::uint64_t dataBytes);

/// Lays tensors out one behind the other, those of wide elements first; the result is in the order of the declarations.
[[nodiscard]] Result<std::vector<TensorEntry>> layOutTensors(const std::vector<TensorFileWriter::Declaration>& tensors);

/// Length and header, padded so that the data behind it are aligned to 8 bytes.
[[nodiscard]] Result<std::string> tensorHeaderText(const std::vector<TensorEntry>& entries, const Metadata& metadata);

/// Bytes of all tensors.
[[nodiscard]] std::uint64_t dataBytesOf(const std::vector<TensorEntry>& entries);

/// "F32 [2, 3]", for messages; −1 shows as "any".
[[nodiscard]] std::string describe(TensorType type, const std::vector<std::int64_t>& shape);

} // namespace rxwatt::base
