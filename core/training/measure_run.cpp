// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/measure_run.h"

#include "core/network/fused_block.h"
#include "core/training/energy_session.h"
#include "core/training/inference_meter.h"
#include "core/training/layer_timer.h"
#include "core/training/network_batch.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include <algorithm>

namespace rxwatt::training
{

namespace
{

/// Where the layers' times add up to less or more than this of a forward pass, timing them has changed it.
constexpr double leastShare = 0.8;
constexpr double mostShare = 1.25;

/// Real slots as features of a network, of their own memory: no thread makes more beside the measurement.
Result<torch::Tensor> makeFeatures(const RunJob& job, const MeasuredNetwork& measured)
{
    SlotPlan plan;
    plan.link = measured.link;
    plan.inputs = {inputKind(measured.network->model().input)};
    plan.batchSlots = job.spec.power.inferenceBatchSlots;
    plan.slots = plan.batchSlots;
    plan.request = [seed = job.spec.evaluation.seed](std::int64_t number) {
        return SlotRequest{{seed, base::Stream::evaluation, static_cast<std::uint64_t>(number)}, {}};
    };
    RXWATT_ASSIGN(const auto source, SlotSource::start(std::move(plan), 1));
    return featuresOf(*source->next(), 0, measured.device).clone(torch::MemoryFormat::ChannelsLast);
}

std::int64_t stepOf(const RunJob& job)
{
    return job.spec.kind == run::RunKind::train ? job.spec.training.steps : 0;
}

/// False where a stop came in between.
bool measure(RunJob& job, MeasuredNetwork& measured, const torch::Tensor& features)
{
    const run::PowerConfig& power = job.spec.power;
    InferencePlan plan;
    plan.base = *job.energy->base();
    plan.batchSlots = power.inferenceBatchSlots;
    plan.maxS = power.inferenceMaxS;
    plan.windowS = std::clamp(power.inferenceMaxS / 8, 0.5, 2.0);
    const MachineLoad load;
    auto energy = measureInference(
        plan, job.energy->meter(),
        [&] {
            const torch::InferenceMode guard;
            measured.network->forward(features);
            waitFor(measured.device);
        },
        job.stop);
    if (job.stop) {
        return false;
    }
    if (const auto cores = load.coresOfOthers(); energy && cores && *cores > MachineLoad::quietCores) {
        energy->warnings.push_back(
            fmt::format("other programs kept {:.2g} cores busy while the energy of an inference was measured", *cores));
    }
    if (!energy) {
        job.energy->warn("no energy of an inference: no sensor could be read");
    }
    job.energy->setInference(std::move(energy));
    return true;
}

bool wantsInference(const RunJob& job)
{
    return job.energy != nullptr && job.energy->base() && job.spec.power.inferenceMaxS > 0;
}

/// Shares the energy of an inference out over the layers by their times.
void share(LayerTimes& times, const std::optional<run::InferenceEnergy>& inference)
{
    double seconds = 0;
    for (const run::LayerMeasurement& layer : times.layers) {
        seconds += layer.secondsPerInference;
    }
    for (run::LayerMeasurement& layer : times.layers) {
        if (inference && seconds > 0) {
            layer.joules = layer.secondsPerInference / seconds * inference->joules;
        }
    }
}

} // namespace

Result<bool> measureInferenceOf(RunJob& job, MeasuredNetwork& measured)
{
    if (!wantsInference(job)) {
        return true;
    }
    measured.network->eval();
    RXWATT_ASSIGN(const torch::Tensor features, makeFeatures(job, measured));
    RXWATT_TRY(job.events.emit(stepOf(job), run::PhaseEvent{run::Phase::inference}));
    return measure(job, measured, features);
}

Result<RunEnd> measureNetwork(RunJob& job, MeasuredNetwork& measured)
{
    measured.network->eval();
    RXWATT_ASSIGN(const torch::Tensor features, makeFeatures(job, measured));
    RXWATT_TRY(job.events.emit(0, run::PhaseEvent{run::Phase::inference}));
    const double seconds = std::clamp(job.spec.power.inferenceMaxS / 4, 1.0, 10.0);
    LayerTimes times = timeLayers(measured.network, features, seconds, job.stop);
    if (times.layers.empty() || (wantsInference(job) && !measure(job, measured, features))) {
        return RunEnd::stopped;
    }
    if (times.shareOfForward < leastShare || times.shareOfForward > mostShare) {
        job.energy->warn(fmt::format("the layers' times add up to {:.0f} % of a forward pass, {:.0f} to {:.0f} % is "
                                     "wanted: waiting for each layer, or other programs, changed them",
                                     100 * times.shareOfForward, 100 * leastShare, 100 * mostShare));
    }
    if (network::canFuse(features) || network::canFuseOnGpu(features, measured.network->model().depthMultiplier)) {
        job.energy->warn(
            "layers are timed one by one with LibTorch's operators, while an inference runs in fused passes: "
            "a layer's energy is its share of their time, of the inference's energy");
    }
    if (measured.network->model().input == model::Input::equalized) {
        job.energy->warn("the equalizer is computed where slots are made: it is neither among the layers nor in the "
                         "energy of an inference");
    }
    share(times, job.energy->inference());
    job.energy->setLayers(std::move(times.layers), times.shareOfForward);
    return RunEnd::finished;
}

} // namespace rxwatt::training
