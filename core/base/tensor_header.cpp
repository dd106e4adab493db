// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tensor_header.h"

#include "core/base/json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <optional>
#include <set>

namespace rxwatt::base
{

namespace
{

constexpr const char* metadataKey = "__metadata__";

struct TypeRow {
    TensorType type;
    std::string_view name;
    std::size_t bytes;
};

constexpr std::array<TypeRow, 7> typeTable = {{{TensorType::u8, "U8", 1},
                                               {TensorType::i32, "I32", 4},
                                               {TensorType::i64, "I64", 8},
                                               {TensorType::f16, "F16", 2},
                                               {TensorType::bf16, "BF16", 2},
                                               {TensorType::f32, "F32", 4},
                                               {TensorType::f64, "F64", 8}}};

const TypeRow& rowOf(TensorType type)
{
    return *std::find_if(typeTable.begin(), typeTable.end(), [&](const TypeRow& row) { return row.type == type; });
}

Status readType(const Json& value, const std::string& path, TensorType& out)
{
    std::string name;
    RXWATT_TRY(fromJson(value, path, name));
    const auto* row = std::find_if(typeTable.begin(), typeTable.end(),
                                   [&](const TypeRow& candidate) { return candidate.name == name; });
    if (row == typeTable.end()) {
        return tl::unexpected<Error>(wrongValue(path, value, "one of U8, I32, I64, F16, BF16, F32, F64"));
    }
    out = row->type;
    return {};
}

/// Bytes of a tensor, or nothing where a size is negative or the product leaves 63 bits.
std::optional<std::uint64_t> bytesOf(TensorType type, const std::vector<std::int64_t>& shape)
{
    std::int64_t bytes = static_cast<std::int64_t>(sizeOf(type));
    for (const std::int64_t size : shape) {
        if (size < 0 || __builtin_mul_overflow(bytes, size, &bytes)) {
            return std::nullopt;
        }
    }
    return static_cast<std::uint64_t>(bytes);
}

Status checkBytes(const TensorEntry& entry, const std::vector<std::uint64_t>& offsets, const std::string& path)
{
    if (offsets.size() != 2 || offsets[0] > offsets[1]) {
        return fail(ErrorKind::badInput,
                    path + ".data_offsets: two rising numbers are allowed, where the data begin and end");
    }
    const std::optional<std::uint64_t> wanted = bytesOf(entry.type, entry.shape);
    if (!wanted) {
        return fail(ErrorKind::badInput,
                    path + ".shape: sizes from 0 are allowed whose product with the element's bytes is below 2^63");
    }
    if (*wanted != offsets[1] - offsets[0]) {
        return fail(ErrorKind::badInput, fmt::format("{}.data_offsets: span {} bytes, but shape and dtype need {}",
                                                     path, offsets[1] - offsets[0], *wanted));
    }
    return {};
}

Result<TensorEntry> readEntry(const std::string& name, const Json& value)
{
    const std::string path = fmt::format("$[{}]", inQuotes(name));
    TensorEntry entry;
    entry.name = name;
    std::vector<std::uint64_t> offsets;
    ObjectReader reader(value, path);
    if (const Json* type = reader.require("dtype")) {
        reader.keep(readType(*type, reader.pathOf("dtype"), entry.type));
    }
    reader.required("shape", entry.shape).required("data_offsets", offsets);
    RXWATT_TRY(reader.finish());
    RXWATT_TRY(checkBytes(entry, offsets, path));
    entry.offset = offsets[0];
    entry.bytes = offsets[1] - offsets[0];
    return entry;
}

Status readMetadata(const Json& value, Metadata& out)
{
    const std::string path = std::string("$.") + metadataKey;
    if (!value.is_object()) {
        return tl::unexpected<Error>(wrongValue(path, value, "an object of texts"));
    }
    for (const auto& member : value.items()) {
        RXWATT_TRY(fromJson(member.value(), fmt::format("{}[{}]", path, inQuotes(member.key())), out[member.key()]));
    }
    return {};
}

/// Every byte of the data belongs to exactly one tensor. The entries are in the order of their data.
Status checkCoverage(const std::vector<TensorEntry>& entries, std::uint64_t dataBytes)
{
    std::uint64_t end = 0;
    for (const TensorEntry& entry : entries) {
        if (entry.offset != end) {
            return fail(ErrorKind::badInput,
                        fmt::format("$[{}].data_offsets: begin at {}, but the tensor before ends at {}: {}",
                                    inQuotes(entry.name), entry.offset, end,
                                    entry.offset < end ? "tensors may not overlap" : "no gap is allowed"));
        }
        if (entry.bytes > dataBytes - end) {
            return fail(
                ErrorKind::badInput,
                fmt::format("$[{}].data_offsets: end at {}, but the file has only {} bytes of data; was it cut off?",
                            inQuotes(entry.name), entry.offset + entry.bytes, dataBytes));
        }
        end += entry.bytes;
    }
    if (end != dataBytes) {
        return fail(ErrorKind::badInput,
                    fmt::format("$: the tensors have {} bytes, but {} follow the header", end, dataBytes));
    }
    return {};
}

} // namespace

std::size_t sizeOf(TensorType type)
{
    return rowOf(type).bytes;
}

std::string describe(TensorType type, const std::vector<std::int64_t>& shape)
{
    std::vector<std::string> sizes;
    for (const std::int64_t size : shape) {
        sizes.push_back(size == -1 ? "any" : std::to_string(size));
    }
    return fmt::format("{} [{}]", rowOf(type).name, fmt::join(sizes, ", "));
}

std::uint64_t dataBytesOf(const std::vector<TensorEntry>& entries)
{
    return std::accumulate(entries.begin(), entries.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const TensorEntry& entry) { return sum + entry.bytes; });
}

Result<TensorHeader> parseTensorHeader(std::string_view text, std::uint64_t dataBytes)
{
    if (!text.starts_with('{')) {
        return fail(ErrorKind::badInput, "the header must begin with {");
    }
    RXWATT_ASSIGN(const Json json, parseJson(text, "header", {.maxBytes = maxTensorHeaderBytes, .maxDepth = 8}));
    TensorHeader header;
    for (const auto& member : json.items()) {
        if (member.key() == metadataKey) {
            RXWATT_TRY(readMetadata(member.value(), header.metadata));
            continue;
        }
        RXWATT_ASSIGN(TensorEntry entry, readEntry(member.key(), member.value()));
        header.entries.push_back(std::move(entry));
    }
    // Empty tensors begin where the next one does, so the end decides too.
    std::stable_sort(header.entries.begin(), header.entries.end(), [](const TensorEntry& a, const TensorEntry& b) {
        return a.offset != b.offset ? a.offset < b.offset : a.bytes < b.bytes;
    });
    RXWATT_TRY(checkCoverage(header.entries, dataBytes));
    return header;
}

Result<std::vector<TensorEntry>> layOutTensors(const std::vector<TensorFileWriter::Declaration>& tensors)
{
    std::vector<TensorEntry> entries;
    std::set<std::string> names = {metadataKey};
    for (const auto& tensor : tensors) {
        const std::optional<std::uint64_t> bytes = bytesOf(tensor.type, tensor.shape);
        if (!bytes || !names.insert(tensor.name).second) {
            return fail(ErrorKind::badInput,
                        fmt::format("tensor {} {}: its {}", inQuotes(tensor.name), describe(tensor.type, tensor.shape),
                                    bytes ? "name is taken" : "shape is negative or too large"));
        }
        entries.push_back({tensor.name, tensor.type, tensor.shape, 0, *bytes});
    }
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return sizeOf(entries[a].type) > sizeOf(entries[b].type); });
    std::uint64_t end = 0;
    for (const std::size_t index : order) {
        entries[index].offset = end;
        // Two sums below 2^63 cannot wrap around.
        end += entries[index].bytes;
        if (end > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) - 2 * maxTensorHeaderBytes) {
            return fail(ErrorKind::badInput, "the tensors together are larger than a file can be");
        }
    }
    return entries;
}

Result<std::string> tensorHeaderText(const std::vector<TensorEntry>& entries, const Metadata& metadata)
{
    std::vector<const TensorEntry*> order;
    for (const TensorEntry& entry : entries) {
        order.push_back(&entry);
    }
    std::stable_sort(order.begin(), order.end(), [](const TensorEntry* a, const TensorEntry* b) {
        return a->offset != b->offset ? a->offset < b->offset : a->bytes < b->bytes;
    });
    // Joined by hand: adding to an ordered object looks through all of its members.
    std::vector<std::string> members;
    if (!metadata.empty()) {
        members.push_back(fmt::format("\"{}\":{}", metadataKey, toText(Json(metadata))));
    }
    for (const TensorEntry* entry : order) {
        const Json value = {{"dtype", rowOf(entry->type).name},
                            {"shape", entry->shape},
                            {"data_offsets", {entry->offset, entry->offset + entry->bytes}}};
        members.push_back(fmt::format("{}:{}", toText(Json(entry->name)), toText(value)));
    }
    std::string json = fmt::format("{{{}}}", fmt::join(members, ","));
    json.resize((json.size() + 7) / 8 * 8, ' ');
    if (json.size() > maxTensorHeaderBytes) {
        return fail(ErrorKind::badInput, fmt::format("names and metadata need a header of {} bytes, {} are allowed",
                                                     json.size(), maxTensorHeaderBytes));
    }
    std::string text;
    for (std::size_t i = 0; i < tensorLengthBytes; ++i) {
        text += static_cast<char>((json.size() >> (8 * i)) & 0xFF);
    }
    return text + json;
}

} // namespace rxwatt::base
