// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/export_picture.h"

#include "core/base/files.h"
#include "ui/plots/plot_frame.h"
#include "ui/plots/plot_look.h"
#include "ui/plots/plot_widget.h"
#include "ui/plots/svg_picture.h"
#include "ui/style/palette.h"

#include <fmt/format.h>

#include <QBuffer>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QImageWriter>
#include <QPdfWriter>
#include <QScreen>

namespace rxwatt::plots
{

namespace
{

constexpr double mmPerInch = 25.4;
constexpr double pointsPerInch = 72;

/// Fonts are measured at the screen's resolution, so the canvas has it too, whatever the file's is.
int canvasDpi()
{
    const QScreen* screen = QGuiApplication::primaryScreen();
    return screen == nullptr ? 96 : std::max(1, qRound(screen->logicalDotsPerInchY()));
}

QSize pixels(const figure::ExportStyle& style, double dpi)
{
    return {std::max(1, qRound(style.widthMm / mmPerInch * dpi)),
            std::max(1, qRound(style.heightMm / mmPerInch * dpi))};
}

QFont fontOf(const figure::ExportStyle& style)
{
    QFont font = QGuiApplication::font();
    const QString family = QString::fromStdString(style.fontFamily);
    if (!family.isEmpty() && QFontDatabase::hasFamily(family)) {
        font.setFamilies({family});
    }
    font.setStyleHint(QFont::SansSerif);
    font.setPointSizeF(style.fontSizePt);
    // Letters stand where paper has them, not on the pixels of a screen.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

/// Gives the plot the style's look; the size of its canvas.
QSize dress(PlotWidget& plot, const figure::ExportStyle& style)
{
    const double pixelsPerPoint = canvasDpi() / pointsPerInch;
    ExportLook look;
    look.palette = style::paletteOf(style::Theme::light);
    look.font = fontOf(style);
    look.lineWidth = style.lineWidthPt * pixelsPerPoint;
    look.markerSize = style.markerSizePt * pixelsPerPoint;
    look.legend = style.legend != figure::LegendPlace::hidden;
    look.title = style.title;
    plot.frame().axes.setGrid(style.grid);
    plot.setLegendPlace(static_cast<PlotWidget::LegendPlace>(style.legend));
    const QSize size = pixels(style, canvasDpi());
    plot.setExportLook(look, size);
    return size;
}

QByteArray pdfOf(PlotWidget& plot, const figure::ExportStyle& style)
{
    const QSize size = dress(plot, style);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QSizeF(style.widthMm, style.heightMm), QPageSize::Millimeter, QStringLiteral("Figure"),
                                 QPageSize::ExactMatch));
    writer.setPageMargins({0, 0, 0, 0});
    writer.setResolution(canvasDpi());
    writer.setCreator(QStringLiteral("RxWatt"));
    writer.setTitle(plot.title());
    QCPPainter painter(&writer);
    painter.setModes(QCPPainter::pmVectorized | QCPPainter::pmNoCaching | QCPPainter::pmNonCosmetic);
    plot.canvas().toPainter(&painter, size.width(), size.height());
    painter.end();
    return bytes;
}

QImage imageOf(PlotWidget& plot, const figure::ExportStyle& style, const QSize& size)
{
    const QSize canvas = dress(plot, style);
    QImage image(size, QImage::Format_RGB32);
    if (image.isNull()) {
        return image;
    }
    const int dotsPerMeter = qRound(canvasDpi() * 1000 / mmPerInch);
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    image.fill(Qt::white);
    QCPPainter painter(&image);
    painter.setModes(QCPPainter::pmNoCaching | QCPPainter::pmNonCosmetic);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.scale(static_cast<double>(size.width()) / canvas.width(),
                  static_cast<double>(size.height()) / canvas.height());
    plot.canvas().toPainter(&painter, canvas.width(), canvas.height());
    return image;
}

Result<QByteArray> pngOf(PlotWidget& plot, const figure::ExportStyle& style)
{
    const QSize size = pixels(style, style.dpi);
    if (1.0 * size.width() * size.height() > maxPicturePixels) {
        return fail(ErrorKind::badInput,
                    fmt::format("the picture would have {} by {} pixels; at most {:.0f} million are allowed: choose a "
                                "smaller size or resolution, or pdf",
                                size.width(), size.height(), maxPicturePixels / 1e6));
    }
    QImage image = imageOf(plot, style, size);
    image.setDotsPerMeterX(qRound(style.dpi * 1000 / mmPerInch));
    image.setDotsPerMeterY(qRound(style.dpi * 1000 / mmPerInch));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "png");
    if (image.isNull() || !writer.write(image)) {
        return fail(ErrorKind::failed,
                    fmt::format("cannot draw {} by {} pixels: too little memory", size.width(), size.height()));
    }
    return bytes;
}

} // namespace

Result<QByteArray> pictureOf(PlotWidget& plot, const figure::ExportStyle& style, PictureFormat format)
{
    switch (format) {
    case PictureFormat::pdf:
        return pdfOf(plot, style);
    case PictureFormat::svg: {
        const QSize size = dress(plot, style);
        return svgOf(plot, size, QSizeF(style.widthMm, style.heightMm), canvasDpi());
    }
    case PictureFormat::png:
        break;
    }
    return pngOf(plot, style);
}

Status writePicture(const std::filesystem::path& file, PlotWidget& plot, const figure::ExportStyle& style,
                    PictureFormat format)
{
    RXWATT_ASSIGN(const QByteArray bytes, pictureOf(plot, style, format));
    return base::writeFileAtomically(file, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

QImage previewOf(PlotWidget& plot, const figure::ExportStyle& style, const QSize& most)
{
    const QSize size = QSizeF(style.widthMm, style.heightMm).scaled(most, Qt::KeepAspectRatio).toSize();
    return imageOf(plot, style, size.expandedTo({1, 1}));
}

} // namespace rxwatt::plots
