// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tensor_file.h"
#include "core/training/machine.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rxwatt::training
{

/// A tensor's name, type, shape and data in C order.
struct StoredTensor {
    base::TensorFileWriter::Declaration declaration;
    std::vector<std::byte> data;
};

/// All that a run needs to go on from the end of a step.
struct Checkpoint {
    std::int64_t step = 0;
    /// A validation is due behind this step and was not done.
    bool validationPending = false;
    /// Lowest validation value so far, for best.safetensors.
    std::optional<double> bestValidation;
    MachineRecord machine;
    std::vector<StoredTensor> tensors;
};

/// Whose checkpoints they are; those of another run or specification are refused.
struct CheckpointOwner {
    std::string run;
    std::string specDigest;
};

/// The checkpoints of one run, two generations of them: `<folder>/step-<step>.safetensors`. A digest of everything in
/// it lies in each file's header.
class CheckpointStore
{
public:
    CheckpointStore(std::filesystem::path folder, CheckpointOwner owner);

    /// Writes a checkpoint so that it is whole and durable or not there at all, then removes all but it and the last
    /// good one before it. One that cannot be removed stays for the next time.
    [[nodiscard]] Status save(const Checkpoint& checkpoint);

    struct Found {
        /// None where there is no file.
        std::optional<Checkpoint> checkpoint;
        /// Why newer ones were passed over, a sentence each.
        std::vector<std::string> refused;
    };

    /// The newest checkpoint that is whole, ours, and holds exactly these tensors. An error where there are files and
    /// none of them can be used: whether to start over is not ours to decide.
    [[nodiscard]] Result<Found> loadNewest(const std::vector<base::TensorFileWriter::Declaration>& expected);

private:
    [[nodiscard]] std::filesystem::path fileOf(std::int64_t step) const;
    [[nodiscard]] Result<Checkpoint> load(std::int64_t step,
                                          const std::vector<base::TensorFileWriter::Declaration>& expected) const;
    void removeAllBut(std::int64_t newest, std::int64_t older) const;

    std::filesystem::path m_folder;
    CheckpointOwner m_owner;
    std::int64_t m_newest = -1;
    std::int64_t m_older = -1; ///< the generation before
};

} // namespace rxwatt::training
