// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/export_picture.h"

#include "core/base/files.h"
#include "ui/plots/export_look.h"
#include "ui/plots/plot_widget.h"
#include "ui/plots/qcustomplot_header.h"
#include "ui/plots/raster_drawing.h"
#include "ui/plots/svg_picture.h"

#include <QBuffer>
#include <QPdfWriter>

namespace rxwatt::plots
{

namespace
{

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

Result<QByteArray> pngOf(PlotWidget& plot, const figure::ExportStyle& style)
{
    RXWATT_ASSIGN(RasterDrawing drawing, RasterDrawing::begin(plot, style));
    while (drawing.drawStrip()) {
    }
    return toPng(drawing.image());
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
    RasterDrawing drawing(plot, style, size.expandedTo({1, 1}));
    while (drawing.drawStrip()) {
    }
    return drawing.image();
}

} // namespace rxwatt::plots
