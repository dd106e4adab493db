// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/raster_drawing.h"

#include "ui/plots/export_look.h"
#include "ui/plots/export_picture.h"
#include "ui/plots/plot_widget.h"
#include "ui/plots/qcustomplot_header.h"

#include <fmt/format.h>

#include <QBuffer>
#include <QImageWriter>

namespace rxwatt::plots
{

RasterDrawing::RasterDrawing(PlotWidget& plot, const figure::ExportStyle& style, const QSize& size, int pixelsAtOnce)
    : m_plot(&plot),
      m_canvas(dress(plot, style)),
      m_image(size, QImage::Format_RGB32),
      m_dpi(style.dpi),
      m_stripHeight(std::max(1, pixelsAtOnce / std::max(1, size.width())))
{
    // While it is drawn: fonts are measured at the canvas's resolution.
    m_image.setDotsPerMeterX(dotsPerMeter(canvasDpi()));
    m_image.setDotsPerMeterY(dotsPerMeter(canvasDpi()));
}

Result<RasterDrawing> RasterDrawing::begin(PlotWidget& plot, const figure::ExportStyle& style, int pixelsAtOnce)
{
    const QSize size = pixelsOf(style, style.dpi);
    if (1.0 * size.width() * size.height() > maxPicturePixels) {
        return fail(ErrorKind::badInput,
                    fmt::format("the picture would have {} by {} pixels; at most {:.0f} million are allowed: choose a "
                                "smaller size or resolution, or pdf",
                                size.width(), size.height(), maxPicturePixels / 1e6));
    }
    RasterDrawing drawing(plot, style, size, pixelsAtOnce);
    if (drawing.m_image.isNull()) {
        return fail(ErrorKind::failed,
                    fmt::format("cannot draw {} by {} pixels: too little memory", size.width(), size.height()));
    }
    return drawing;
}

bool RasterDrawing::drawStrip()
{
    if (m_drawn >= m_image.height()) {
        return false;
    }
    const int height = std::min(m_stripHeight, m_image.height() - m_drawn);
    QImage strip(m_image.scanLine(m_drawn), m_image.width(), height, m_image.bytesPerLine(), m_image.format());
    strip.setDotsPerMeterX(m_image.dotsPerMeterX());
    strip.setDotsPerMeterY(m_image.dotsPerMeterY());
    strip.fill(Qt::white);
    QCPPainter painter(&strip);
    painter.setModes(QCPPainter::pmNoCaching | QCPPainter::pmNonCosmetic);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.translate(0, -m_drawn);
    painter.scale(static_cast<double>(m_image.width()) / m_canvas.width(),
                  static_cast<double>(m_image.height()) / m_canvas.height());
    m_plot->canvas().toPainter(&painter, m_canvas.width(), m_canvas.height());
    m_drawn += height;
    if (m_drawn < m_image.height()) {
        return true;
    }
    m_image.setDotsPerMeterX(dotsPerMeter(m_dpi));
    m_image.setDotsPerMeterY(dotsPerMeter(m_dpi));
    return false;
}

Result<QByteArray> toPng(const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "png");
    if (!writer.write(image)) {
        return fail(ErrorKind::failed, fmt::format("cannot pack {} by {} pixels: {}", image.width(), image.height(),
                                                   writer.errorString().toStdString()));
    }
    return bytes;
}

} // namespace rxwatt::plots
