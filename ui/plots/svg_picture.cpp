// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/svg_picture.h"

#include "ui/plots/plot_frame.h"
#include "ui/plots/plot_widget.h"

#include <QBuffer>
#include <QSvgGenerator>
#include <vector>

namespace rxwatt::plots
{

namespace
{

/// Hides things until it goes.
class Hidden
{
public:
    Hidden() = default;
    Hidden(const Hidden&) = delete;
    Hidden& operator=(const Hidden&) = delete;

    ~Hidden()
    {
        for (QCPLayer* layer : m_layers) {
            layer->setVisible(true);
        }
        for (QCPLayerable* layerable : m_layerables) {
            layerable->setVisible(true);
        }
    }

    void hide(QCPLayer* layer)
    {
        if (layer != nullptr && layer->visible()) {
            layer->setVisible(false);
            m_layers.push_back(layer);
        }
    }

    void hide(QCPLayerable* layerable)
    {
        if (layerable != nullptr && layerable->visible()) {
            layerable->setVisible(false);
            m_layerables.push_back(layerable);
        }
    }

private:
    std::vector<QCPLayer*> m_layers;
    std::vector<QCPLayerable*> m_layerables;
};

/// What may stand in no XML document goes.
QByteArray cleaned(QByteArray text)
{
    text.removeIf([](char byte) {
        return static_cast<unsigned char>(byte) < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
    });
    text.replace("\xef\xbf\xbe", "");
    text.replace("\xef\xbf\xbf", "");
    return text;
}

/// What of the plot is visible, as the elements between <svg> and </svg>.
QByteArray drawn(QCustomPlot& plot, const QSize& size, int dpi)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    generator.setResolution(dpi);
    QCPPainter painter(&generator);
    painter.setModes(QCPPainter::pmVectorized | QCPPainter::pmNoCaching | QCPPainter::pmNonCosmetic);
    plot.toPainter(&painter, size.width(), size.height());
    painter.end();
    const qsizetype begin = bytes.indexOf("<defs>");
    const qsizetype end = bytes.lastIndexOf("</svg>");
    return begin < 0 || end < begin ? QByteArray() : bytes.mid(begin, end - begin);
}

QByteArray clipped(const QByteArray& content, const QRect& area)
{
    return QStringLiteral("<clipPath id=\"data\"><rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\"/></clipPath>\n"
                          "<g clip-path=\"url(#data)\">\n")
               .arg(area.x())
               .arg(area.y())
               .arg(area.width())
               .arg(area.height())
               .toUtf8() +
           content + "</g>\n";
}

/// Three pictures on top of each other, the middle one, the data, clipped. Axis rectangle and layout, which are in the
/// layers "background" and "main", stay visible, since without them nothing else is.
QByteArray layered(PlotWidget& plot, const QSize& size, int dpi)
{
    QCustomPlot& canvas = plot.canvas();
    std::vector<QCPLayerable*> data;
    for (int i = 0; i < canvas.plottableCount(); ++i) {
        data.push_back(canvas.plottable(i));
    }
    for (int i = 0; i < canvas.itemCount(); ++i) {
        data.push_back(canvas.item(i));
    }
    QByteArray all;
    {
        Hidden hidden;
        for (QCPLayerable* layerable : data) {
            hidden.hide(layerable);
        }
        hidden.hide(canvas.layer(QStringLiteral("legend")));
        hidden.hide(canvas.layer(QStringLiteral("overlay")));
        all += drawn(canvas, size, dpi);
    }
    canvas.setBackground(QBrush(Qt::NoBrush));
    Hidden hidden;
    hidden.hide(canvas.layer(QStringLiteral("axes")));
    hidden.hide(canvas.layer(QStringLiteral("grid")));
    hidden.hide(plot.frame().side);
    {
        Hidden around;
        around.hide(canvas.layer(QStringLiteral("legend")));
        around.hide(canvas.layer(QStringLiteral("overlay")));
        all += clipped(drawn(canvas, size, dpi), canvas.axisRect()->rect());
    }
    for (QCPLayerable* layerable : data) {
        hidden.hide(layerable);
    }
    all += drawn(canvas, size, dpi);
    canvas.setBackground(QBrush(plot.frame().look.base));
    return all;
}

} // namespace

QByteArray svgOf(PlotWidget& plot, const QSize& canvas, const QSizeF& sizeMm, int canvasDpi)
{
    const QByteArray content =
        plot.frame().hasAxes() ? layered(plot, canvas, canvasDpi) : drawn(plot.canvas(), canvas, canvasDpi);
    const QString head = QStringLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                        "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                                        "xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" "
                                        "width=\"%1mm\" height=\"%2mm\" viewBox=\"0 0 %3 %4\">\n<title>")
                             .arg(sizeMm.width())
                             .arg(sizeMm.height())
                             .arg(canvas.width())
                             .arg(canvas.height());
    return cleaned(head.toUtf8() + plot.title().toHtmlEscaped().toUtf8() + "</title>\n" + content + "</svg>\n");
}

} // namespace rxwatt::plots
