// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"

#include <string>
#include <string_view>

namespace rxwatt::figure::tex
{

// What LaTeX documents of all kinds of figures are made of.

/// The beginning of a document with a package.
[[nodiscard]] std::string preamble(std::string_view package);
/// A document that draws an axis: the options in brackets, each on a line of its own that ends in a comma, and what is
/// drawn.
[[nodiscard]] std::string axisDocument(const std::string& options, const std::string& content);
/// The colour for a place, which repeats.
[[nodiscard]] std::string_view colourOf(std::size_t place);
/// What references are drawn in.
inline constexpr std::string_view referenceColour = "rxgrey";
[[nodiscard]] std::string_view markOf(std::size_t place);
[[nodiscard]] std::string numberText(double value);
/// "SINR (dB)", escaped.
[[nodiscard]] std::string axisLabel(const Axis& axis);
/// "title={…}, xlabel={…}, ylabel={…}" and the scales, each on a line of its own.
[[nodiscard]] std::string axisOptions(const std::string& title, const Axis& x, const Axis& y);

[[nodiscard]] std::string toTex(const BarChart& chart);
[[nodiscard]] std::string toTex(const HeatMap& map);
[[nodiscard]] std::string toTex(const ScatterPlot& plot);
/// Of one axis at least.
[[nodiscard]] std::string toTex(const ParallelCoordinates& all);

} // namespace rxwatt::figure::tex
