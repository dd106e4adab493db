// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tensor_file.h"
#include "core/network/receiver_network.h"

#include <filesystem>

namespace rxwatt::network
{

/// Writes all parameters and running statistics as a safetensors file (names, orders: docs of the weight files), with
/// `metadata` in its header. The file appears whole or not at all.
[[nodiscard]] Status saveWeights(const ReceiverNetwork& network, const base::Metadata& metadata,
                                 const std::filesystem::path& path);

/// Reads a weight file into a network on any device. A tensor that is missing, unknown, or of another type or shape is
/// an error that names the file, the tensor, what is there and what the model wants; the network is then as it was.
[[nodiscard]] Status loadWeights(const std::filesystem::path& path, ReceiverNetwork& network);

} // namespace rxwatt::network
