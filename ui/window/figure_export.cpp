// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/figure_export.h"

#include "ui/plots/export_all_dialog.h"
#include "ui/plots/plot_widget.h"

#include <algorithm>
#include <QCoreApplication>

namespace rxwatt::window
{

namespace
{

using pages::Navigator;

struct FigureExportWords {
    Q_DECLARE_TR_FUNCTIONS(FigureExport)
};

QList<plots::PlotWidget*> filledPlots(const pages::Page& page)
{
    QList<plots::PlotWidget*> plots = page.plots();
    plots.removeIf([](const plots::PlotWidget* plot) { return plot->isEmpty(); });
    return plots;
}

} // namespace

void exportFigure(const PageDocks& docks, Navigator& navigator)
{
    const pages::Page* page = docks.current();
    const QList<plots::PlotWidget*> plots = page != nullptr ? filledPlots(*page) : QList<plots::PlotWidget*>();
    if (plots.isEmpty()) {
        Q_EMIT navigator.messageWanted(Navigator::Level::note,
                                       FigureExportWords::tr("This page shows no figure to export."));
        return;
    }
    const auto focused =
        std::find_if(plots.begin(), plots.end(), [](const plots::PlotWidget* plot) { return plot->hasFocus(); });
    (focused != plots.end() ? *focused : plots.first())->exportFigure();
}

void exportAllFigures(const PageDocks& docks, Navigator& navigator, QWidget& window)
{
    std::vector<plots::OfferedFigure> figures;
    const pages::Page* current = docks.current();
    const bool chooseAll = current == nullptr || filledPlots(*current).isEmpty();
    for (const pages::Page* page : docks.pages()) {
        for (const plots::PlotWidget* plot : filledPlots(*page)) {
            figures.push_back({FigureExportWords::tr("%1: %2").arg(docks.titleOf(*page), plot->title()), plot,
                               chooseAll || page == current});
        }
    }
    if (figures.empty()) {
        Q_EMIT navigator.messageWanted(Navigator::Level::note,
                                       FigureExportWords::tr("No page shows a figure to export."));
        return;
    }
    auto* dialog = new plots::ExportAllDialog(std::move(figures), &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace rxwatt::window
