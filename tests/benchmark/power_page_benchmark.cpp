// SPDX-License-Identifier: GPL-3.0-or-later
// What the plots of the page Power cost, without a display: 16.7 ms a frame while the person moves through 10 million
// samples, and under 25 % of a core while a trace of days is followed.
#include "tests/benchmark/long_trace.h"
#include "ui/bridge/power_view.h"
#include "ui/pages/power/power_plots.h"
#include "ui/plots/curve_plot.h"
#include "ui/plots/qcustomplot_header.h"

#include <benchmark/benchmark.h>

#include <ctime>
#include <QApplication>

namespace rxwatt::pages
{

namespace
{

constexpr double lengthS = 1e-9 * static_cast<double>(test::longTraceSamples * test::longTracePeriodNs);
constexpr double updatesASecond = 5;

test::LongTrace& longTrace()
{
    static test::LongTrace trace;
    return trace;
}

/// The plots as the page has them, over one run's trace.
class Plots
{
public:
    Plots()
    {
        m_plots.resize(1920, 900);
        m_plots.setVisible(true);
        refresh();
    }

    void refresh()
    {
        if (!m_trace || !m_trace->refresh()) {
            std::exit(1);
        }
        auto power = bridge::readRunPower(*m_trace, m_window, m_baseW);
        if (!power) {
            std::exit(1);
        }
        m_runs = {std::move(*power)};
        m_plots.show(m_runs, {});
    }

    void look(double beginS, double endS)
    {
        curve(0).showX(beginS, endS);
        curve(1).showX(beginS, endS);
    }

    /// What the page asks for after a move.
    void readWhatIsInView() { m_window = m_plots.window(true); }

    void draw()
    {
        for (plots::PlotWidget* plot : m_plots.plots()) {
            plot->canvas().replot(QCustomPlot::rpImmediateRefresh);
        }
    }

private:
    plots::CurvePlot& curve(int index) { return *qobject_cast<plots::CurvePlot*>(m_plots.plots()[index]); }

    Result<energy::Trace> m_trace = energy::Trace::open(longTrace().folder());
    bridge::PowerWindow m_window;
    std::optional<double> m_baseW;
    std::vector<bridge::RunPower> m_runs;
    PowerPlots m_plots;
};

/// A frame of a pan over a part of the trace, one in so many.
void pan(benchmark::State& state)
{
    Plots plots;
    const double width = lengthS / static_cast<double>(state.range(0));
    double begin = (lengthS - width) / 2;
    plots.look(begin, begin + width);
    plots.readWhatIsInView();
    plots.refresh();
    for (auto _ : state) {
        begin += width / 600;
        plots.look(begin, begin + width);
        plots.draw();
    }
}

/// What was asked for after a move comes and is drawn.
void comes(benchmark::State& state)
{
    Plots plots;
    const double width = lengthS / static_cast<double>(state.range(0));
    plots.look(lengthS / 2, lengthS / 2 + width);
    plots.readWhatIsInView();
    for (auto _ : state) {
        plots.refresh();
        plots.draw();
    }
}

/// An update of a trace that grows by 10 samples a second, all of it or its last minute in view; the processor time of
/// all threads as a share of a core where there are five a second.
void live(benchmark::State& state)
{
    Plots plots;
    if (state.range(0) > 0) {
        plots.look(lengthS - static_cast<double>(state.range(0)), lengthS);
        plots.readWhatIsInView();
    }
    const std::clock_t begin = std::clock();
    for (auto _ : state) {
        longTrace().grow();
        longTrace().grow();
        longTrace().flush();
        plots.refresh();
        plots.draw();
    }
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    state.counters["percent_of_a_core"] = 100 * updatesASecond * seconds / static_cast<double>(state.iterations());
}

BENCHMARK(pan)->Arg(1)->Arg(30)->Arg(1000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(comes)->Arg(1)->Arg(30)->Arg(1000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(live)->ArgName("newest_s")->Arg(0)->Arg(60)->Unit(benchmark::kMillisecond);

} // namespace

} // namespace rxwatt::pages

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
