// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/gallery/gallery.h"

#include "tests/ui/gallery/examples.h"
#include "ui/plots/curve_plot.h"
#include "ui/plots/make_plot.h"
#include "ui/style/metrics.h"

#include <cmath>
#include <QGridLayout>

namespace rxwatt::plots
{

namespace
{

QWidget* berPlot(CurvePlot::Intervals intervals)
{
    auto* plot = new CurvePlot;
    plot->setIntervals(intervals);
    plot->setPlot(berExample());
    plot->setLevel(1e-3, QStringLiteral("BER 10⁻³: gain 1.7 dB"));
    return plot;
}

QWidget* lossPlot()
{
    auto* plot = new CurvePlot;
    plot->setPlot(lossExample(4, 60000));
    return plot;
}

QWidget* smoothPlot()
{
    auto* plot = new CurvePlot;
    plot->setPlot(lossExample(3, 800));
    plot->setSmoothing(0.9);
    return plot;
}

QWidget* made(const figure::Figure& figure)
{
    return makePlot(figure).release();
}

QWidget* emptyPlot()
{
    auto* plot = new CurvePlot;
    plot->setEmptyText(QStringLiteral("No curve yet. Select a run that has been evaluated."));
    return plot;
}

} // namespace

std::unique_ptr<QWidget> makeGallery(const QString& only)
{
    struct Example {
        const char* name;
        QWidget* (*make)();
    };

    static constexpr Example examples[] = {
        {"ber", [] { return berPlot(CurvePlot::Intervals::bars); }},
        {"band", [] { return berPlot(CurvePlot::Intervals::band); }},
        {"loss", lossPlot},
        {"smooth", smoothPlot},
        {"empty", emptyPlot},
        {"bars", [] { return made(barExample(figure::BarLayout::grouped, figure::BarDirection::vertical)); }},
        {"stacked", [] { return made(barExample(figure::BarLayout::stacked, figure::BarDirection::horizontal)); }},
        {"heat", [] { return made(heatMapExample()); }},
        {"scatter", [] { return made(scatterExample()); }},
        {"parallel", [] { return made(parallelExample(200)); }},
        {"parallel10000", [] { return made(parallelExample(10000)); }}};
    auto gallery = std::make_unique<QWidget>();
    gallery->setWindowTitle(QStringLiteral("RxWatt plots"));
    auto* grid = new QGridLayout(gallery.get());
    grid->setSpacing(style::grid);
    std::vector<QWidget*> plots;
    for (const Example& example : examples) {
        if ((only.isEmpty() && QLatin1String(example.name) != QLatin1String("parallel10000")) ||
            only == QLatin1String(example.name)) {
            plots.push_back(example.make());
        }
    }
    const int columns = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(plots.size()))));
    for (int i = 0; i < static_cast<int>(plots.size()); ++i) {
        grid->addWidget(plots[static_cast<std::size_t>(i)], i / columns, i % columns);
    }
    return gallery;
}

} // namespace rxwatt::plots
