// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/torch_runtime.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <fmt/format.h>
#include <torch/torch.h>
#include <torch/version.h>

#include <algorithm>
#include <charconv>
#include <dlfcn.h>
#include <filesystem>
#include <optional>

namespace rxwatt::network
{
namespace
{

/// N of "cuda:N", 0 of "cuda"; none where the name is neither.
std::optional<int> cudaIndexOf(std::string_view name)
{
    constexpr std::string_view prefix = "cuda";
    if (name == prefix) {
        return 0;
    }
    if (!name.starts_with("cuda:")) {
        return std::nullopt;
    }
    const std::string_view digits = name.substr(prefix.size() + 1);
    int index = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    if (error != std::errc{} || end != digits.data() + digits.size() || index < 0 || index > 127) {
        return std::nullopt;
    }
    return index;
}

int cudaDevices()
{
    return torch::cuda::is_available() ? static_cast<int>(torch::cuda::device_count()) : 0;
}

} // namespace

Result<torch::Device> chooseDevice(std::string_view name)
try {
    if (name == "cpu") {
        return torch::Device(torch::kCPU);
    }
    if (name == "auto") {
        return torch::Device(cudaDevices() > 0 ? torch::kCUDA : torch::kCPU);
    }
    const std::optional<int> index = cudaIndexOf(name);
    if (!index) {
        return fail(ErrorKind::badInput,
                    fmt::format("device: found \"{}\", \"auto\", \"cpu\", \"cuda\" or \"cuda:N\" is allowed", name));
    }
    const int devices = cudaDevices();
    if (*index >= devices) {
        const std::string reason = torch::hasCUDA() || devices > 0
                                       ? fmt::format("this machine has {} CUDA devices", devices)
                                       : fmt::format("LibTorch {} here was built without CUDA", torchVersion());
        return fail(ErrorKind::unsupported,
                    fmt::format("device: \"{}\" is not there: {}; take \"auto\" or \"cpu\"", name, reason));
    }
    return torch::Device(torch::kCUDA, static_cast<torch::DeviceIndex>(*index));

} catch (const c10::Error& error) {
    return fail(ErrorKind::failed, fmt::format("device: \"{}\": {}", name, error.what_without_backtrace()));
}

void setThreads(int threads)
{
    const int count = std::max(threads, 1);
    at::set_num_threads(count);
}

void setUp(c10::Device device, int threads)
{
    setThreads(threads);
    if (device.is_cuda()) {
        at::globalContext().setFloat32MatmulPrecision("high");
    }
}

std::string torchVersion()
{
    return TORCH_VERSION;
}

std::string blasName()
{
    if (at::hasMKL()) {
        return "mkl";
    }
    // Debian's LibTorch calls whatever library its alternatives system provides; the loader knows which.
    Dl_info info{};
    if (void* product = ::dlsym(RTLD_DEFAULT, "sgemm_"); product != nullptr && ::dladdr(product, &info) != 0) {
        std::error_code ignored;
        const std::filesystem::path library = std::filesystem::canonical(info.dli_fname, ignored);
        return library.empty() ? info.dli_fname : library.filename().string();
    }
    return "unknown";
}

} // namespace rxwatt::network
