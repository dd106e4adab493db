// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/tex_parts.h"

#include "core/figure/writer.h"

#include <fmt/format.h>

#include <array>

namespace rxwatt::figure::tex
{

namespace
{

/// A document of its own, cropped where the standalone class is installed.
constexpr std::string_view documentHead = R"(% Made by RxWatt.
\IfFileExists{{standalone.cls}}{{\documentclass[border=4pt]{{standalone}}}}{{\documentclass{{article}}\pagestyle{{empty}}}}
\usepackage[utf8]{{inputenc}}
\usepackage{{{}}}
)";

struct Colour {
    std::string_view name;
    std::string_view html;
};

/// Okabe and Ito's colours, which people of every colour vision tell apart; their yellow is too faint on paper.
constexpr std::array<Colour, 7> colours = {{{"rxblue", "0072B2"},
                                            {"rxvermillion", "D55E00"},
                                            {"rxgreen", "009E73"},
                                            {"rxpurple", "CC79A7"},
                                            {"rxorange", "E69F00"},
                                            {"rxsky", "56B4E9"},
                                            {"rxblack", "000000"}}};
constexpr std::array<std::string_view, 6> marks = {"*", "square*", "triangle*", "diamond*", "o", "square"};

} // namespace

std::string preamble(std::string_view package)
{
    return fmt::format(documentHead, package);
}

std::string axisDocument(const std::string& options, const std::string& content)
{
    std::string text = preamble("pgfplots") + "\\pgfplotsset{compat=1.16}\n";
    for (const Colour& colour : colours) {
        text += fmt::format("\\definecolor{{{}}}{{HTML}}{{{}}}\n", colour.name, colour.html);
    }
    text += fmt::format("\\definecolor{{{}}}{{HTML}}{{6E6E6E}}\n", referenceColour);
    text += "\\begin{document}\n\\begin{tikzpicture}\n  \\begin{axis}[\n" + options;
    text += "    grid=major,\n    legend pos=outer north east,\n    legend cell align=left,\n"
            "    width=10cm, height=8cm\n  ]\n";
    return text + content + "  \\end{axis}\n\\end{tikzpicture}\n\\end{document}\n";
}

std::string_view colourOf(std::size_t place)
{
    return colours.at(place % colours.size()).name;
}

std::string_view markOf(std::size_t place)
{
    return marks.at(place % marks.size());
}

std::string numberText(double value)
{
    return fmt::format("{:.8g}", value);
}

std::string axisLabel(const Axis& axis)
{
    return axis.unit.empty() ? escapeTex(axis.label)
                             : fmt::format("{} ({})", escapeTex(axis.label), escapeTex(axis.unit));
}

std::string axisOptions(const std::string& title, const Axis& x, const Axis& y)
{
    std::string options = fmt::format("    title={{{}}},\n    xlabel={{{}}},\n    ylabel={{{}}},\n", escapeTex(title),
                                      axisLabel(x), axisLabel(y));
    options += x.scale == Scale::logarithmic ? "    xmode=log,\n" : "";
    options += y.scale == Scale::logarithmic ? "    ymode=log,\n" : "";
    return options;
}

} // namespace rxwatt::figure::tex
