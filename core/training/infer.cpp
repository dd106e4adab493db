// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/infer.h"

#include "core/network/torch_runtime.h"
#include "core/network/weight_file.h"
#include "core/phy/dataset.h"
#include "core/run/config_json.h"
#include "core/training/evaluation.h"
#include "core/training/guard.h"
#include "core/training/network_batch.h"
#include "core/training/weight_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace rxwatt::training
{

namespace
{

/// The dataset's own link where its header says it, else the one that the weights were trained for.
Result<phy::LinkConfig> linkOf(const std::filesystem::path& dataset, const phy::LinkConfig& trained)
{
    RXWATT_ASSIGN(const auto file, base::TensorFile::open(dataset));
    const auto text = file.metadata().find("link");
    if (text == file.metadata().end()) {
        return trained;
    }
    const auto where = dataset.string() + ": __metadata__.link";
    RXWATT_ASSIGN(const auto json, base::parseJson(text->second, where));
    phy::LinkConfig link;
    auto status = run::readLink(json, "link", link);
    if (status) {
        status = link.validate();
    }
    if (!status) {
        return failIn(where, status.error());
    }
    return link;
}

/// Reads slots, infers, and writes the logits, a batch at a time.
class Inference
{
public:
    Inference(network::ReceiverNetwork network, torch::Device device, const phy::DatasetReader& reader,
              const phy::LinkConfig& link)
        : m_network(std::move(network)),
          m_device(device),
          m_reader(reader),
          m_input(inputKind(m_network->model().input), link)
    {
        m_batch.subcarriers = link.subcarriers();
        m_batch.channels = {m_input.channels()};
        m_batch.features.resize(1);
        m_elements = static_cast<std::size_t>(phy::symbolsPerSlot) * static_cast<std::size_t>(m_batch.subcarriers);
    }

    Status run(base::TensorFileWriter& writer, const InferSettings& settings, const std::atomic<bool>& stop)
    {
        const auto bitWidth = static_cast<std::size_t>(phy::bitsPerSymbol(m_reader.modulation()));
        const auto slots = static_cast<std::int64_t>(m_reader.slots());
        const std::int64_t batchSlots = inferenceBatch(m_batch.subcarriers);
        for (std::int64_t first = 0; first < slots; first += batchSlots) {
            if (stop) {
                return fail(ErrorKind::cancelled, "infer: stopped, nothing was written");
            }
            m_batch.slots = static_cast<int>(std::min(batchSlots, slots - first));
            RXWATT_TRY(fill(first));
            const auto logits = infer(m_network, featuresOf(m_batch, 0, m_device));
            keepDataBits(logits, bitWidth);
            const auto offset = static_cast<std::uint64_t>(first) * m_elements * bitWidth * sizeof(float);
            RXWATT_TRY(writer.write(0, offset, std::as_bytes(std::span(m_logits))));
            if (settings.progress) {
                settings.progress(first + m_batch.slots, slots);
            }
        }
        return {};
    }

private:
    Status fill(std::int64_t first)
    {
        const auto size = m_elements * static_cast<std::size_t>(m_batch.channels[0]);
        const auto slots = static_cast<std::size_t>(m_batch.slots);
        m_batch.features[0].resize(slots * size);
        m_dataMask.resize(slots * m_elements);
        for (std::size_t i = 0; i < slots; ++i) {
            RXWATT_TRY(m_reader.read(static_cast<std::uint64_t>(first) + i, m_slot));
            m_input.make(m_slot, std::span(m_batch.features[0]).subspan(i * size, size));
            std::ranges::copy(m_slot.dataMask, m_dataMask.begin() + static_cast<std::ptrdiff_t>(i * m_elements));
        }
        return {};
    }

    /// The first bits of each data element (the constellations are hierarchical), zeros elsewhere.
    void keepDataBits(const torch::Tensor& logits, std::size_t bitWidth)
    {
        const auto* values = logits.data_ptr<float>();
        const auto stride = static_cast<std::size_t>(logits.size(3));
        m_logits.assign(m_dataMask.size() * bitWidth, 0.0F);
        for (std::size_t element = 0; element < m_dataMask.size(); ++element) {
            if (m_dataMask[element] != 0) {
                std::copy_n(values + element * stride, bitWidth,
                            m_logits.begin() + static_cast<std::ptrdiff_t>(element * bitWidth));
            }
        }
    }

    network::ReceiverNetwork m_network;
    torch::Device m_device;
    const phy::DatasetReader& m_reader;
    phy::InputMaker m_input;
    phy::Slot m_slot;
    SlotBatch m_batch;
    std::vector<std::uint8_t> m_dataMask;
    std::vector<float> m_logits;
    std::size_t m_elements = 0;
};

Result<InferReport> inferFile(const InferSettings& settings, const std::atomic<bool>& stop)
{
    RXWATT_ASSIGN(const auto device, network::chooseDevice(settings.device));
    network::setUp(device, settings.threads);
    RXWATT_ASSIGN(const auto source, readWeightSource(settings.weights));
    RXWATT_ASSIGN(const auto link, linkOf(settings.input, source.link));
    RXWATT_TRY(checkFit(source, link));
    RXWATT_ASSIGN(const auto reader, phy::DatasetReader::open(settings.input, link));
    network::ReceiverNetwork network(source.model, run::modelShape(source.link));
    RXWATT_TRY(network::loadWeights(settings.weights, network));
    network->to(device);
    const std::int64_t bitWidth = phy::bitsPerSymbol(reader.modulation());
    const auto slots = static_cast<std::int64_t>(reader.slots());
    RXWATT_ASSIGN(auto writer,
                  base::TensorFileWriter::create(
                      settings.out,
                      {{"logits", base::TensorType::f32, {slots, phy::symbolsPerSlot, link.subcarriers(), bitWidth}}},
                      {{"weights", settings.weights.string()}, {"input", settings.input.string()}}));
    const auto begin = std::chrono::steady_clock::now();
    Inference inference(network, device, reader, link);
    RXWATT_TRY(inference.run(writer, settings, stop));
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    RXWATT_TRY(writer.finish());
    return InferReport{slots, static_cast<double>(slots) / std::max(seconds, 1e-9)};
}

} // namespace

Result<InferReport> inferDataset(const InferSettings& settings, const std::atomic<bool>& stop)
{
    return guarded("infer", [&] { return inferFile(settings, stop); });
}

} // namespace rxwatt::training
