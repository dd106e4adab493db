// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/run_job.h"

#include "core/base/digest.h"
#include "core/network/torch_runtime.h"
#include "core/network/weight_file.h"
#include "core/run/config_json.h"
#include "core/run/version.h"
#include "core/training/guard.h"
#include "core/training/network_judge.h"
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
    network::setThreads(threads);
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
    return evaluateOwn(job, place, state.network, evaluationLink);
}

/// Loads one of the weights to be judged and adds it to the set-up.
Status addModel(const RunJob& job, const Place& place, const std::string& reference, EvaluationSetup& setup)
{
    RXWATT_ASSIGN(const auto path, weightFile(reference, job.folder.path()));
    RXWATT_ASSIGN(const auto source, readWeightSource(path));
    RXWATT_TRY(checkFit(source, setup.link));
    network::ReceiverNetwork network(source.model, run::modelShape(source.link));
    RXWATT_TRY(network::loadWeights(path, network));
    network->to(place.device);
    network->eval();
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

} // namespace

Result<RunEnd> executeRun(RunJob& job)
{
    return guarded("this run", [&]() -> Result<RunEnd> {
        RXWATT_ASSIGN(const auto place, makePlace(job.spec));
        switch (job.spec.kind) {
        case run::RunKind::train:
            return train(job, place);
        case run::RunKind::evaluate:
            return evaluateWeights(job, place);
        case run::RunKind::measure:
        case run::RunKind::idle:
            break;
        }
        return fail(ErrorKind::unsupported,
                    fmt::format("this worker does not do runs of kind \"{}\"", run::nameOf(job.spec.kind)));
    });
}

} // namespace rxwatt::training
