// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/writer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace rxwatt::figure
{

namespace
{

constexpr std::array<std::string_view, 6> knownExtensions = {"pdf", "svg", "png", "csv", "json", "tex"};

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

Result<std::vector<std::string>> extensionsOf(std::string_view list)
{
    std::vector<std::string> extensions;
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        const std::string extension(list.substr(begin, end - begin));
        begin = end + 1;
        if (std::find(knownExtensions.begin(), knownExtensions.end(), extension) == knownExtensions.end()) {
            return fail(ErrorKind::badInput, fmt::format("found the format \"{}\"; {} are allowed", extension,
                                                         fmt::join(knownExtensions, ", ")));
        }
        if (std::find(extensions.begin(), extensions.end(), extension) == extensions.end()) {
            extensions.push_back(extension);
        }
    }
    return extensions;
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
