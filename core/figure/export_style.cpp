// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/export_style.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rxwatt::figure
{

namespace
{

constexpr std::array<std::string_view, 4> legendNames = {"automatic", "right", "below", "hidden"};

ExportStyle twoColumns()
{
    ExportStyle style;
    style.widthMm = 180;
    style.heightMm = 90;
    return style;
}

ExportStyle slide()
{
    ExportStyle style;
    style.widthMm = 254;
    style.heightMm = 143;
    style.fontSizePt = 16;
    style.lineWidthPt = 2;
    style.markerSizePt = 9;
    style.dpi = 200;
    style.title = true;
    return style;
}

void readNumber(base::ObjectReader& reader, const char* key, StyleRange range, double& out)
{
    const Json* value = reader.find(key);
    if (value == nullptr) {
        return;
    }
    double number = 0;
    Status status = base::fromJson(*value, reader.pathOf(key), number);
    if (status && !(std::isfinite(number) && number >= range.low && number <= range.high)) {
        status = tl::unexpected<Error>(
            base::wrongValue(reader.pathOf(key), *value, fmt::format("{} to {}", range.low, range.high)));
    }
    if (status) {
        out = number;
    }
    reader.keep(std::move(status));
}

void readFamily(base::ObjectReader& reader, std::string& out)
{
    std::string family = out;
    reader.optional("font_family", family);
    if (family.size() > ExportStyle::longestFamily) {
        reader.keep(fail(ErrorKind::badInput,
                         fmt::format("{}: found a text of {} bytes, at most {} are allowed",
                                     reader.pathOf("font_family"), family.size(), ExportStyle::longestFamily)));
        return;
    }
    out = std::move(family);
}

void readLegend(base::ObjectReader& reader, LegendPlace& out)
{
    const Json* value = reader.find("legend");
    if (value == nullptr) {
        return;
    }
    const auto found = value->is_string()
                           ? std::find(legendNames.begin(), legendNames.end(), value->get_ref<const std::string&>())
                           : legendNames.end();
    if (found == legendNames.end()) {
        reader.keep(tl::unexpected<Error>(
            base::wrongValue(reader.pathOf("legend"), *value, "\"automatic\", \"right\", \"below\" or \"hidden\"")));
        return;
    }
    out = static_cast<LegendPlace>(found - legendNames.begin());
}

Status readPreset(const Json& value, const std::string& path, ExportStyle& out)
{
    std::string key;
    RXWATT_TRY(base::fromJson(value, path, key));
    for (const ExportPreset& preset : exportPresets()) {
        if (preset.key == key) {
            out = preset.style;
            return {};
        }
    }
    return tl::unexpected<Error>(base::wrongValue(path, value, "\"one-column\", \"two-columns\" or \"slide\""));
}

} // namespace

const std::array<ExportPreset, 3>& exportPresets()
{
    static const std::array<ExportPreset, 3> presets = {
        {{"one-column", ExportStyle{}}, {"two-columns", twoColumns()}, {"slide", slide()}}};
    return presets;
}

Json toJson(const ExportStyle& style)
{
    return {{"width_mm", style.widthMm},
            {"height_mm", style.heightMm},
            {"font_family", style.fontFamily},
            {"font_size_pt", style.fontSizePt},
            {"line_width_pt", style.lineWidthPt},
            {"marker_size_pt", style.markerSizePt},
            {"dpi", style.dpi},
            {"legend", legendNames.at(static_cast<std::size_t>(style.legend))},
            {"title", style.title},
            {"grid", style.grid}};
}

Status fromJson(const Json& value, const std::string& path, ExportStyle& out)
{
    base::ObjectReader reader(value, path);
    ExportStyle style;
    if (const Json* preset = reader.find("preset")) {
        reader.keep(readPreset(*preset, reader.pathOf("preset"), style));
    }
    double dpi = style.dpi;
    readNumber(reader, "width_mm", ExportStyle::sizeMm, style.widthMm);
    readNumber(reader, "height_mm", ExportStyle::sizeMm, style.heightMm);
    readFamily(reader, style.fontFamily);
    readNumber(reader, "font_size_pt", ExportStyle::fontPt, style.fontSizePt);
    readNumber(reader, "line_width_pt", ExportStyle::linePt, style.lineWidthPt);
    readNumber(reader, "marker_size_pt", ExportStyle::markerPt, style.markerSizePt);
    readNumber(reader, "dpi", ExportStyle::dotsPerInch, dpi);
    readLegend(reader, style.legend);
    reader.optional("title", style.title).optional("grid", style.grid);
    RXWATT_TRY(reader.finish());
    style.dpi = static_cast<int>(std::lround(dpi));
    out = std::move(style);
    return {};
}

Result<ExportStyle> readExportStyle(const std::filesystem::path& file)
{
    constexpr std::size_t maxBytes = std::size_t{1} << 16;
    RXWATT_ASSIGN(const Json value, base::readJsonFile(file, {maxBytes, 8}));
    ExportStyle style;
    if (const Status read = fromJson(value, "$", style); !read) {
        return failIn(file.string(), read.error());
    }
    return style;
}

} // namespace rxwatt::figure
