// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_state.h"

#include "core/run/config_json.h"

#include <cassert>
#include <cstring>

namespace rxwatt::training
{

namespace
{

network::ReceiverNetwork makeNetwork(const run::RunSpec& spec, torch::Device device)
{
    network::ReceiverNetwork network(spec.model, run::modelShape(spec.link));
    network::initialise(network, spec.seed);
    network->to(device);
    network->train();
    return network;
}

base::TensorType typeOf(const torch::Tensor& tensor)
{
    if (tensor.scalar_type() == torch::kInt64) {
        return base::TensorType::i64;
    }
    TORCH_CHECK(tensor.scalar_type() == torch::kFloat32, "a checkpoint holds float32 and int64 tensors only");
    return base::TensorType::f32;
}

} // namespace

TrainingState::TrainingState(const run::RunSpec& spec, torch::Device device)
    : network(makeNetwork(spec, device)),
      parameters(*network),
      optimizer(parameters, spec.training.optimizer, spec.training.weightDecay)
{
}

std::vector<std::pair<std::string, torch::Tensor>> TrainingState::tensors() const
{
    std::vector<std::pair<std::string, torch::Tensor>> all;
    const auto& names = parameters.names();
    for (std::size_t i = 0; i < names.size(); ++i) {
        all.emplace_back("weights." + names[i], parameters.viewOf(parameters.values(), i));
        all.emplace_back("first_moment." + names[i], parameters.viewOf(optimizer.firstMoment(), i));
        all.emplace_back("second_moment." + names[i], parameters.viewOf(optimizer.secondMoment(), i));
    }
    for (const auto& item : network->named_buffers()) {
        all.emplace_back("weights." + item.key(), item.value());
    }
    return all;
}

std::vector<base::TensorFileWriter::Declaration> TrainingState::declarations() const
{
    std::vector<base::TensorFileWriter::Declaration> declarations;
    for (const auto& [name, tensor] : tensors()) {
        declarations.push_back({name, typeOf(tensor), tensor.sizes().vec()});
    }
    return declarations;
}

Checkpoint TrainingState::toCheckpoint(const MachineRecord& machine) const
{
    const torch::NoGradGuard noGrad;
    Checkpoint checkpoint{step, validationPending, bestValidation, machine, {}};
    for (const auto& [name, tensor] : tensors()) {
        const auto copy = tensor.detach().to(torch::kCPU).contiguous();
        StoredTensor stored{{name, typeOf(copy), copy.sizes().vec()}, std::vector<std::byte>(copy.nbytes())};
        std::memcpy(stored.data.data(), copy.data_ptr(), stored.data.size());
        checkpoint.tensors.push_back(std::move(stored));
    }
    return checkpoint;
}

void TrainingState::restore(const Checkpoint& checkpoint)
{
    const torch::NoGradGuard noGrad;
    const auto own = tensors();
    assert(own.size() == checkpoint.tensors.size());
    for (std::size_t i = 0; i < own.size(); ++i) {
        const auto& stored = checkpoint.tensors[i];
        auto target = own[i].second;
        assert(own[i].first == stored.declaration.name && stored.data.size() == target.nbytes());
        auto copy = torch::empty(target.sizes(), torch::dtype(target.scalar_type()));
        std::memcpy(copy.data_ptr(), stored.data.data(), stored.data.size());
        target.copy_(copy);
    }
    parameters.markChanged();
    step = checkpoint.step;
    validationPending = checkpoint.validationPending;
    bestValidation = checkpoint.bestValidation;
    optimizer.setSteps(checkpoint.step);
}

} // namespace rxwatt::training
