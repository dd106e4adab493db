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

/// None of an undefined tensor.
gpu::Rows rowsIn(const Tensor& rows)
{
    return rows.defined() ? gpu::Rows{rows.data_ptr<float>(), static_cast<int>(rows.size(0))} : gpu::Rows{};
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
        sums = floatsBeside(m_input, {m_kernels.sumRows(m_grid), 2, channels});
        checkGpu(m_kernels.moments(m_grid, m_input.data_ptr(), rowsIn(sums), m_stream));
        norm.batches = running.batches.data_ptr<std::int64_t>();
    }
    checkGpu(m_kernels.prepare(m_grid, m_input.data_ptr(), rowsIn(sums), norm, mapIn(kept.map), m_stream));
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
    const Tensor by = placesOf(outputGradient);
    const std::int64_t outputs = by.size(1);
    HalfGradients gradients;
    HalfParameters& parameters = gradients.parameters;
    parameters.pointwiseWeight =
        by.t().mm(placesOf(kept.wide)).to(torch::kFloat32).view(m_parameters.pointwiseWeight.sizes());
    gpu::Grid outputGrid = m_grid;
    outputGrid.channels = static_cast<int>(outputs);
    const Tensor outputSums = floatsBeside(m_input, {m_kernels.sumRows(outputGrid), outputs});
    checkGpu(m_kernels.columnSums(outputGrid, outputGradient.data_ptr(), rowsIn(outputSums), m_stream));
    const Tensor wide = by.mm(matrixOf(m_parameters.pointwiseWeight, by));
    gradients.input = torch::empty_like(m_input);
    const Tensor sums =
        floatsBeside(m_input, {m_kernels.backwardRows(m_grid), gpu::backwardSums(m_grid.multiplier), channels});
    checkGpu(m_kernels.depthwiseBackward(m_grid, m_input.data_ptr(), mapIn(kept.map), kept.taps.data_ptr<float>(),
                                         wide.data_ptr(), pointerTo(beside), gradients.input.data_ptr(), rowsIn(sums),
                                         m_stream));
    parameters.depthwiseWeight = torch::empty_like(m_parameters.depthwiseWeight, torch::MemoryFormat::Contiguous);
    parameters.depthwiseBias = floatsBeside(m_input, {channels * m_grid.multiplier});
    parameters.normWeight = floatsBeside(m_input, {channels});
    parameters.normBias = floatsBeside(m_input, {channels});
    parameters.pointwiseBias = floatsBeside(m_input, {outputs});
    const Tensor ofNorm = floatsBeside(m_input, {2, channels});
    const gpu::HalfSums to{parameters.depthwiseWeight.data_ptr<float>(), parameters.depthwiseBias.data_ptr<float>(),
                           parameters.normWeight.data_ptr<float>(),      parameters.normBias.data_ptr<float>(),
                           parameters.pointwiseBias.data_ptr<float>(),   ofNorm.data_ptr<float>()};
    checkGpu(m_kernels.finish(m_grid, static_cast<int>(outputs), rowsIn(sums), rowsIn(outputSums), mapIn(kept.map), to,
                              m_stream));
    checkGpu(m_kernels.normBackward(m_grid, m_input.data_ptr(), mapIn(kept.map), ofNorm.data_ptr<float>(),
                                    pointerTo(shortcut), gradients.input.data_ptr(), m_stream));
    return gradients;
}

} // namespace rxwatt::network
