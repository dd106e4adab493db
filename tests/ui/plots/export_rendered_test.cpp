// SPDX-License-Identifier: GPL-3.0-or-later
// Exported pictures as other programs show them, beside our own raster picture; and that beside one that was looked at.
#include "tests/ui/gallery/examples.h"
#include "tests/ui/plots/rendered.h"
#include "ui/plots/export_look.h"
#include "ui/plots/export_picture.h"
#include "ui/plots/make_plot.h"
#include "ui/plots/plot_widget.h"
#include "ui/plots/qcustomplot_header.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <QDir>
#include <QJsonArray>
#include <QJsonObject>

namespace rxwatt::plots
{

namespace
{

constexpr int dpi = 150;
/// Of 255. Other programs smooth edges and set letters in their own ways, which makes 5.3 where many thin lines cross
/// and 3.5 elsewhere; without a legend or in another size it is 10 and more.
constexpr double alike = 7;
/// Of our own pictures, on other machines of the same system.
constexpr double sameEnough = 0.5;

struct Example {
    const char* name;
    figure::Figure figure;
};

std::vector<Example> examples()
{
    return {{"ber", berExample()},
            {"loss", lossExample(3, 2000)},
            {"bars", barExample(figure::BarLayout::grouped, figure::BarDirection::vertical)},
            {"stacked", barExample(figure::BarLayout::stacked, figure::BarDirection::horizontal)},
            {"heat", heatMapExample()},
            {"scatter", scatterExample()},
            {"parallel", parallelExample(40)}};
}

figure::ExportStyle pageStyle()
{
    figure::ExportStyle style;
    style.widthMm = 140;
    style.heightMm = 90;
    style.dpi = dpi;
    return style;
}

/// Zoomed in, so that curves leave the axes on all sides: what is not clipped shows.
std::unique_ptr<PlotWidget> zoomed(const figure::Figure& figure)
{
    std::unique_ptr<PlotWidget> plot = makePlot(figure);
    QJsonObject view = plot->view();
    if (std::holds_alternative<figure::Plot>(figure) && std::get<figure::Plot>(figure).name == "ber") {
        view.insert(QStringLiteral("ranges"), QJsonArray{0.0, 8.0, 1e-3, 1e-1});
        plot->setView(view);
    }
    return plot;
}

QByteArray bytesOf(PlotWidget& plot, PictureFormat format)
{
    return pictureOf(plot, pageStyle(), format).value_or(QByteArray());
}

/// Keeps what differs where the build is, to be looked at.
std::string kept(const QImage& image, const std::string& name)
{
    const QString file = QDir::current().absoluteFilePath(QString::fromStdString("differs-" + name + ".png"));
    image.save(file);
    return "see " + file.toStdString();
}

void expectAlikeIn(const QString& extension, PictureFormat format)
{
    for (const Example& example : examples()) {
        const std::unique_ptr<PlotWidget> plot = zoomed(example.figure);
        const QImage ours = QImage::fromData(bytesOf(*plot, PictureFormat::png), "png");
        const QImage theirs = rendered(bytesOf(*plot, format), extension, dpi);
        const double unlike = difference(ours, theirs);
        EXPECT_LT(unlike, alike) << kept(ours, example.name + std::string("-png")) << " and "
                                 << kept(theirs, example.name + std::string("-") + extension.toStdString());
    }
}

TEST(RenderedPicture, OfPdfIsWhatThePngShows)
{
    if (!isInstalled("pdftoppm")) {
        GTEST_SKIP() << "pdftoppm is not installed (poppler-utils)";
    }
    expectAlikeIn(QStringLiteral("pdf"), PictureFormat::pdf);
}

TEST(RenderedPicture, OfSvgIsWhatThePngShows)
{
    if (!isInstalled("rsvg-convert")) {
        GTEST_SKIP() << "rsvg-convert is not installed (librsvg2-bin)";
    }
    expectAlikeIn(QStringLiteral("svg"), PictureFormat::svg);
}

QString referenceOf(const Example& example)
{
    return QStringLiteral(RXWATT_TEST_DATA "/%1.png").arg(QLatin1String(example.name));
}

/// Where a picture has changed on purpose: look at what the failure names, then put it in the reference's place.
TEST(RenderedPicture, OfPngIsTheReference)
{
    int compared = 0;
    for (const Example& example : examples()) {
        if (!QFile::exists(referenceOf(example))) {
            continue;
        }
        ++compared;
        const std::unique_ptr<PlotWidget> plot = makePlot(example.figure);
        figure::ExportStyle style;
        style.dpi = dpi;
        const QImage ours = QImage::fromData(pictureOf(*plot, style, PictureFormat::png).value_or(QByteArray()), "png");
        const QImage reference(referenceOf(example));
        EXPECT_LT(difference(ours, reference), sameEnough) << kept(ours, example.name);
    }
    EXPECT_EQ(compared, 4);
}

/// Pixels with a colour outside the axes: labels are grey.
int colouredOutside(const QImage& image, const QRect& axes)
{
    constexpr int margin = 3;
    constexpr int grey = 24;
    const QRect inside = axes.adjusted(-margin, -margin, margin, margin);
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            const auto [low, high] = std::minmax({color.red(), color.green(), color.blue()});
            count += high - low > grey && !inside.contains(x, y) ? 1 : 0;
        }
    }
    return count;
}

TEST(RenderedPicture, HasNoCurveOutsideTheAxes)
{
    const std::unique_ptr<PlotWidget> plot = zoomed(berExample());
    figure::ExportStyle style = pageStyle();
    style.legend = figure::LegendPlace::hidden;
    const auto bytes = [&](PictureFormat format) { return pictureOf(*plot, style, format).value_or(QByteArray()); };
    const QByteArray svg = bytes(PictureFormat::svg);
    const QRect canvas = plot->canvas().axisRect()->rect();
    const auto scaled = [](int length) { return length * dpi / canvasDpi(); };
    const QRect axes(scaled(canvas.x()), scaled(canvas.y()), scaled(canvas.width()), scaled(canvas.height()));
    EXPECT_EQ(colouredOutside(QImage::fromData(bytes(PictureFormat::png), "png"), axes), 0);
    if (!isInstalled("rsvg-convert") || !isInstalled("pdftoppm")) {
        GTEST_SKIP() << "rsvg-convert or pdftoppm is not installed (librsvg2-bin, poppler-utils)";
    }
    EXPECT_EQ(colouredOutside(rendered(bytes(PictureFormat::pdf), QStringLiteral("pdf"), dpi), axes), 0);
    EXPECT_EQ(colouredOutside(rendered(svg, QStringLiteral("svg"), dpi), axes), 0);
    QByteArray open = svg;
    open.replace(" clip-path=\"url(#data)\"", "");
    EXPECT_GT(colouredOutside(rendered(open, QStringLiteral("svg"), dpi), axes), 100)
        << "a missing clip would not be seen";
}

} // namespace

} // namespace rxwatt::plots
