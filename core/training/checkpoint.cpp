// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/checkpoint.h"

#include "core/base/digest.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <span>
#include <string_view>
#include <utility>

namespace rxwatt::training
{

namespace
{

using Declarations = std::vector<base::TensorFileWriter::Declaration>;

constexpr std::string_view namesPrefix = "step-";
constexpr std::string_view namesSuffix = ".safetensors";
constexpr const char* digestKey = "digest";

std::string toExactText(double value)
{
    return fmt::format("{:.17g}", value);
}

template <typename T>
Result<T> numberIn(const base::Metadata& metadata, const char* key)
{
    const auto found = metadata.find(key);
    T value{};
    if (found == metadata.end()) {
        return fail(ErrorKind::storage, fmt::format("its header lacks {}", key));
    }
    const auto& text = found->second;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        return fail(ErrorKind::storage, fmt::format("its header's {} is no number", key));
    }
    return value;
}

/// Covers the metadata (but the digest itself), and names and data of all tensors.
std::string digestOf(const base::Metadata& metadata, const std::vector<StoredTensor>& tensors)
{
    base::Digest digest;
    for (const auto& [key, value] : metadata) {
        if (key != digestKey) {
            digest.add(fmt::format("{}:{}={}:{};", key.size(), key, value.size(), value));
        }
    }
    for (const auto& tensor : tensors) {
        digest.add(fmt::format("{}:{};", tensor.declaration.name, tensor.data.size()));
        digest.add({reinterpret_cast<const char*>(tensor.data.data()), tensor.data.size()});
    }
    return digest.text();
}

base::Metadata metadataOf(const Checkpoint& checkpoint, const CheckpointOwner& owner)
{
    base::Metadata metadata = {{"run", owner.run},
                               {"spec", owner.specDigest},
                               {"step", std::to_string(checkpoint.step)},
                               {"machine", base::toText(toJson(checkpoint.machine))}};
    if (checkpoint.validationPending) {
        metadata["validation_pending"] = "true";
    }
    if (checkpoint.bestValidation) {
        metadata["best_validation"] = toExactText(*checkpoint.bestValidation);
    }
    metadata[digestKey] = digestOf(metadata, checkpoint.tensors);
    return metadata;
}

Status checkOwner(const base::Metadata& metadata, const CheckpointOwner& owner)
{
    const auto valueOf = [&](const char* key) {
        const auto found = metadata.find(key);
        return found == metadata.end() ? std::string() : found->second;
    };
    if (valueOf("run") != owner.run) {
        return fail(ErrorKind::storage, fmt::format("it belongs to run '{}', not to '{}'", valueOf("run"), owner.run));
    }
    if (valueOf("spec") != owner.specDigest) {
        return fail(ErrorKind::storage, "it was made from another specification");
    }
    return {};
}

Result<std::vector<StoredTensor>> readTensors(const base::TensorFile& file, const Declarations& expected)
{
    if (file.entries().size() != expected.size()) {
        return fail(ErrorKind::storage,
                    fmt::format("it holds {} tensors, this run has {}", file.entries().size(), expected.size()));
    }
    std::vector<StoredTensor> tensors;
    for (const auto& declaration : expected) {
        RXWATT_ASSIGN(const auto entry, file.require(declaration.name, declaration.type, declaration.shape));
        StoredTensor tensor{declaration, std::vector<std::byte>(entry.bytes)};
        RXWATT_TRY(file.read(entry, 0, tensor.data));
        tensors.push_back(std::move(tensor));
    }
    return tensors;
}

/// Steps of the files that look like checkpoints, newest first.
Result<std::vector<std::int64_t>> stepsIn(const std::filesystem::path& folder)
{
    std::vector<std::int64_t> steps;
    std::error_code error;
    for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const auto name = it->path().filename().string();
        if (!name.starts_with(namesPrefix) || !name.ends_with(namesSuffix) ||
            name.size() <= namesPrefix.size() + namesSuffix.size()) {
            continue;
        }
        std::int64_t step = 0;
        const auto* last = name.data() + name.size() - namesSuffix.size();
        const auto parsed = std::from_chars(name.data() + namesPrefix.size(), last, step);
        if (parsed.ec == std::errc() && parsed.ptr == last && step >= 0) {
            steps.push_back(step);
        }
    }
    if (error && error != std::errc::no_such_file_or_directory) {
        return tl::unexpected<Error>(base::fileError("list", folder, error.value()));
    }
    std::ranges::sort(steps, std::greater());
    return steps;
}

} // namespace

CheckpointStore::CheckpointStore(std::filesystem::path folder, CheckpointOwner owner)
    : m_folder(std::move(folder)), m_owner(std::move(owner))
{
}

std::filesystem::path CheckpointStore::fileOf(std::int64_t step) const
{
    return m_folder / fmt::format("{}{}{}", namesPrefix, step, namesSuffix);
}

Status CheckpointStore::save(const Checkpoint& checkpoint)
{
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (error) {
        return tl::unexpected<Error>(base::fileError("make", m_folder, error.value()));
    }
    Declarations declarations;
    for (const auto& tensor : checkpoint.tensors) {
        declarations.push_back(tensor.declaration);
    }
    RXWATT_ASSIGN(auto writer, base::TensorFileWriter::create(fileOf(checkpoint.step), declarations,
                                                              metadataOf(checkpoint, m_owner)));
    for (std::size_t i = 0; i < checkpoint.tensors.size(); ++i) {
        RXWATT_TRY(writer.write(i, 0, checkpoint.tensors[i].data));
    }
    RXWATT_TRY(writer.finish());
    if (m_newest != checkpoint.step) {
        m_older = std::exchange(m_newest, checkpoint.step);
    }
    removeAllBut(m_newest, m_older);
    return {};
}

void CheckpointStore::removeAllBut(std::int64_t newest, std::int64_t older) const
{
    const auto keep = fileOf(newest).filename();
    const auto alsoKeep = fileOf(older).filename();
    std::error_code error;
    std::error_code ignored;
    for (std::filesystem::directory_iterator it(m_folder, error), end; !error && it != end; it.increment(error)) {
        const auto name = it->path().filename();
        if (name != keep && (older < 0 || name != alsoKeep)) {
            std::filesystem::remove(it->path(), ignored);
        }
    }
}

Result<Checkpoint> CheckpointStore::load(std::int64_t step, const Declarations& expected) const
{
    RXWATT_ASSIGN(const auto file, base::TensorFile::open(fileOf(step)));
    const auto& metadata = file.metadata();
    RXWATT_TRY(checkOwner(metadata, m_owner));
    Checkpoint checkpoint;
    RXWATT_ASSIGN(checkpoint.step, numberIn<std::int64_t>(metadata, "step"));
    if (checkpoint.step != step) {
        return fail(ErrorKind::storage, fmt::format("it is of step {}", checkpoint.step));
    }
    checkpoint.validationPending = metadata.contains("validation_pending");
    if (metadata.contains("best_validation")) {
        RXWATT_ASSIGN(checkpoint.bestValidation, numberIn<double>(metadata, "best_validation"));
    }
    RXWATT_ASSIGN(checkpoint.tensors, readTensors(file, expected));
    const auto digest = metadata.find(digestKey);
    if (digest == metadata.end() || digest->second != digestOf(metadata, checkpoint.tensors)) {
        return fail(ErrorKind::storage, "its contents do not have the digest that its header states");
    }
    const auto machine = metadata.find("machine");
    RXWATT_ASSIGN(const auto json, base::parseJson(machine == metadata.end() ? "" : machine->second, "machine"));
    RXWATT_TRY(fromJson(json, "$", checkpoint.machine));
    return checkpoint;
}

Result<CheckpointStore::Found> CheckpointStore::loadNewest(const Declarations& expected)
{
    Found found;
    RXWATT_ASSIGN(const auto steps, stepsIn(m_folder));
    for (std::size_t i = 0; i < steps.size(); ++i) {
        auto checkpoint = load(steps[i], expected);
        if (checkpoint) {
            m_newest = steps[i];
            m_older = i + 1 < steps.size() ? steps[i + 1] : -1;
            found.checkpoint = std::move(*checkpoint);
            return found;
        }
        found.refused.push_back(fmt::format("checkpoint {} is not used: {}", fileOf(steps[i]).filename().string(),
                                            checkpoint.error().message));
    }
    if (!steps.empty()) {
        return fail(ErrorKind::storage, fmt::format("no checkpoint can be used ({}); rxwatt retry --fresh starts over",
                                                    fmt::join(found.refused, "; ")));
    }
    return found;
}

} // namespace rxwatt::training
