// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/figure/writer.h"
#include "tests/core/figure/sample_runs.h"

#include <gtest/gtest.h>

#include <fstream>
#include <limits>
#include <sstream>

namespace rxwatt::figure::test
{

namespace
{

std::string golden(const std::string& name)
{
    std::ifstream file(std::string(RXWATT_TEST_DATA) + "/" + name);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string drawn(const std::string& figure, Format format)
{
    return toText(makeFigure(figure, sampleRuns()).value(), format);
}

} // namespace

TEST(Writer, KeepsTheFormatOfEveryFigure)
{
    EXPECT_EQ(drawn("ber", Format::csv), golden("ber.csv"));
    EXPECT_EQ(drawn("ber", Format::json), golden("ber.json"));
    EXPECT_EQ(drawn("ber", Format::tex), golden("ber.tex"));
    EXPECT_EQ(drawn("loss", Format::csv), golden("loss.csv"));
    EXPECT_EQ(drawn("runs", Format::csv), golden("runs.csv"));
    EXPECT_EQ(drawn("runs", Format::json), golden("runs.json"));
    EXPECT_EQ(drawn("runs", Format::tex), golden("runs.tex"));
}

TEST(Writer, GuardsTextsAgainstBeingRunAsFormulasButNotNumbers)
{
    Table table;
    table.columns = {{"a", "A"}};
    table.rows = {{Cell("=1+1")}, {Cell("+x")},      {Cell("-x")},
                  {Cell("@x")},   {Cell("\tx")},     {Cell("\rx")},
                  {Cell("\nx")},  {Cell(-1.5)},      {Cell(std::int64_t{-3})},
                  {Cell("a=b")},  {Cell("=\"a\",b")}};
    EXPECT_EQ(toCsv(table), "a\n'=1+1\n'+x\n'-x\n'@x\n'\tx\n\"'\rx\"\n\"'\nx\"\n-1.5\n-3\na=b\n\"'=\"\"a\"\",b\"\n");
}

TEST(Writer, LeavesWhatIsNoNumberEmpty)
{
    Plot plot;
    plot.x.key = "x";
    plot.y.key = "y";
    plot.y.scale = Scale::logarithmic;
    plot.series = {{"s", SeriesKind::markers, {{1, std::numeric_limits<double>::quiet_NaN(), {}, {}, false}}}};
    EXPECT_EQ(toCsv(plot), "series,x,y,low,high,upper_bound\ns,1,,,,0\n");
    EXPECT_NE(toJsonText(plot).find("\"y\": null"), std::string::npos);
    EXPECT_EQ(toTex(plot).find("nan"), std::string::npos);
}

TEST(Writer, KeepsErrorBarsAboveZeroOnALogarithmicAxis)
{
    Plot plot;
    plot.series = {{"s", SeriesKind::markers, {{1, 0.5, 0.0, 0.75, false}}}};
    EXPECT_NE(toTex(plot).find("    1 0.5 0.25 0.5\n"), std::string::npos);
    plot.y.scale = Scale::logarithmic;
    EXPECT_NE(toTex(plot).find("    1 0.5 0.25 0.4995\n"), std::string::npos);
}

TEST(Writer, EscapesLatexsOwnCharacters)
{
    EXPECT_EQ(escapeTex("50%_a&b#$c{d}"), "50\\%\\_a\\&b\\#\\$c\\{d\\}");
    EXPECT_EQ(escapeTex("\\input{x}^~"), "\\textbackslash{}input\\{x\\}\\textasciicircum{}\\textasciitilde{}");
    EXPECT_EQ(escapeTex("Müller\n\xE2\x82\xAC \xF0\x9F\x98\x80\xFF"), "Müller ? ??");
    EXPECT_EQ(escapeTex("\xC3"), "?");
}

TEST(Writer, SetsAMinusSignInLatex)
{
    EXPECT_EQ(escapeTex("GM-BER \u22121.42"), "GM-BER \\ensuremath{-}1.42");
}

TEST(Writer, DrawsReferencesThinAndGrey)
{
    Plot plot;
    plot.series = {{"r", SeriesKind::markers, {{1, 1, {}, {}, false}}, SeriesRole::reference}};
    EXPECT_NE(toTex(plot).find("rxgrey, dashed, thin"), std::string::npos);
    EXPECT_NE(toJsonText(plot).find("\"role\": \"reference\""), std::string::npos);
}

TEST(Writer, ThinsLinesThatLatexCannotHold)
{
    Plot plot;
    plot.series = {{"s", SeriesKind::line, {}}};
    for (int i = 0; i < 100000; ++i) {
        plot.series[0].points.push_back({static_cast<double>(i), 1, {}, {}, false});
    }
    const std::string text = toTex(plot);
    EXPECT_LT(std::count(text.begin(), text.end(), '\n'), 1100);
    const std::string csv = toCsv(plot);
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 100001);
}

TEST(Writer, TakesTheFormatFromTheExtension)
{
    EXPECT_EQ(formatOf("a/b.CSV").value(), Format::csv);
    EXPECT_EQ(formatOf("b.tex").value(), Format::tex);
    EXPECT_EQ(formatOf("b.json").value(), Format::json);
    for (const char* picture : {"b.png", "b.svg", "b.pdf"}) {
        const auto format = formatOf(picture);
        ASSERT_FALSE(format);
        EXPECT_EQ(format.error().kind, ErrorKind::unsupported);
        EXPECT_NE(format.error().message.find("rxwatt-gui"), std::string::npos);
    }
    EXPECT_EQ(pictureFormatOf("a.b/c.PDF"), PictureFormat::pdf);
    EXPECT_EQ(pictureFormatOf("c.svg"), PictureFormat::svg);
    EXPECT_EQ(pictureFormatOf("c.png"), PictureFormat::png);
    EXPECT_EQ(pictureFormatOf("c.csv"), std::nullopt);
    EXPECT_EQ(formatOf("b").error().kind, ErrorKind::badInput);
}

} // namespace rxwatt::figure::test
