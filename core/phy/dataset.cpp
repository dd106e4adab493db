// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/dataset.h"

#include "core/phy/resource_grid.h"
#include "core/phy/sinr_points.h"
#include "core/phy/slot_workers.h"

#include <fmt/format.h>

#include <mutex>

namespace rxwatt::phy
{

namespace
{

using base::TensorFileWriter;
using base::TensorType;

constexpr std::uint64_t maxDatasetSlots = 100'000'000;

/// Numbers of the tensors in the order of their declaration.
enum Tensor : std::size_t { received, transmitted, channel, bits, dataMask, dmrsMask, sinrDb, noiseVariance };

std::vector<TensorFileWriter::Declaration> declarations(const LinkConfig& link, std::uint64_t slotCount)
{
    const auto slots = static_cast<std::int64_t>(slotCount);
    const std::int64_t antennas = link.rxAntennas;
    const std::int64_t symbols = symbolsPerSlot;
    const std::int64_t subcarriers = link.subcarriers();
    return {{"received", TensorType::f32, {slots, antennas, symbols, subcarriers, 2}},
            {"transmitted", TensorType::f32, {slots, symbols, subcarriers, 2}},
            {"channel", TensorType::f32, {slots, antennas, symbols, subcarriers, 2}},
            {"bits", TensorType::u8, {slots, symbols, subcarriers, link.maxBitsPerSymbol()}},
            {"data_mask", TensorType::u8, {symbols, subcarriers}},
            {"dmrs_mask", TensorType::u8, {symbols, subcarriers}},
            {"sinr_db", TensorType::f32, {slots}},
            {"noise_variance", TensorType::f32, {slots}}};
}

Status check(const DatasetSettings& settings)
{
    RXWATT_TRY(settings.link.validate());
    if (settings.link.modulations.size() != 1) {
        return fail(ErrorKind::badInput,
                    fmt::format("link.modulation: found a list of {}, a dataset has one modulation",
                                settings.link.modulations.size()));
    }
    if (settings.link.dmrs.symbols.size() != 1) {
        return fail(ErrorKind::badInput,
                    "link.dmrs.symbols: found a list of 2, a dataset has one number of DM-RS symbols");
    }
    return checkPoints(settings.sinrDb, settings.slotsPerSinr, maxDatasetSlots);
}

/// The file that several threads write slots to, each to its own place.
class SharedWriter
{
public:
    explicit SharedWriter(TensorFileWriter writer) : m_writer(std::move(writer)) {}

    Status writeMasks(const LinkConfig& link)
    {
        const ResourceGrid grid = makeResourceGrid(link.dmrs.symbols.front(), link.subcarriers());
        RXWATT_TRY(writePart(dataMask, 0, std::span(grid.dataMask)));
        return writePart(dmrsMask, 0, std::span(grid.dmrsMask));
    }

    Status writeSlot(std::uint64_t index, const Slot& slot)
    {
        const auto sinr = static_cast<float>(slot.draw.sinrDb);
        const std::lock_guard lock(m_mutex);
        RXWATT_TRY(writePart(received, index, std::span(slot.received)));
        RXWATT_TRY(writePart(transmitted, index, std::span(slot.transmitted)));
        RXWATT_TRY(writePart(channel, index, std::span(slot.channel)));
        RXWATT_TRY(writePart(bits, index, std::span(slot.bits)));
        RXWATT_TRY(writePart(sinrDb, index, std::span(&sinr, 1)));
        return writePart(noiseVariance, index, std::span(&slot.noiseVariance, 1));
    }

    Status finish() { return m_writer.finish(); }

private:
    /// Part number `index` of a tensor, all parts being of one size.
    template <typename T>
    Status writePart(Tensor tensor, std::uint64_t index, std::span<const T> data)
    {
        return m_writer.write(tensor, index * data.size_bytes(), std::as_bytes(data));
    }

    std::mutex m_mutex;
    TensorFileWriter m_writer;
};

/// One thread's simulator and slot.
struct Producer {
    explicit Producer(const LinkConfig& link) : simulator(link) {}

    LinkSimulator simulator;
    Slot slot;
};

} // namespace

Status writeDataset(const std::filesystem::path& path, const DatasetSettings& settings,
                    const std::function<void(std::uint64_t, std::uint64_t)>& progress, const std::stop_token& stop)
{
    RXWATT_TRY(check(settings));
    const std::uint64_t slots = settings.sinrDb.size() * settings.slotsPerSinr;
    RXWATT_ASSIGN(TensorFileWriter file,
                  TensorFileWriter::create(path, declarations(settings.link, slots), {{"link", settings.linkJson}}));
    SharedWriter writer(std::move(file));
    RXWATT_TRY(writer.writeMasks(settings.link));
    const auto makeTask = [&]() -> SlotTask {
        return [&, producer = std::make_shared<Producer>(settings.link)](std::uint64_t index) {
            SlotOverrides overrides;
            overrides.sinrDb = settings.sinrDb[index / settings.slotsPerSinr];
            producer->simulator.simulate({settings.seed, base::Stream::dataset, index}, overrides, producer->slot);
            return writer.writeSlot(index, producer->slot);
        };
    };
    RXWATT_TRY(runSlotWorkers(slots, settings.threads, makeTask, progress, stop));
    return writer.finish();
}

} // namespace rxwatt::phy
