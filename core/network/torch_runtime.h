// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <c10/core/Device.h>

#include <string>
#include <string_view>

namespace rxwatt::network
{

/// "auto" (CUDA where this LibTorch and this machine have it, else the CPU), "cpu", "cuda" or "cuda:N". A device that
/// is not there is an error that says which there are.
[[nodiscard]] Result<c10::Device> chooseDevice(std::string_view name);

/// Threads that share one operator, for operators called from the calling thread; at least 1. (Torch's pool for whole
/// operators side by side serves TorchScript only and is left alone.)
void setThreads(int threads);

/// setThreads(), and on a GPU matrix products of float tensors by its tensor cores (tf32: factors of 11 bits, sums of
/// 24), as convolutions are from the start.
void setUp(c10::Device device, int threads);

/// LibTorch's version, "1.13.1".
[[nodiscard]] std::string torchVersion();

/// The library behind Torch's matrix products, as Torch was built: "open", "mkl", …
[[nodiscard]] std::string blasName();

} // namespace rxwatt::network
