// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/validation.h"

#include "core/training/ber_point.h"
#include "core/training/evaluation.h"
#include "core/training/network_batch.h"

#include <algorithm>

namespace rxwatt::training
{

namespace
{

SlotPlan planOf(const run::RunSpec& spec)
{
    SlotPlan plan;
    plan.link = spec.link;
    plan.inputs = {inputKind(spec.model.input)};
    plan.slots = static_cast<std::int64_t>(spec.validation.sinrDb.size()) * spec.validation.slots;
    plan.batchSlots = inferenceBatch(spec.link.subcarriers());
    plan.request = [config = spec.validation](std::int64_t number) {
        const auto index = static_cast<std::uint64_t>(number % config.slots);
        SlotRequest request{{config.seed, base::Stream::validation, index}, {}};
        request.overrides.sinrDb = config.sinrDb[static_cast<std::size_t>(number / config.slots)];
        return request;
    };
    return plan;
}

} // namespace

Result<std::optional<double>> validate(network::ReceiverNetwork& network, const run::RunSpec& spec,
                                       torch::Device device, int threads, const std::atomic<bool>& stop)
{
    RXWATT_ASSIGN(const auto source, SlotSource::start(planOf(spec), threads));
    std::vector<std::int64_t> errors;
    std::vector<std::int64_t> bits;
    while (const auto* batch = source->next()) {
        if (stop) {
            return std::optional<double>();
        }
        const auto logits = infer(network, featuresOf(*batch, 0, device));
        std::vector<std::int64_t> counts(static_cast<std::size_t>(batch->slots));
        countBitErrors(*batch, {logits.data_ptr<float>(), static_cast<std::size_t>(logits.numel())},
                       static_cast<int>(logits.size(3)), counts);
        errors.insert(errors.end(), counts.begin(), counts.end());
        bits.insert(bits.end(), batch->slotBits.begin(), batch->slotBits.begin() + batch->slots);
    }
    std::vector<run::BerPoint> points;
    const auto slots = static_cast<std::size_t>(spec.validation.slots);
    for (std::size_t i = 0; i < spec.validation.sinrDb.size(); ++i) {
        points.push_back(toBerPoint(spec.validation.sinrDb[i], std::span(errors).subspan(i * slots, slots),
                                    std::span(bits).subspan(i * slots, slots)));
    }
    return std::optional(geometricMeanOf(points).value);
}

} // namespace rxwatt::training
