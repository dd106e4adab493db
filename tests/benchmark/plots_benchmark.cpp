// SPDX-License-Identifier: GPL-3.0-or-later
// What a replot costs, without a display: a live view has 30 ms for it.
#include "ui/plots/curve_plot.h"
#include "ui/plots/export_picture.h"
#include "ui/plots/parallel_plot.h"
#include "ui/plots/qcustomplot_header.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <QApplication>
#include <random>

namespace rxwatt::plots
{

namespace
{

figure::Plot lines(int series, int points)
{
    figure::Plot plot;
    plot.x = {"step", "Step", "", figure::Scale::linear};
    plot.y = {"loss", "Loss", "", figure::Scale::logarithmic};
    std::mt19937 random(1);
    std::normal_distribution<double> noise(0, 0.2);
    for (int s = 0; s < series; ++s) {
        figure::Series one{"run " + std::to_string(s), figure::SeriesKind::line, {}};
        for (int i = 0; i < points; ++i) {
            one.points.push_back({static_cast<double>(i), std::exp(noise(random) - s), {}, {}, false});
        }
        plot.series.push_back(std::move(one));
    }
    return plot;
}

/// Four series grow by a point each and are drawn, smoothed or not.
void liveTick(benchmark::State& state)
{
    CurvePlot plot;
    plot.resize(1200, 400);
    plot.show();
    plot.setPlot(lines(4, static_cast<int>(state.range(0))));
    plot.setSmoothing(state.range(1) == 0 ? 0 : 0.9);
    double step = static_cast<double>(state.range(0));
    for (auto _ : state) {
        for (int series = 0; series < 4; ++series) {
            const figure::Point point{step, 0.5, {}, {}, false};
            plot.extend("run " + std::to_string(series), std::span(&point, 1));
        }
        ++step;
        plot.canvas().replot(QCustomPlot::rpQueuedRefresh);
    }
}

void parallelRows(benchmark::State& state)
{
    figure::ParallelCoordinates data;
    std::mt19937 random(1);
    std::uniform_real_distribution<double> share(0, 1);
    data.axes.resize(8);
    for (int i = 0; i < static_cast<int>(state.range(0)); ++i) {
        auto& row = data.rows.emplace_back();
        for (int axis = 0; axis < 8; ++axis) {
            row.push_back(share(random));
        }
    }
    ParallelPlot plot;
    plot.resize(1200, 400);
    plot.show();
    plot.setCoordinates(std::move(data));
    for (auto _ : state) {
        plot.canvas().replot(QCustomPlot::rpQueuedRefresh);
    }
}

/// One picture of so many lines of so many points: the window's thread draws it in one turn.
void drawPicture(benchmark::State& state)
{
    CurvePlot plot;
    plot.setPlot(lines(static_cast<int>(state.range(0)), static_cast<int>(state.range(1))));
    const auto format = state.range(2) == 0 ? PictureFormat::pdf : PictureFormat::svg;
    for (auto _ : state) {
        const auto bytes = pictureOf(plot, {}, format);
        if (!bytes) {
            state.SkipWithError(bytes.error().message.c_str());
            break;
        }
        state.counters["bytes"] = static_cast<double>(bytes->size());
    }
}

BENCHMARK(drawPicture)
    ->ArgNames({"series", "points", "svg"})
    ->ArgsProduct({{6}, {20, 2000, 60000}, {0, 1}})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(liveTick)
    ->ArgNames({"points", "smooth"})
    ->Args({1000, 0})
    ->Args({60000, 0})
    ->Args({60000, 1})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(parallelRows)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

} // namespace

} // namespace rxwatt::plots

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
