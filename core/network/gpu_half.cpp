// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/gpu_half.h"

#include "core/network/block_function.h"

#ifdef RXWATT_HAS_CUDA
#include <c10/cuda/CUDAStream.h>
#endif

namespace rxwatt::network
{

using torch::Tensor;

namespace
{

constexpr std::int64_t mapRows = 4;

gpu::Grid gridOf(const Tensor& input, const Tensor& depthwiseWeight, model::Dilation dilation)
{
    gpu::Grid grid;
    grid.slots = static_cast<int>(input.size(0));
    grid.channels = static_cast<int>(input.size(1));
    grid.symbols = static_cast<int>(input.size(2));
    grid.subcarriers = static_cast<int>(input.size(3));
    grid.multiplier = static_cast<int>(depthwiseWeight.size(0) / input.size(1));
    grid.timeDilation = dilation[0];
    grid.frequencyDilation = dilation[1];
    grid.storage = input.scalar_type() == torch::kBFloat16 ? gpu::Storage::bfloat16 : gpu::Storage::float32;
    return grid;
}

gpu::NormMap mapIn(const Tensor& map)
{
    auto* values = map.data_ptr<float>();
    const std::int64_t channels = map.size(1);
    return {values, values + channels, values + 2 * channels, values + 3 * channels};
}

void* pointerTo(const Tensor& tensor)
{
    return tensor.defined() ? tensor.data_ptr() : nullptr;
}

Tensor floatsBeside(const Tensor& input, at::IntArrayRef sizes)
{
    return torch::empty(sizes, torch::TensorOptions(torch::kFloat32).device(input.device()));
}

} // namespace

const gpu::BlockKernels& gpuKernelsFor(torch::Device device)
{
    if (device.is_cpu()) {
        return gpu::hostKernels();
    }
    const gpu::BlockKernels* kernels = gpu::cudaKernels();
    TORCH_CHECK(device.is_cuda() && kernels != nullptr, "this program has no kernels for ", device.str());
    return *kernels;
}

void* gpuStreamOf([[maybe_unused]] torch::Device device)
{
#ifdef RXWATT_HAS_CUDA
    if (device.is_cuda()) {
        return c10::cuda::getCurrentCUDAStream(device.index()).stream();
    }
#endif
    return nullptr;
}

void checkGpu(const char* error)
{
    TORCH_CHECK(error == nullptr, "a kernel could not be started: ", error);
}

Tensor placesOf(const Tensor& activations)
{
    return activations.permute({0, 2, 3, 1}).view({-1, activations.size(1)});
}

Tensor matrixOf(const Tensor& weight, const Tensor& activations)
{
    return weight.reshape({weight.size(0), -1}).to(activations.scalar_type());
}

Tensor pointwiseOf(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& shortcut)
{
    Tensor output = emptyLike(input, weight.size(0));
    Tensor to = placesOf(output);
    const Tensor from = placesOf(input);
    const Tensor matrix = matrixOf(weight, input).t();
    const Tensor added = bias.to(input.scalar_type());
    if (shortcut.defined()) {
        torch::add_out(to, placesOf(shortcut), added);
        to.addmm_(from, matrix);
    } else {
        torch::addmm_out(to, added, from, matrix);
    }
    return output;
}

GpuHalf::GpuHalf(const HalfParameters& parameters, model::Dilation dilation, const Tensor& input)
    : m_parameters(parameters),
      m_input(input),
      m_grid(gridOf(input, parameters.depthwiseWeight, dilation)),
      m_kernels(gpuKernelsFor(input.device())),
      m_stream(gpuStreamOf(input.device()))
{
}

GpuHalf::Kept GpuHalf::activate(const RunningNorm& running, double epsilon, bool keepActivated) const
{
    const std::int64_t channels = m_grid.channels;
    Kept kept;
    kept.map = floatsBeside(m_input, {mapRows, channels});
    kept.taps = m_parameters.depthwiseWeight.reshape({-1, gpu::taps}).t().contiguous();
    kept.wide = emptyLike(m_input, channels * m_grid.multiplier);
    if (keepActivated) {
        kept.activated = torch::empty_like(m_input);
    }
    gpu::Norm norm{m_parameters.normWeight.data_ptr<float>(),
                   m_parameters.normBias.data_ptr<float>(),
                   running.mean.data_ptr<float>(),
                   running.variance.data_ptr<float>(),
                   nullptr,
                   epsilon,
                   running.momentum};
    Tensor sums;
    if (running.training) {
        const Tensor rows = floatsBeside(m_input, {m_kernels.momentRows(m_grid), 2, channels});
        checkGpu(m_kernels.moments(m_grid, m_input.data_ptr(), rows.data_ptr<float>(), m_stream));
        sums = rows.sum(0, false, torch::kFloat64);
        norm.batches = running.batches.data_ptr<std::int64_t>();
    }
    checkGpu(m_kernels.prepare(m_grid, m_input.data_ptr(), sums.defined() ? sums.data_ptr<double>() : nullptr, norm,
                               mapIn(kept.map), m_stream));
    checkGpu(m_kernels.depthwise(m_grid, m_input.data_ptr(), mapIn(kept.map), kept.taps.data_ptr<float>(),
                                 m_parameters.depthwiseBias.data_ptr<float>(), kept.wide.data_ptr(),
                                 pointerTo(kept.activated), m_stream));
    return kept;
}

Tensor GpuHalf::project(const Kept& kept, const Tensor& shortcut) const
{
    return pointwiseOf(kept.wide, m_parameters.pointwiseWeight, m_parameters.pointwiseBias, shortcut);
}

HalfGradients GpuHalf::backward(const Kept& kept, const Tensor& outputGradient, const Tensor& beside,
                                const Tensor& shortcut) const
{
    const std::int64_t channels = m_grid.channels;
    const std::int64_t copies = m_grid.multiplier;
    const Tensor by = placesOf(outputGradient);
    HalfGradients gradients;
    HalfParameters& parameters = gradients.parameters;
    parameters.pointwiseWeight =
        by.t().mm(placesOf(kept.wide)).to(torch::kFloat32).view(m_parameters.pointwiseWeight.sizes());
    parameters.pointwiseBias = by.sum(0, false, torch::kFloat32);
    const Tensor wide = by.mm(matrixOf(m_parameters.pointwiseWeight, by));
    gradients.input = torch::empty_like(m_input);
    const Tensor parts =
        floatsBeside(m_input, {m_kernels.backwardParts(m_grid), gpu::backwardRows(m_grid.multiplier), channels});
    checkGpu(m_kernels.depthwiseBackward(m_grid, m_input.data_ptr(), mapIn(kept.map), kept.taps.data_ptr<float>(),
                                         wide.data_ptr(), pointerTo(beside), gradients.input.data_ptr(),
                                         parts.data_ptr<float>(), m_stream));
    const Tensor sums = parts.sum(0);
    const Tensor ofTaps = sums.slice(0, 0, gpu::taps * copies).view({gpu::taps, copies, channels});
    parameters.depthwiseWeight = ofTaps.permute({2, 1, 0}).reshape(m_parameters.depthwiseWeight.sizes());
    parameters.depthwiseBias = sums.slice(0, gpu::taps * copies, (gpu::taps + 1) * copies).t().reshape({-1});
    const Tensor ofNorm = sums.slice(0, (gpu::taps + 1) * copies);
    parameters.normWeight = ofNorm[1] * kept.map[1];
    parameters.normBias = ofNorm[0];
    checkGpu(m_kernels.normBackward(m_grid, m_input.data_ptr(), mapIn(kept.map), ofNorm.data_ptr<float>(),
                                    pointerTo(shortcut), gradients.input.data_ptr(), m_stream));
    return gradients;
}

} // namespace rxwatt::network
