// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/figure/figure.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::figure
{

enum class Format { csv, json, tex };

/// Formats that the workbench draws.
enum class PictureFormat { pdf, svg, png };

/// Whether a file's extension asks for a picture, and for which.
[[nodiscard]] std::optional<PictureFormat> pictureFormatOf(const std::filesystem::path& file);

/// The format that a file's extension asks for. Pictures are `unsupported`: nothing here draws them.
[[nodiscard]] Result<Format> formatOf(const std::filesystem::path& file);

/// "pdf,csv" as extensions, each once, in their order; at least one, all of formats that figures have.
[[nodiscard]] Result<std::vector<std::string>> extensionsOf(std::string_view list);

/// A figure as the whole text of a file.
[[nodiscard]] std::string toText(const Figure& figure, Format format);

/// Comma-separated values (RFC 4180), UTF-8, one row a point or table row. Texts that a spreadsheet would run as a
/// formula get an apostrophe in front; numbers never do.
[[nodiscard]] std::string toCsv(const Figure& figure);
/// The figure's data as JSON, schema "rxwatt.figure/1". NaN and infinities are null.
[[nodiscard]] std::string toJsonText(const Figure& figure);
/// A LaTeX document of its own: PGFPlots for curves (colour-blind-safe colours, markers and dashes; error bars),
/// booktabs for tables. Needs pgfplots, takes the standalone class where it is installed.
[[nodiscard]] std::string toTex(const Figure& figure);

/// Text for LaTeX: its special characters escaped; what pdflatex's default fonts cannot set becomes a question mark.
[[nodiscard]] std::string escapeTex(std::string_view text);

} // namespace rxwatt::figure
