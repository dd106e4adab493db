// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace rxwatt::figure
{

namespace
{

/// In small letters, with its dot.
std::string extensionOf(const std::filesystem::path& file)
{
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return extension;
}

} // namespace

std::optional<PictureFormat> pictureFormatOf(const std::filesystem::path& file)
{
    const std::string extension = extensionOf(file);
    if (extension == ".pdf") {
        return PictureFormat::pdf;
    }
    if (extension == ".svg") {
        return PictureFormat::svg;
    }
    if (extension == ".png") {
        return PictureFormat::png;
    }
    return std::nullopt;
}

Result<Format> formatOf(const std::filesystem::path& file)
{
    const std::string extension = extensionOf(file);
    if (extension == ".csv") {
        return Format::csv;
    }
    if (extension == ".json") {
        return Format::json;
    }
    if (extension == ".tex") {
        return Format::tex;
    }
    if (pictureFormatOf(file)) {
        return fail(ErrorKind::unsupported,
                    fmt::format("{}: pictures ({}) are drawn by rxwatt-gui", file.string(), extension.substr(1)));
    }
    return fail(ErrorKind::badInput,
                fmt::format("{}: found the extension \"{}\"; .pdf, .svg, .png, .csv, .json and .tex are allowed",
                            file.string(), extension));
}

std::string toText(const Figure& figure, Format format)
{
    switch (format) {
    case Format::csv:
        return toCsv(figure);
    case Format::json:
        return toJsonText(figure);
    case Format::tex:
        break;
    }
    return toTex(figure);
}

} // namespace rxwatt::figure
