// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/trace_format.h"

#include "core/base/digest.h"
#include "core/energy/byte_stream.h"
#include "core/energy/zone_json.h"

#include <fmt/format.h>

#include <cmath>

namespace rxwatt::energy
{

namespace
{

constexpr const char* traceSchema = "rxwatt.power/1";
constexpr std::size_t headHeaderBytes = 16;
/// As many as file names have digits for.
constexpr int mostChunks = 99999;
constexpr int mostRecordings = 9999;

Status headFromJson(const Json& json, TraceHead& out)
{
    std::string schema;
    double period = 0;
    TraceHead head;
    base::ObjectReader reader(json, "head");
    reader.required("schema", schema)
        .required("recording", head.recording)
        .required("chunk", head.chunk)
        .optional("origin", head.origin)
        .required("period_s", period)
        .required("monotonic_ns", head.monotonicNs)
        .required("wall_ns", head.wallNs);
    const Json* zones = reader.require("zones");
    RXWATT_TRY(reader.finish());
    if (schema != traceSchema) {
        return fail(ErrorKind::badInput,
                    fmt::format("head.schema: found {}, {} is allowed", base::inQuotes(schema), traceSchema));
    }
    if (head.recording < 1 || head.recording > mostRecordings || head.chunk < 0 || head.chunk > mostChunks ||
        !isMoment(head.monotonicNs) || !isMoment(head.wallNs) || !(std::isfinite(period) && period > 0) ||
        !zones->is_array() || zones->size() > mostZones) {
        return brokenTrace("its head has numbers out of their range");
    }
    head.period = {period};
    for (std::size_t i = 0; i < zones->size(); ++i) {
        Zone zone;
        RXWATT_TRY(fromJson((*zones)[i], fmt::format("head.zones[{}]", i), zone));
        head.zones.push_back(std::move(zone));
    }
    out = std::move(head);
    return {};
}

} // namespace

tl::unexpected<Error> brokenTrace(const char* what)
{
    return fail(ErrorKind::badInput, fmt::format("a power trace: {}", what));
}

std::string chunkFileName(int recording, int chunk)
{
    return fmt::format("{:04}-{:05}.bin", recording, chunk);
}

std::string encodeHead(const TraceHead& head)
{
    Json json = {{"schema", traceSchema},         {"recording", head.recording},      {"chunk", head.chunk},
                 {"period_s", head.period.value}, {"monotonic_ns", head.monotonicNs}, {"wall_ns", head.wallNs}};
    if (!head.origin.empty()) {
        json["origin"] = head.origin;
    }
    json["zones"] = Json::array();
    for (const Zone& zone : head.zones) {
        json["zones"].push_back(toJson(zone));
    }
    const std::string text = json.dump();
    std::string bytes(traceMagic);
    putNumber(bytes, static_cast<std::uint32_t>(text.size()));
    putNumber(bytes, base::checksumOf(text));
    return bytes + text;
}

Result<TraceHead> decodeHead(std::string_view bytes, std::size_t& size)
{
    ByteReader reader(bytes);
    if (reader.text(traceMagic.size()) != traceMagic) {
        return brokenTrace("it does not begin as one");
    }
    const auto length = reader.number<std::uint32_t>();
    const auto checksum = reader.number<std::uint32_t>();
    const std::string_view text = reader.text(length);
    if (reader.failed() || length > maxHeadBytes || base::checksumOf(text) != checksum) {
        return brokenTrace("its head is torn");
    }
    size = headHeaderBytes + length;
    RXWATT_ASSIGN(const Json json, base::parseJson(text, "head"));
    TraceHead head;
    RXWATT_TRY(headFromJson(json, head));
    return head;
}

std::string encodeBlock(BlockType type, std::string_view content)
{
    std::string rest;
    rest.reserve(content.size() + blockHeaderBytes);
    putNumber(rest, static_cast<std::uint32_t>(type));
    putNumber(rest, static_cast<std::uint32_t>(content.size()));
    rest += content;
    std::string bytes;
    bytes.reserve(rest.size() + sizeof(std::uint32_t));
    putNumber(bytes, base::checksumOf(rest));
    return bytes + rest;
}

Result<BlockView> decodeBlock(std::string_view bytes)
{
    ByteReader reader(bytes);
    const auto checksum = reader.number<std::uint32_t>();
    const auto type = static_cast<BlockType>(reader.number<std::uint32_t>());
    const auto length = reader.number<std::uint32_t>();
    BlockView block{type, reader.text(length), blockHeaderBytes + length};
    if (reader.failed() || length > maxBlockBytes) {
        return brokenTrace("a block is torn");
    }
    if (base::checksumOf(bytes.substr(sizeof checksum, block.size - sizeof checksum)) != checksum) {
        return brokenTrace("a block is not as it was written");
    }
    if (type != BlockType::entries && type != BlockType::level && type != BlockType::foot) {
        return brokenTrace("a block is of a kind that this version does not know");
    }
    return block;
}

std::string encodeLevel(const LevelSeries& series)
{
    const std::size_t nodes = series.empty() ? 0 : series.front().size();
    std::string bytes;
    putNumber(bytes, static_cast<std::uint32_t>(series.size()));
    putNumber(bytes, static_cast<std::uint32_t>(nodes));
    for (std::size_t i = 0; i < nodes; ++i) {
        putNumber(bytes, series.front()[i].beginNs);
        putNumber(bytes, series.front()[i].endNs);
    }
    for (const std::vector<PowerSpan>& spans : series) {
        for (const PowerSpan& span : spans) {
            putNumber(bytes, span.minW);
            putNumber(bytes, span.maxW);
            putNumber(bytes, span.joules);
            putNumber(bytes, span.coveredS);
        }
    }
    return bytes;
}

Result<std::vector<PowerSpan>> decodeLevel(std::string_view content, std::size_t series)
{
    constexpr std::size_t timeBytes = 2 * sizeof(std::int64_t);
    constexpr std::size_t valueBytes = 4 * sizeof(double);
    ByteReader head(content);
    const std::size_t count = head.number<std::uint32_t>();
    const std::size_t nodes = head.number<std::uint32_t>();
    if (head.failed() || count > mostZones + 1 || series >= count || nodes > samplesPerChunk ||
        head.left() != nodes * (timeBytes + count * valueBytes)) {
        return brokenTrace("a level of its pyramid has the wrong length");
    }
    ByteReader times(content.substr(content.size() - head.left()));
    ByteReader values(content.substr(content.size() - head.left() + nodes * (timeBytes + series * valueBytes)));
    std::vector<PowerSpan> spans(nodes);
    for (PowerSpan& span : spans) {
        span.beginNs = times.number<std::int64_t>();
        span.endNs = times.number<std::int64_t>();
        span.minW = values.number<double>();
        span.maxW = values.number<double>();
        span.joules = values.number<double>();
        span.coveredS = values.number<double>();
        if (!isMoment(span.beginNs) || !isMoment(span.endNs) || span.endNs <= span.beginNs) {
            return brokenTrace("a level of its pyramid has times that are none");
        }
    }
    return spans;
}

} // namespace rxwatt::energy
