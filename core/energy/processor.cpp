// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/processor.h"

#include "core/energy/processor_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rxwatt::energy
{

namespace
{

constexpr std::array<std::string_view, 3> precisionNames = {"fp32", "fp16", "int8"};
constexpr std::array<const char*, 3> peakKeys = {"peak_flops_fp32", "peak_flops_fp16", "peak_ops_int8"};
constexpr std::array<const char*, 3> perClockKeys = {"flops_per_clock_per_core", "fp16_flops_per_clock_per_core",
                                                     "int8_ops_per_clock_per_core"};
constexpr std::size_t maxTextBytes = 2000;
constexpr std::size_t maxNotes = 100;

bool isPlainId(std::string_view id)
{
    constexpr std::size_t longest = 64;
    return !id.empty() && id.size() <= longest && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    });
}

std::optional<double> asNumber(const std::optional<int>& value)
{
    return value ? std::optional<double>(*value) : std::nullopt;
}

Status checkText(const std::string& path, const std::string& text)
{
    return text.size() <= maxTextBytes
               ? Status()
               : Status(fail(ErrorKind::badInput, fmt::format("{}: at most {} bytes are allowed", path, maxTextBytes)));
}

Status readBasis(const Json& json, const std::string& path, std::map<std::string, std::string>& basis)
{
    if (!json.is_object() || json.size() > maxNotes) {
        return tl::unexpected<Error>(base::wrongValue(path, json, "an object of texts"));
    }
    for (const auto& [key, value] : json.items()) {
        RXWATT_TRY(base::fromJson(value, base::memberPath(path, key), basis[key]));
        RXWATT_TRY(checkText(base::memberPath(path, key), basis[key]));
    }
    return {};
}

Status readQuality(base::ObjectReader& reader, FitQuality& quality)
{
    reader.required("r2", quality.r2)
        .required("rms_residual_j", quality.rmsResidualJ)
        .required("points", quality.points);
    return {};
}

Status readFit(const Json& json, const std::string& path, Metric2Fit& fit)
{
    base::ObjectReader reader(json, path);
    std::string divisor;
    reader.required("a_j", fit.a).required("b_j_per_mac", fit.b).required("d0", divisor).optional("source", fit.source);
    RXWATT_TRY(readQuality(reader, fit.quality));
    RXWATT_TRY(reader.finish());
    if (divisor != nameOf(Metric2Divisor::kernels) && divisor != nameOf(Metric2Divisor::inputChannels)) {
        return fail(ErrorKind::badInput, fmt::format("{}.d0: found {}, \"kernels\" or \"input_channels\" is allowed",
                                                     path, base::inQuotes(divisor)));
    }
    fit.divisor = divisor == nameOf(Metric2Divisor::kernels) ? Metric2Divisor::kernels : Metric2Divisor::inputChannels;
    return {};
}

Status readFit(const Json& json, const std::string& path, BottomUpFit& fit)
{
    base::ObjectReader reader(json, path);
    reader.required("operation_j", fit.operationJ)
        .required("byte_j", fit.byteJ)
        .required("static_w", fit.staticW)
        .optional("source", fit.source);
    RXWATT_TRY(readQuality(reader, fit.quality));
    return reader.finish();
}

template <typename Fit>
void readFitKey(base::ObjectReader& reader, const char* key, std::optional<Fit>& out)
{
    if (const Json* json = reader.find(key); json != nullptr && !json->is_null()) {
        Fit fit;
        reader.keep(readFit(*json, reader.pathOf(key), fit));
        out = std::move(fit);
    }
}

void addQuality(Json& json, const FitQuality& quality, const std::string& source)
{
    json["r2"] = quality.r2;
    json["rms_residual_j"] = quality.rmsResidualJ;
    json["points"] = quality.points;
    json["source"] = source;
}

template <typename T>
void addIfKnown(Json& json, const char* key, const std::optional<T>& value)
{
    if (value) {
        json[key] = *value;
    }
}

void addIfKnown(Json& json, const char* key, const std::string& value)
{
    if (!value.empty()) {
        json[key] = value;
    }
}

} // namespace

std::string_view nameOf(Precision precision)
{
    return precisionNames.at(static_cast<std::size_t>(precision));
}

Result<Precision> precisionFromName(std::string_view name)
{
    const auto found = std::find(precisionNames.begin(), precisionNames.end(), name);
    if (found == precisionNames.end()) {
        return fail(ErrorKind::badInput, fmt::format("found {}, fp32, fp16 or int8 is allowed", base::inQuotes(name)));
    }
    return static_cast<Precision>(found - precisionNames.begin());
}

int bytesOf(Precision precision)
{
    return precision == Precision::fp32 ? 4 : precision == Precision::fp16 ? 2 : 1;
}

std::string_view nameOf(Metric2Divisor divisor)
{
    return divisor == Metric2Divisor::kernels ? "kernels" : "input_channels";
}

Status Processor::validate(const std::string& path) const
{
    if (!isPlainId(id)) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}.id: found {}, 1 to 64 of a to z, 0 to 9, \"_\", \"-\" and \".\" are allowed", path,
                                base::inQuotes(id)));
    }
    if (name.empty()) {
        return fail(ErrorKind::badInput, path + ".name: a name is needed");
    }
    for (const auto& [key, text] :
         {std::pair("name", &name), std::pair("vendor", &vendor), std::pair("kind", &kind),
          std::pair("segment", &segment), std::pair("process_node", &processNode), std::pair("mem_type", &memoryType),
          std::pair("source", &source), std::pair("note", &note)}) {
        RXWATT_TRY(checkText(base::memberPath(path, key), *text));
    }
    for (const std::string& text : unverified) {
        RXWATT_TRY(checkText(path + ".unverified", text));
    }
    for (const auto& [key, value] :
         {std::pair("node_nm", asNumber(nodeNm)), std::pair("tdp_w", tdpW), std::pair("cores", asNumber(cores)),
          std::pair("base_clock_hz", baseClockHz), std::pair("boost_clock_hz", boostClockHz),
          std::pair("mem_bw_bytes_s", memoryBytesPerS), std::pair("on_chip_sram_bytes", onChipBytes),
          std::pair("static_power_w", staticW)}) {
        RXWATT_TRY(checkProcessorRange(path, key, value));
    }
    for (std::size_t i = 0; i < peak.size(); ++i) {
        RXWATT_TRY(checkProcessorRange(path, peakKeys[i], peak[i]));
        RXWATT_TRY(checkProcessorRange(path, perClockKeys[i], perClockPerCore[i]));
    }
    return {};
}

Status fromJson(const Json& json, const std::string& path, Processor& out)
{
    Processor processor;
    base::ObjectReader reader(json, path);
    reader.required("id", processor.id)
        .required("name", processor.name)
        .optional("vendor", processor.vendor)
        .optional("kind", processor.kind)
        .optional("segment", processor.segment)
        .optional("process_node", processor.processNode)
        .optional("node_nm", processor.nodeNm)
        .optional("tdp_w", processor.tdpW)
        .optional("cores", processor.cores)
        .optional("base_clock_hz", processor.baseClockHz)
        .optional("boost_clock_hz", processor.boostClockHz)
        .optional("mem_type", processor.memoryType)
        .optional("mem_bw_bytes_s", processor.memoryBytesPerS)
        .optional("on_chip_sram_bytes", processor.onChipBytes)
        .optional("static_power_w", processor.staticW)
        .optional("source", processor.source)
        .optional("unverified", processor.unverified)
        .optional("note", processor.note);
    for (std::size_t i = 0; i < allPrecisions.size(); ++i) {
        reader.optional(peakKeys[i], processor.peak[i]).optional(perClockKeys[i], processor.perClockPerCore[i]);
    }
    if (const Json* basis = reader.find("basis")) {
        reader.keep(readBasis(*basis, reader.pathOf("basis"), processor.basis));
    }
    readFitKey(reader, "metric2", processor.metric2);
    readFitKey(reader, "bottom_up", processor.bottomUp);
    RXWATT_TRY(reader.finish());
    if (processor.unverified.size() > maxNotes) {
        return fail(ErrorKind::badInput, fmt::format("{}.unverified: at most {} are allowed", path, maxNotes));
    }
    RXWATT_TRY(processor.validate(path));
    out = std::move(processor);
    return {};
}

Json toJson(const Processor& processor)
{
    Json json = Json::object();
    json["id"] = processor.id;
    json["name"] = processor.name;
    addIfKnown(json, "vendor", processor.vendor);
    addIfKnown(json, "kind", processor.kind);
    addIfKnown(json, "segment", processor.segment);
    addIfKnown(json, "process_node", processor.processNode);
    addIfKnown(json, "node_nm", processor.nodeNm);
    addIfKnown(json, "tdp_w", processor.tdpW);
    addIfKnown(json, "cores", processor.cores);
    addIfKnown(json, "base_clock_hz", processor.baseClockHz);
    addIfKnown(json, "boost_clock_hz", processor.boostClockHz);
    for (std::size_t i = 0; i < allPrecisions.size(); ++i) {
        addIfKnown(json, perClockKeys[i], processor.perClockPerCore[i]);
    }
    for (std::size_t i = 0; i < allPrecisions.size(); ++i) {
        addIfKnown(json, peakKeys[i], processor.peak[i]);
    }
    addIfKnown(json, "mem_type", processor.memoryType);
    addIfKnown(json, "mem_bw_bytes_s", processor.memoryBytesPerS);
    addIfKnown(json, "on_chip_sram_bytes", processor.onChipBytes);
    addIfKnown(json, "static_power_w", processor.staticW);
    if (!processor.basis.empty()) {
        json["basis"] = processor.basis;
    }
    addIfKnown(json, "source", processor.source);
    if (!processor.unverified.empty()) {
        json["unverified"] = processor.unverified;
    }
    addIfKnown(json, "note", processor.note);
    if (const auto& fit = processor.metric2) {
        json["metric2"] = {{"a_j", fit->a}, {"b_j_per_mac", fit->b}, {"d0", nameOf(fit->divisor)}};
        addQuality(json["metric2"], fit->quality, fit->source);
    }
    if (const auto& fit = processor.bottomUp) {
        json["bottom_up"] = {{"operation_j", fit->operationJ}, {"byte_j", fit->byteJ}, {"static_w", fit->staticW}};
        addQuality(json["bottom_up"], fit->quality, fit->source);
    }
    return json;
}

} // namespace rxwatt::energy
