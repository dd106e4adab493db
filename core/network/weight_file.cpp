// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/weight_file.h"

#include <fmt/format.h>

#include <cstddef>
#include <map>
#include <span>

namespace rxwatt::network
{
namespace
{

constexpr std::string_view counterSuffix = "num_batches_tracked";

/// Parameters and buffers by their names in weight files, in the order of the network.
std::vector<std::pair<std::string, torch::Tensor>> tensorsOf(const ReceiverNetwork& network)
{
    std::vector<std::pair<std::string, torch::Tensor>> tensors;
    for (const auto& module : network->named_modules("", false)) {
        for (const auto& parameter : module.value()->named_parameters(false)) {
            tensors.emplace_back(module.key() + "." + parameter.key(), parameter.value());
        }
        for (const auto& buffer : module.value()->named_buffers(false)) {
            tensors.emplace_back(module.key() + "." + buffer.key(), buffer.value());
        }
    }
    return tensors;
}

base::TensorType typeOf(const torch::Tensor& tensor)
{
    return tensor.scalar_type() == torch::kInt64 ? base::TensorType::i64 : base::TensorType::f32;
}

std::span<std::byte> bytesOf(const torch::Tensor& tensor)
{
    return {static_cast<std::byte*>(tensor.data_ptr()), tensor.nbytes()};
}

Status refuseUnknownTensors(const base::TensorFile& file, const std::map<std::string, torch::Tensor>& wanted)
{
    for (const base::TensorEntry& entry : file.entries()) {
        if (!wanted.contains(entry.name)) {
            return fail(ErrorKind::badInput,
                        fmt::format("{}: tensor \"{}\" is in the file, but the model has none of that name; do file "
                                    "and model belong together?",
                                    file.path().string(), entry.name));
        }
    }
    return {};
}

/// The file's tensors on the CPU, by name; those that may be left out and are, are missing in it.
Result<std::map<std::string, torch::Tensor>> readTensors(const base::TensorFile& file,
                                                         const std::map<std::string, torch::Tensor>& wanted)
{
    std::map<std::string, torch::Tensor> tensors;
    for (const auto& [name, tensor] : wanted) {
        if (name.ends_with(counterSuffix) && file.find(name) == nullptr) {
            continue;
        }
        RXWATT_ASSIGN(const base::TensorEntry entry, file.require(name, typeOf(tensor), tensor.sizes().vec()));
        torch::Tensor values = torch::empty(tensor.sizes(), tensor.scalar_type());
        RXWATT_TRY(file.read(entry, 0, bytesOf(values)));
        tensors.emplace(name, values);
    }
    return tensors;
}

} // namespace

Status saveWeights(const ReceiverNetwork& network, const base::Metadata& metadata, const std::filesystem::path& path)
try {
    const torch::NoGradGuard noGradients;
    const auto tensors = tensorsOf(network);
    std::vector<base::TensorFileWriter::Declaration> declarations;
    for (const auto& [name, tensor] : tensors) {
        declarations.push_back({name, typeOf(tensor), tensor.sizes().vec()});
    }
    RXWATT_ASSIGN(auto writer, base::TensorFileWriter::create(path, declarations, metadata));
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const torch::Tensor values = tensors[i].second.cpu().contiguous();
        RXWATT_TRY(writer.write(i, 0, bytesOf(values)));
    }
    return writer.finish();

} catch (const c10::Error& error) {
    return fail(ErrorKind::failed,
                fmt::format("{}: cannot write the weights: {}", path.string(), error.what_without_backtrace()));
}

Status loadWeights(const std::filesystem::path& path, ReceiverNetwork& network)
try {
    const torch::NoGradGuard noGradients;
    RXWATT_ASSIGN(const auto file, base::TensorFile::open(path));
    std::map<std::string, torch::Tensor> wanted;
    for (const auto& [name, tensor] : tensorsOf(network)) {
        wanted.emplace(name, tensor);
    }
    RXWATT_TRY(refuseUnknownTensors(file, wanted));
    RXWATT_ASSIGN(const auto tensors, readTensors(file, wanted));
    for (const auto& [name, values] : tensors) {
        wanted.at(name).copy_(values);
    }
    return {};

} catch (const c10::Error& error) {
    return fail(ErrorKind::failed,
                fmt::format("{}: cannot read the weights: {}", path.string(), error.what_without_backtrace()));
}

} // namespace rxwatt::network
