// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/receiver_network.h"
#include "core/training/checkpoint.h"
#include "core/training/optimizer.h"

#include <optional>

namespace rxwatt::training
{

/// Everything that changes from step to step: weights, running statistics, moments, counts.
class TrainingState
{
public:
    /// A fresh network from the specification's seed, on a device.
    TrainingState(const run::RunSpec& spec, torch::Device device);
    TrainingState(const TrainingState&) = delete;
    TrainingState& operator=(const TrainingState&) = delete;

    network::ReceiverNetwork network;
    FlatParameters parameters;
    OptimizerState optimizer;
    std::int64_t step = 0;
    /// As in a checkpoint.
    bool validationPending = false;
    std::optional<double> bestValidation;

    /// A copy of it all; `machine` says where it was made.
    [[nodiscard]] Checkpoint toCheckpoint(const MachineRecord& machine) const;
    /// The tensors that toCheckpoint() gives, without their data.
    [[nodiscard]] std::vector<base::TensorFileWriter::Declaration> declarations() const;
    /// Takes over a checkpoint whose tensors are as declared.
    void restore(const Checkpoint& checkpoint);

private:
    /// Names and tensors of parameters, running statistics and moments, in the order of the file.
    [[nodiscard]] std::vector<std::pair<std::string, torch::Tensor>> tensors() const;
};

} // namespace rxwatt::training
