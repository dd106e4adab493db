// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/network_batch.h"

#include "core/phy/slot_kernels.h"

#include <algorithm>
#include <cassert>

namespace rxwatt::training
{

namespace
{

/// A view of [slot, symbol, subcarrier, width] data as [slot, width, symbol, subcarrier].
template <typename T>
torch::Tensor viewOf(const SlotBatch& batch, const T* data, int width, torch::ScalarType type)
{
    // from_blob wants a pointer to what may be changed; nobody changes it.
    auto* memory = const_cast<T*>(data); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    return torch::from_blob(memory, {batch.slots, phy::symbolsPerSlot, batch.subcarriers, width}, type)
        .permute({0, 3, 1, 2});
}

} // namespace

torch::Tensor featuresOf(const SlotBatch& batch, std::size_t input, torch::Device device)
{
    return viewOf(batch, batch.features[input].data(), batch.channels[input], torch::kFloat32).to(device);
}

torch::Tensor bitsOf(const SlotBatch& batch, torch::Device device)
{
    return viewOf(batch, batch.bits.data(), batch.bitWidth, torch::kUInt8).to(device);
}

torch::Tensor maskOf(const SlotBatch& batch, torch::Device device)
{
    return viewOf(batch, batch.mask.data(), batch.bitWidth, torch::kUInt8).to(device);
}

torch::Tensor infer(network::ReceiverNetwork& network, const torch::Tensor& features)
{
    const torch::InferenceMode inference;
    const bool training = network->is_training();
    network->eval();
    auto logits = network->forward(features).permute({0, 2, 3, 1}).to(torch::kCPU, torch::kFloat32).contiguous();
    network->train(training);
    return logits;
}

void countBitErrors(const SlotBatch& batch, std::span<const float> logits, int logitBits,
                    std::span<std::int64_t> errors)
{
    assert(logitBits >= batch.bitWidth);
    const auto elements = static_cast<std::size_t>(phy::symbolsPerSlot) * static_cast<std::size_t>(batch.subcarriers);
    const auto width = static_cast<std::size_t>(batch.bitWidth);
    const auto stride = static_cast<std::size_t>(logitBits);
    for (std::size_t slot = 0; slot < static_cast<std::size_t>(batch.slots); ++slot) {
        if (stride == width) {
            const std::size_t begin = slot * elements * width;
            errors[slot] = static_cast<std::int64_t>(phy::slotKernels().back()->countErrors(
                &logits[begin], &batch.bits[begin], &batch.mask[begin], static_cast<int>(elements * width)));
            continue;
        }
        std::int64_t count = 0;
        for (std::size_t element = slot * elements; element < (slot + 1) * elements; ++element) {
            for (std::size_t bit = 0; bit < width; ++bit) {
                const auto at = element * width + bit;
                const auto decided = static_cast<std::uint8_t>(logits[element * stride + bit] > 0);
                count += static_cast<std::int64_t>(batch.mask[at] & (decided ^ batch.bits[at]));
            }
        }
        errors[slot] = count;
    }
}

} // namespace rxwatt::training
