// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <array>
#include <string>
#include <string_view>

namespace rxwatt::figure
{

enum class LegendPlace { automatic, right, below, hidden };

/// Numbers that a field of ExportStyle takes.
struct StyleRange {
    double low = 0;
    double high = 0;
};

/// How a figure is drawn into a file. Measures are those of the printed page, whatever the screen is.
struct ExportStyle {
    static constexpr StyleRange sizeMm = {20, 1000};
    static constexpr StyleRange fontPt = {4, 48};
    static constexpr StyleRange linePt = {0.1, 10};
    static constexpr StyleRange markerPt = {0.5, 30};
    static constexpr StyleRange dotsPerInch = {36, 1200};
    static constexpr std::size_t longestFamily = 200;

    double widthMm = 88;
    double heightMm = 62;
    /// DejaVu Sans where it is empty or not installed.
    std::string fontFamily;
    double fontSizePt = 8;
    double lineWidthPt = 1;
    double markerSizePt = 4.5;
    /// Of raster pictures.
    int dpi = 300;
    LegendPlace legend = LegendPlace::automatic;
    /// The figure's title above it; papers say it in the caption.
    bool title = false;
    bool grid = true;

    bool operator==(const ExportStyle&) const = default;
};

struct ExportPreset {
    /// Its name in files and commands: "one-column".
    std::string_view key;
    ExportStyle style;
};

/// One column of a paper (88 mm), both (180 mm), and a slide (254 mm by 143 mm).
[[nodiscard]] const std::array<ExportPreset, 3>& exportPresets();

[[nodiscard]] Json toJson(const ExportStyle& style);
/// What is missing keeps its default; anything out of range is an error with its path.
[[nodiscard]] Status fromJson(const Json& value, const std::string& path, ExportStyle& out);
/// A style's file, as `rxwatt export --style` takes it: its fields, and "preset" for where the rest comes from.
[[nodiscard]] Result<ExportStyle> readExportStyle(const std::filesystem::path& file);

} // namespace rxwatt::figure
