// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/export_look.h"

#include "ui/plots/plot_frame.h"
#include "ui/plots/plot_look.h"
#include "ui/plots/plot_widget.h"
#include "ui/style/palette.h"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QScreen>

namespace rxwatt::plots
{

namespace
{

constexpr double mmPerInch = 25.4;
constexpr double pointsPerInch = 72;

QFont fontOf(const figure::ExportStyle& style)
{
    QFont font;
    font.setFamilies({familyOf(style)});
    font.setStyleHint(QFont::SansSerif);
    font.setPointSizeF(style.fontSizePt);
    // Letters stand where paper has them, not on the pixels of a screen.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

} // namespace

QString familyOf(const figure::ExportStyle& style)
{
    const QString own = QStringLiteral("DejaVu Sans");
    for (const QString& family : {QString::fromStdString(style.fontFamily), own}) {
        if (!family.isEmpty() && QFontDatabase::hasFamily(family)) {
            return family;
        }
    }
    return QGuiApplication::font().family();
}

int canvasDpi()
{
    const QScreen* screen = QGuiApplication::primaryScreen();
    return screen == nullptr ? 96 : std::max(1, qRound(screen->logicalDotsPerInchY()));
}

int dotsPerMeter(double dpi)
{
    return qRound(dpi * 1000 / mmPerInch);
}

QSize pixelsOf(const figure::ExportStyle& style, double dpi)
{
    return {std::max(1, qRound(style.widthMm / mmPerInch * dpi)),
            std::max(1, qRound(style.heightMm / mmPerInch * dpi))};
}

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
    const QSize size = pixelsOf(style, canvasDpi());
    plot.setExportLook(look, size);
    return size;
}

} // namespace rxwatt::plots
