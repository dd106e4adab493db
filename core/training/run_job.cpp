// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/run_job.h"

#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/gpu/block_kernels.h"
#include "core/network/gpu_block.h"
#include "core/network/torch_runtime.h"
#include "core/network/weight_file.h"
#include "core/run/config_json.h"
#include "core/run/version.h"
#include "core/training/earlier_energy.h"
#include "core/training/guard.h"
#include "core/training/layer_timer.h"
#include "core/training/measure_run.h"
#include "core/training/metered_events.h"
#include "core/training/network_judge.h"
#include "core/training/shared_base.h"
#include "core/training/trainer.h"
#include "core/training/weight_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

namespace rxwatt::training
{

namespace
{

/// Where and with what an attempt computes.
struct Place {
    torch::Device device = torch::kCPU;
    MachineRecord machine;
    int sourceThreads = 1;
};

Result<Place> makePlace(const run::RunSpec& spec)
{
    RXWATT_ASSIGN(const auto device, network::chooseDevice(spec.device));
    const int cores = availableCores();
    const int threads = spec.threads > 0 ? spec.threads : cores;
    network::setUp(device, threads);
    Place place;
    place.device = device;
    place.machine = {std::string(run::version()),
                     network::torchVersion(),
                     network::blasName(),
                     processorName(),
                     device.str(),
                     threads};
    place.sourceThreads = sourceThreads(cores, device.is_cuda());
    return place;
}

Status tellStart(RunJob& job, const Place& place, const CheckpointStore::Found& found)
{
    const auto& machine = place.machine;
    run::StartedEvent started{machine.rxwatt,
                              machine.torch,
                              machine.device,
                              hostName(),
                              machine.processor,
                              machine.blas,
                              machine.threads,
                              0,
                              true};
    std::vector<std::string> warnings = found.refused;
    if (found.checkpoint) {
        started.resumedFrom = found.checkpoint->step;
        const bool sameMachine = machine == found.checkpoint->machine;
        started.exactResume = sameMachine && place.device.is_cpu();
        if (!started.exactResume) {
            warnings.push_back(fmt::format("resumed {}: the end will not be bit-identical to an uninterrupted run's",
                                           sameMachine
                                               ? "on a GPU, whose sums vary"
                                               : "with another " + differences(machine, found.checkpoint->machine)));
        }
    }
    const bool largeMultiplier = job.spec.model.depthMultiplier > gpu::largestMultiplier;
    if (place.device.is_cuda() && (!network::hasGpuKernels() || largeMultiplier)) {
        warnings.emplace_back(largeMultiplier
                                  ? "depth multipliers above 2 have no kernels for a GPU: LibTorch's operators "
                                    "do the work, several times slower"
                                  : "this worker was built without CUDA's compiler: LibTorch's operators do "
                                    "the work of its own kernels, several times slower");
    }
    RXWATT_TRY(job.events.emit(started.resumedFrom, started));
    RXWATT_TRY(job.events.emit(started.resumedFrom, run::PhaseEvent{run::Phase::setup}));
    for (auto& text : warnings) {
        RXWATT_TRY(job.events.emit(started.resumedFrom, run::MessageEvent{"warning", std::move(text)}));
    }
    return {};
}

/// The specification as it lies in the folder, not as this version would fill it in: checkpoints outlive an upgrade.
Result<CheckpointOwner> ownerOf(const run::RunFolder& folder)
{
    RXWATT_ASSIGN(const auto spec, base::readJsonFile(folder.specFile()));
    return CheckpointOwner{folder.path().filename().string(), base::digestOf(base::toText(spec))};
}

/// Takes over the newest checkpoint, where there is one, and tells how the attempt begins.
Status resume(RunJob& job, const Place& place, CheckpointStore& checkpoints, TrainingState& state)
{
    RXWATT_ASSIGN(const auto found, checkpoints.loadNewest(state.declarations()));
    if (found.checkpoint) {
        state.restore(*found.checkpoint);
    }
    job.step = state.step;
    return tellStart(job, place, found);
}

/// Digest of a file's bytes.
Result<std::string> digestOfFile(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    base::Digest digest;
    std::vector<char> part(std::size_t{1} << 20);
    while (file.read(part.data(), static_cast<std::streamsize>(part.size())) || file.gcount() > 0) {
        digest.add({part.data(), static_cast<std::size_t>(file.gcount())});
    }
    if (!file.eof()) {
        return tl::unexpected<Error>(base::fileError("read", path, errno));
    }
    return digest.text();
}

Result<RunEnd> evaluateOwn(RunJob& job, const Place& place, network::ReceiverNetwork network, phy::LinkConfig link)
{
    EvaluationSetup setup;
    setup.link = std::move(link);
    setup.inputs = {inputKind(job.spec.model.input)};
    setup.threads = evaluationThreads(place.machine.threads, place.device.is_cuda());
    setup.step = job.spec.training.steps;
    RXWATT_ASSIGN(auto digest, digestOfFile(job.folder.weightsFile()));
    setup.models.push_back(
        {"", std::move(digest), std::make_unique<NetworkJudge>(std::move(network), place.device, 0)});
    return evaluate(job, setup);
}

Result<RunEnd> train(RunJob& job, const Place& place)
{
    const auto& spec = job.spec;
    RXWATT_ASSIGN(const auto evaluationLink, spec.evaluationLink());
    RXWATT_TRY(checkFit({job.folder.specFile(), spec.model, spec.link, 0}, evaluationLink));
    TrainingState state(spec, place.device);
    RXWATT_ASSIGN(auto owner, ownerOf(job.folder));
    CheckpointStore checkpoints(job.folder.checkpointFolder(), std::move(owner));
    RXWATT_TRY(resume(job, place, checkpoints, state));
    Trainer trainer(job, state, checkpoints, {place.device, place.machine, place.sourceThreads});
    RXWATT_ASSIGN(const auto end, trainer.run());
    if (end == RunEnd::stopped) {
        return end;
    }
    RXWATT_TRY(network::saveWeights(state.network, weightMetadata(spec.model, spec.link, state.step),
                                    job.folder.weightsFile()));
    RXWATT_ASSIGN(const auto judged, evaluateOwn(job, place, state.network, evaluationLink));
    if (judged == RunEnd::stopped) {
        return judged;
    }
    MeasuredNetwork measured{state.network, evaluationLink, place.device};
    RXWATT_ASSIGN(const bool done, measureInferenceOf(job, measured));
    return done ? RunEnd::finished : RunEnd::stopped;
}

/// A network of weights as its file describes it, on the device and in evaluation mode.
Result<network::ReceiverNetwork> loadNetwork(const WeightSource& source, const Place& place)
{
    network::ReceiverNetwork network(source.model, run::modelShape(source.link));
    RXWATT_TRY(network::loadWeights(source.path, network));
    network->to(place.device);
    network->eval();
    return network;
}

/// Loads one of the weights to be judged and adds it to the set-up.
Status addModel(const RunJob& job, const Place& place, const std::string& reference, EvaluationSetup& setup)
{
    RXWATT_ASSIGN(const auto path, weightFile(reference, job.folder.path()));
    RXWATT_ASSIGN(const auto source, readWeightSource(path));
    RXWATT_TRY(checkFit(source, setup.link));
    RXWATT_ASSIGN(const auto network, loadNetwork(source, place));
    RXWATT_ASSIGN(auto digest, digestOfFile(path));
    const auto kind = inputKind(source.model.input);
    auto input = std::ranges::find(setup.inputs, kind) - setup.inputs.begin();
    if (static_cast<std::size_t>(input) == setup.inputs.size()) {
        setup.inputs.push_back(kind);
    }
    setup.models.push_back({reference, std::move(digest),
                            std::make_unique<NetworkJudge>(network, place.device, static_cast<std::size_t>(input))});
    return {};
}

Result<RunEnd> evaluateWeights(RunJob& job, const Place& place)
{
    EvaluationSetup setup;
    RXWATT_ASSIGN(setup.link, job.spec.evaluationLink());
    setup.threads = evaluationThreads(place.machine.threads, place.device.is_cuda());
    for (const auto& reference : job.spec.weights) {
        RXWATT_TRY(addModel(job, place, reference.text, setup));
    }
    RXWATT_TRY(tellStart(job, place, {}));
    return evaluate(job, setup);
}

Result<RunEnd> measureWeights(RunJob& job, const Place& place)
{
    MeasuredNetwork measured{nullptr, job.spec.link, place.device};
    if (job.spec.weights.empty()) {
        measured.network = network::ReceiverNetwork(job.spec.model, run::modelShape(job.spec.link));
        network::initialise(measured.network, job.spec.seed);
        measured.network->to(place.device);
    } else {
        RXWATT_ASSIGN(const auto path, weightFile(job.spec.weights.front().text, job.folder.path()));
        RXWATT_ASSIGN(const auto source, readWeightSource(path));
        RXWATT_ASSIGN(measured.network, loadNetwork(source, place));
        measured.link = source.link;
    }
    RXWATT_TRY(tellStart(job, place, {}));
    return measureNetwork(job, measured);
}

Result<RunEnd> rest(RunJob& job, const Place& place)
{
    RXWATT_TRY(tellStart(job, place, {})); // behind which the base power is taken
    if (job.stop) {
        return RunEnd::stopped;
    }
    if (!job.energy->base()) {
        const std::string why = job.meter->whyNot();
        return fail(ErrorKind::failed, fmt::format("no base power: {}; `rxwatt doctor` says what this machine has",
                                                   why.empty() ? "the sensors gave too few readings" : why));
    }
    return RunEnd::finished;
}

/// Brings the device into the state in which the work finds it: an open context takes power, and so do threads that are
/// there for the first time.
void warmUp(const Place& place)
{
    const torch::InferenceMode guard;
    constexpr int size = 256;
    const auto matrix = torch::ones({size, size}, torch::TensorOptions().device(place.device));
    for (int i = 0; i < 4; ++i) {
        (void)matrix.matmul(matrix);
    }
    waitFor(place.device);
}

Result<RunEnd> work(RunJob& job, const Place& place)
{
    switch (job.spec.kind) {
    case run::RunKind::train:
        return train(job, place);
    case run::RunKind::evaluate:
        return evaluateWeights(job, place);
    case run::RunKind::measure:
        return measureWeights(job, place);
    case run::RunKind::idle:
        break;
    }
    return rest(job, place);
}

/// With its energy, where there is a meter. What is known of it is told even where the work failed.
Result<RunEnd> meteredWork(RunJob& job, const Place& place)
{
    const std::string machine = hostName() + ", " + place.machine.device;
    EnergySession session(job.spec.power, *job.meter, earlierEnergy(job.folder.eventsFile()), machine);
    if (job.spec.takesBasePower() && job.spec.power.baseMaxAgeS > 0 && job.spec.kind != run::RunKind::idle) {
        const BaseConditions conditions{machine, job.meter->countedSensors(), job.spec.power.baseMaxAgeS,
                                        0.9 * job.spec.power.baselineS};
        if (auto shared = freshBase(job.folder, conditions, base::SystemClock().wallClock())) {
            session.useBase(std::move(*shared));
        }
    }
    MeteredEvents events(job.events, session, job.stop);
    RunJob metered{job.spec, job.folder, events, job.stop, job.step, job.meter, &session};
    warmUp(place);
    const auto end = guarded("this run", [&] { return work(metered, place); });
    const auto told = events.finish(end.has_value() && job.spec.kind != run::RunKind::idle);
    if (end && !told) {
        return tl::unexpected<Error>(told.error());
    }
    return end;
}

} // namespace

Result<RunEnd> executeRun(RunJob& job)
{
    return guarded("this run", [&]() -> Result<RunEnd> {
        RXWATT_ASSIGN(const auto place, makePlace(job.spec));
        NoSensors none("the worker was given no sensors");
        const bool measures = job.spec.kind == run::RunKind::measure || job.spec.kind == run::RunKind::idle;
        if (job.meter == nullptr && measures) {
            job.meter = &none;
        }
        const auto end = job.meter != nullptr ? meteredWork(job, place) : work(job, place);
        job.meter = job.meter == &none ? nullptr : job.meter;
        return end;
    });
}

} // namespace rxwatt::training
