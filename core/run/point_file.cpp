// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/point_file.h"

#include "core/base/tensor_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace rxwatt::run
{

namespace
{

/// No evaluation has more slots a point; a file that says so is not ours.
constexpr std::int64_t mostSlots = 100'000'000;

base::Metadata metadataOf(const PointKey& key, const std::vector<ReceiverName>& receivers, const std::string& digest)
{
    auto names = Json::array();
    for (const auto& name : receivers) {
        names.push_back({{"receiver", name.receiver}, {"weights", name.weights}});
    }
    return {{"modulation", std::string(phy::nameOf(key.modulation))},
            {"dmrs_symbols", std::to_string(key.dmrsSymbols)},
            {"sinr_db", fmt::format("{}", key.sinrDb)},
            {"receivers", base::toText(names)},
            {"digest", digest}};
}

Status readInto(const base::TensorFile& file, const base::TensorEntry& entry, std::uint64_t offset,
                std::vector<std::int64_t>& values)
{
    return file.read(entry, offset, std::as_writable_bytes(std::span(values)));
}

Result<PointSlots> read(const base::TensorFile& file, const PointKey& key, const std::vector<ReceiverName>& receivers)
{
    RXWATT_ASSIGN(const auto bits, file.require("bits", base::TensorType::i64, {-1}));
    const auto slots = bits.shape[0];
    RXWATT_ASSIGN(const auto errors,
                  file.require("errors", base::TensorType::i64, {static_cast<std::int64_t>(receivers.size()), slots}));
    if (slots < 1 || slots > mostSlots) {
        return fail(ErrorKind::storage, fmt::format("{} holds {} slots", file.path().string(), slots));
    }
    PointSlots point{key, receivers, std::vector<std::int64_t>(static_cast<std::size_t>(slots)), {}};
    RXWATT_TRY(readInto(file, bits, 0, point.bits));
    for (std::size_t i = 0; i < receivers.size(); ++i) {
        point.errors.emplace_back(static_cast<std::size_t>(slots));
        RXWATT_TRY(readInto(file, errors, i * point.bits.size() * sizeof(std::int64_t), point.errors.back()));
        for (std::size_t slot = 0; slot < point.bits.size(); ++slot) {
            const auto count = point.errors.back()[slot];
            if (count < 0 || count > point.bits[slot]) {
                return fail(ErrorKind::storage, fmt::format("{} holds impossible counts", file.path().string()));
            }
        }
    }
    return point;
}

/// Which point a file holds and of whom.
struct PointHeader {
    PointKey key;
    std::vector<ReceiverName> receivers;
};

Status readReceivers(const std::string& text, std::vector<ReceiverName>& receivers)
{
    RXWATT_ASSIGN(const auto names, base::parseJson(text, "receivers"));
    for (const auto& name : names) {
        ReceiverName receiver;
        base::ObjectReader reader(name, "receivers");
        reader.required("receiver", receiver.receiver).required("weights", receiver.weights);
        RXWATT_TRY(reader.finish());
        receivers.push_back(std::move(receiver));
    }
    return {};
}

Result<PointHeader> headerOf(const base::TensorFile& file)
{
    const auto textOf = [&](const std::string& key) {
        const auto found = file.metadata().find(key);
        return found == file.metadata().end() ? std::string() : found->second;
    };
    PointHeader header;
    RXWATT_ASSIGN(header.key.modulation, phy::modulationFromName(textOf("modulation")));
    RXWATT_ASSIGN(const auto symbols, base::parseJson(textOf("dmrs_symbols"), "dmrs_symbols"));
    RXWATT_ASSIGN(const auto sinr, base::parseJson(textOf("sinr_db"), "sinr_db"));
    if (!symbols.is_number_integer() || !sinr.is_number()) {
        return fail(ErrorKind::storage, file.path().string() + " names no point");
    }
    header.key.dmrsSymbols = symbols.get<int>();
    header.key.sinrDb = sinr.get<double>();
    RXWATT_TRY(readReceivers(textOf("receivers"), header.receivers));
    return header;
}

Result<PointSlots> readPoint(const std::filesystem::path& path)
{
    RXWATT_ASSIGN(const auto file, base::TensorFile::open(path));
    RXWATT_ASSIGN(const auto header, headerOf(file));
    return read(file, header.key, header.receivers);
}

} // namespace

std::string pointFileName(const PointKey& key)
{
    return fmt::format("{}-{}-{}.safetensors", phy::nameOf(key.modulation), key.dmrsSymbols, key.sinrDb);
}

Status writePoint(const std::filesystem::path& folder, const PointSlots& point, const std::string& digest)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return tl::unexpected<Error>(base::fileError("make", folder, error.value()));
    }
    const auto slots = static_cast<std::int64_t>(point.bits.size());
    const auto receivers = static_cast<std::int64_t>(point.errors.size());
    RXWATT_ASSIGN(auto writer, base::TensorFileWriter::create(folder / pointFileName(point.key),
                                                              {{"bits", base::TensorType::i64, {slots}},
                                                               {"errors", base::TensorType::i64, {receivers, slots}}},
                                                              metadataOf(point.key, point.receivers, digest)));
    RXWATT_TRY(writer.write(0, 0, std::as_bytes(std::span(point.bits))));
    std::uint64_t offset = 0;
    for (const auto& errors : point.errors) {
        const auto bytes = std::as_bytes(std::span(errors));
        RXWATT_TRY(writer.write(1, offset, bytes));
        offset += bytes.size();
    }
    return writer.finish();
}

std::optional<PointSlots> readPoint(const std::filesystem::path& folder, const PointKey& key,
                                    const std::vector<ReceiverName>& receivers, const std::string& digest)
{
    const auto file = base::TensorFile::open(folder / pointFileName(key));
    if (!file || file->metadata() != metadataOf(key, receivers, digest)) {
        return std::nullopt;
    }
    auto point = read(*file, key, receivers);
    return point ? std::optional(std::move(*point)) : std::nullopt;
}

std::vector<PointSlots> readPoints(const std::filesystem::path& folder)
{
    std::vector<PointSlots> points;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (auto point = readPoint(entry->path())) {
            points.push_back(std::move(*point));
        }
    }
    return points;
}

} // namespace rxwatt::run
