// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace rxwatt::figure
{

Result<Format> formatOf(const std::filesystem::path& file)
{
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    if (extension == ".csv") {
        return Format::csv;
    }
    if (extension == ".json") {
        return Format::json;
    }
    if (extension == ".tex") {
        return Format::tex;
    }
    if (extension == ".png" || extension == ".svg" || extension == ".pdf") {
        return fail(
            ErrorKind::unsupported,
            fmt::format("{}: pictures ({}) need rxwatt-gui, which is not in this version; write .csv, .json or .tex",
                        file.string(), extension.substr(1)));
    }
    return fail(ErrorKind::badInput, fmt::format("{}: found the extension \"{}\"; .csv, .json and .tex are allowed",
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
