// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "tests/ui/gallery/examples.h"
#include "tests/ui/plots/plot_probe.h"
#include "ui/plots/export_picture.h"
#include "ui/plots/make_plot.h"
#include "ui/style/palette.h"

#include <gmock/gmock.h>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>

namespace rxwatt::plots
{

namespace
{

QByteArray picture(const figure::Figure& figure, PictureFormat format, const figure::ExportStyle& style = {})
{
    const std::unique_ptr<PlotWidget> plot = makePlot(figure);
    const Result<QByteArray> bytes = pictureOf(*plot, style, format);
    EXPECT_TRUE(bytes);
    return bytes.value_or(QByteArray());
}

std::vector<figure::Figure> everyKind()
{
    return {
        berExample(),     lossExample(3, 5000), barExample(figure::BarLayout::stacked, figure::BarDirection::vertical),
        heatMapExample(), scatterExample(),     parallelExample(30)};
}

/// What an SVG says of itself; a document that is no XML has an error.
struct Svg {
    QString error;
    QString width;
    QString height;
    int clipPaths = 0;
    int pathsInClip = 0;
    int textsInClip = 0;
    QStringList texts;
};

Svg parsed(const QByteArray& bytes)
{
    Svg svg;
    QXmlStreamReader reader(bytes);
    int depth = 0;
    int clipDepth = 0;
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::EndElement) {
            clipDepth = depth == clipDepth ? 0 : clipDepth;
            --depth;
        }
        if (token != QXmlStreamReader::StartElement) {
            continue;
        }
        ++depth;
        const QString name = reader.name().toString();
        if (name == "svg") {
            svg.width = reader.attributes().value("width").toString();
            svg.height = reader.attributes().value("height").toString();
        }
        if (reader.attributes().hasAttribute("clip-path")) {
            clipDepth = depth;
        }
        svg.clipPaths += name == "clipPath" ? 1 : 0;
        svg.pathsInClip += clipDepth > 0 && (name == "path" || name == "polyline") ? 1 : 0;
        if (name == "text") {
            svg.textsInClip += clipDepth > 0 ? 1 : 0;
            svg.texts << reader.readElementText().trimmed();
            --depth;
        }
    }
    svg.error = reader.hasError() ? reader.errorString() : QString();
    return svg;
}

TEST(SvgPicture, HasTheSizeTheTextsAndTheDataClipped)
{
    figure::ExportStyle style;
    style.widthMm = 120.5;
    style.heightMm = 70;
    const Svg svg = parsed(picture(berExample(), PictureFormat::svg, style));
    EXPECT_EQ(svg.error, "");
    EXPECT_EQ(svg.width, "120.5mm");
    EXPECT_EQ(svg.height, "70mm");
    EXPECT_EQ(svg.clipPaths, 1);
    EXPECT_GE(svg.pathsInClip, 4);
    EXPECT_EQ(svg.textsInClip, 0);
    EXPECT_TRUE(svg.texts.contains("SINR (dB)")) << svg.texts.join("|").toStdString();
    EXPECT_EQ(svg.texts.count("SINR (dB)"), 1) << "a text is drawn once";
}

TEST(SvgPicture, HasEveryLabelOfTheLegendAndTheAxesAsText)
{
    figure::ExportStyle style;
    style.widthMm = 180;
    style.heightMm = 100;
    style.title = true;
    const figure::Plot plot = berExample();
    const Svg svg = parsed(picture(plot, PictureFormat::svg, style));
    QStringList wanted = {"Bit error rate, 16-QAM, one DM-RS symbol", "SINR (dB)", "BER", "0", "10", "20"};
    for (const figure::Series& series : plot.series) {
        wanted << QString::fromStdString(series.name);
    }
    for (const QString& text : wanted) {
        EXPECT_EQ(svg.texts.count(text), 1) << text.toStdString() << " in " << svg.texts.join("|").toStdString();
    }
}

TEST(SvgPicture, ClipsTheDataAtTheAxes)
{
    figure::ExportStyle style;
    style.widthMm = 127;
    style.heightMm = 76.2;
    const std::unique_ptr<PlotWidget> plot = makePlot(berExample());
    const QByteArray bytes = pictureOf(*plot, style, PictureFormat::svg).value();
    const auto number = [&bytes](const char* before) {
        const qsizetype from = bytes.indexOf(before, bytes.indexOf("<clipPath")) + qsizetype(qstrlen(before));
        return bytes.mid(from, bytes.indexOf('"', from) - from).toDouble();
    };
    const QRect axes = plot->canvas().axisRect()->rect();
    EXPECT_EQ(QRectF(number(" x=\""), number(" y=\""), number(" width=\""), number(" height=\"")), QRectF(axes));
    EXPECT_TRUE(bytes.contains("viewBox=\"0 0 480 288\"")) << "96 dots an inch of 127 mm by 76.2 mm";
    EXPECT_TRUE(QRect(0, 0, 480, 288).contains(axes));
}

TEST(AxisLabels, StayInsideASmallPicture)
{
    Shown<> shown(QSize(400, 250));
    figure::Plot plot = simplePlot();
    plot.y.label = "Energy per slot and antenna of the whole receiver, cooling included";
    plot.y.unit = "mJ";
    shown.plot.setPlot(plot);
    shown.draw();
    const QString label = shown.plot.canvas().yAxis->label();
    EXPECT_TRUE(label.endsWith("(mJ)")) << label.toStdString();
    EXPECT_LE(QFontMetrics(shown.plot.canvas().yAxis->labelFont()).horizontalAdvance(label), 250);
    shown.plot.resize(900, 900);
    shown.draw();
    EXPECT_EQ(shown.plot.canvas().yAxis->label().toStdString(), plot.y.label + " (mJ)");
}

TEST(SvgPicture, StaysXmlWhateverNamesHold)
{
    figure::Plot plot = simplePlot();
    plot.title = "a\x01<b>&\"";
    plot.series[0].name = "<script>\x02&amp;</text>";
    plot.series[1].name = std::string(10000, 'x');
    figure::ExportStyle style;
    style.title = true;
    const Svg svg = parsed(picture(plot, PictureFormat::svg, style));
    EXPECT_EQ(svg.error, "");
    EXPECT_FALSE(svg.texts.filter("script").isEmpty());
}

TEST(Pictures, OfEveryKindAreWholeFilesOfTheirFormat)
{
    for (const figure::Figure& figure : everyKind()) {
        EXPECT_EQ(parsed(picture(figure, PictureFormat::svg)).error, "");
        EXPECT_TRUE(picture(figure, PictureFormat::pdf).startsWith("%PDF-"));
        EXPECT_FALSE(QImage::fromData(picture(figure, PictureFormat::png), "png").isNull());
    }
}

TEST(PdfPicture, HasThePageOfTheStyleAndItsFontsEmbedded)
{
    const QByteArray pdf = picture(berExample(), PictureFormat::pdf, figure::exportPresets()[1].style);
    const auto box = QRegularExpression(R"(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\])")
                         .match(QString::fromLatin1(pdf.constData(), pdf.size()));
    ASSERT_TRUE(box.hasMatch());
    EXPECT_NEAR(box.captured(1).toDouble() / 72 * 25.4, 180, 0.18);
    EXPECT_NEAR(box.captured(2).toDouble() / 72 * 25.4, 90, 0.18);
    EXPECT_TRUE(pdf.contains("/FontFile2"));
    EXPECT_EQ(pdf.count("/Type /Page\n"), 1);
}

TEST(PngPicture, HasTheResolutionAndIsOnWhiteInADarkThemeToo)
{
    QApplication::setPalette(style::paletteOf(style::Theme::dark));
    figure::ExportStyle style;
    style.dpi = 200;
    const QImage image = QImage::fromData(picture(berExample(), PictureFormat::png, style), "png");
    QApplication::setPalette(style::paletteOf(style::Theme::light));
    EXPECT_EQ(image.size(), QSize(693, 488));
    EXPECT_NEAR(image.dotsPerMeterX(), 200 / 0.0254, 1);
    EXPECT_EQ(image.pixelColor(1, 1), QColor(Qt::white));
    int dark = 0;
    for (int x = 0; x < image.width(); ++x) {
        dark += image.pixelColor(x, image.height() / 2).lightness() < 128 ? 1 : 0;
    }
    EXPECT_GT(dark, 2) << "something is drawn";
}

TEST(PngPicture, TooLargeForAnyMemoryIsRefused)
{
    figure::ExportStyle style;
    style.widthMm = style.heightMm = 1000;
    style.dpi = 1200;
    CurvePlot plot;
    plot.setPlot(simplePlot());
    const Result<QByteArray> bytes = pictureOf(plot, style, PictureFormat::png);
    ASSERT_FALSE(bytes);
    EXPECT_THAT(bytes.error().message, testing::HasSubstr("47244 by 47244 pixels"));
}

TEST(Pictures, LeaveTheOldFileWhereTheNewOneCannotBeWritten)
{
    const QTemporaryDir folder;
    CurvePlot plot;
    plot.setPlot(simplePlot());
    const std::filesystem::path file = folder.filePath("nowhere/a.pdf").toStdString();
    const Status status = writePicture(file, plot, {}, PictureFormat::pdf);
    ASSERT_FALSE(status);
    EXPECT_THAT(status.error().message, testing::HasSubstr("nowhere"));
    const std::filesystem::path good = folder.filePath("a.svg").toStdString();
    ASSERT_TRUE(writePicture(good, plot, {}, PictureFormat::svg));
    EXPECT_EQ(parsed(QByteArray::fromStdString(base::readFile(good, 1 << 24).value())).error, "");
}

TEST(Pictures, ShowTheZoomAndTheHiddenSeriesOfThePlotTheyAreCopiedFrom)
{
    Shown<> shown;
    shown.plot.setPlot(simplePlot());
    shown.plot.frame().axes.zoomTo(Ranges{1, 5, 1e-3, 1e-1, false});
    shown.plot.frame().series.setVisible(1, false);
    shown.plot.setIntervals(Intervals::band);
    const std::unique_ptr<PlotWidget> copy = shown.plot.copy();
    EXPECT_FALSE(previewOf(*copy, {}, {300, 300}).isNull());
    EXPECT_EQ(copy->frame().axes.ranges(), shown.plot.frame().axes.ranges());
    EXPECT_FALSE(copy->frame().series.visible(1));
}

} // namespace

} // namespace rxwatt::plots
