// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/gallery/examples.h"

#include <cmath>
#include <random>

namespace rxwatt::plots
{

figure::Plot berExample()
{
    figure::Plot plot;
    plot.name = "ber";
    plot.title = "Bit error rate, 16-QAM, one DM-RS symbol";
    plot.x = {"sinr_db", "SINR", "dB", figure::Scale::linear};
    plot.y = {"ber", "BER", "", figure::Scale::logarithmic};
    const std::vector<std::pair<std::string, double>> receivers = {
        {"teacher, 1 DM-RS", 0}, {"student distilled, 1 DM-RS", 0.7},        {"student from scratch, 1 DM-RS", 1.6},
        {"LMMSE, 1 DM-RS", 2.4}, {"LS, linear interpolation, 1 DM-RS", 4.2}, {"perfect channel knowledge", -1.2}};
    for (const auto& [name, loss] : receivers) {
        figure::Series series{name, figure::SeriesKind::markers, {}};
        for (double sinr = -4; sinr <= 20; sinr += 2) {
            const double ber = 0.42 * std::exp(-0.34 * std::pow(std::max(0.0, sinr + 6 - loss), 1.12));
            figure::Point point{sinr, ber, ber * 0.82, ber * 1.22, false};
            if (ber < 8e-6) {
                point = {sinr, 9e-6 + 2e-6 * (loss + 1.2), std::nullopt, std::nullopt, true};
            }
            series.points.push_back(point);
        }
        plot.series.push_back(series);
    }
    return plot;
}

figure::Plot lossExample(int runs, int points)
{
    figure::Plot plot;
    plot.name = "loss";
    plot.title = "Training loss";
    plot.x = {"step", "Step", "", figure::Scale::linear};
    plot.y = {"train_loss", "Loss", "bit", figure::Scale::logarithmic};
    std::mt19937 random(7);
    std::normal_distribution<double> noise(0, 0.12);
    for (int run = 0; run < runs; ++run) {
        figure::Series series{"run " + std::to_string(run + 1), figure::SeriesKind::line, {}};
        for (int i = 0; i < points; ++i) {
            const double share = static_cast<double>(i) / points;
            const double mean = 0.08 + 0.05 * run + 0.6 * std::exp(-(9.0 - run) * share);
            series.points.push_back({static_cast<double>(i), mean * std::exp(noise(random)), {}, {}, false});
        }
        plot.series.push_back(series);
    }
    return plot;
}

figure::BarChart barExample(figure::BarLayout layout, figure::BarDirection direction)
{
    figure::BarChart chart;
    chart.name = "layers";
    chart.title = "Energy of one inference by layer";
    chart.category = {"model", "Model", "", figure::Scale::linear};
    chart.value = {"energy_mj", "Energy per slot", "mJ", figure::Scale::linear};
    chart.categories = {"teacher, 11 blocks of 96 channels", "student distilled, 5 blocks",
                        "student from scratch, 5 blocks", "tiny", "LMMSE"};
    const std::vector<std::pair<std::string, double>> parts = {
        {"first convolution", 0.4}, {"residual blocks", 2.1}, {"last convolution", 0.5}, {"memory", 0.8}};
    double share = 1;
    for (const auto& [name, energy] : parts) {
        figure::BarSeries series{name, {}, {}, {}};
        for (std::size_t i = 0; i < chart.categories.size(); ++i) {
            const double value = energy * std::exp(-0.55 * static_cast<double>(i)) * share;
            series.values.push_back(value);
            if (layout == figure::BarLayout::grouped) {
                series.low.push_back(value * 0.9);
                series.high.push_back(value * 1.12);
            }
        }
        share *= 0.95;
        chart.series.push_back(series);
    }
    chart.layout = layout;
    chart.direction = direction;
    return chart;
}

figure::HeatMap heatMapExample()
{
    figure::HeatMap map;
    map.name = "sweep";
    map.title = "BER over learning rate and width";
    map.x = {"learning_rate", "Learning rate", "", figure::Scale::logarithmic};
    map.y = {"channels", "Channels", "", figure::Scale::linear};
    map.value = {"ber", "BER at 10 dB", "", figure::Scale::logarithmic};
    for (int i = 0; i < 12; ++i) {
        map.xs.push_back(1e-4 * std::pow(10.0, i * 0.2));
    }
    for (int i = 1; i <= 8; ++i) {
        map.ys.push_back(8.0 * i);
    }
    for (std::size_t y = 0; y < map.ys.size(); ++y) {
        for (std::size_t x = 0; x < map.xs.size(); ++x) {
            const double away = (static_cast<double>(x) - 5.5) / 4;
            const bool run = (x + 3 * y) % 17 != 5 && (x < 10 || y < 5);
            map.values.push_back(run ? 3e-4 * std::exp(away * away * 2) * std::exp(-0.25 * static_cast<double>(y))
                                     : std::nan(""));
        }
    }
    return map;
}

figure::ScatterPlot scatterExample()
{
    figure::ScatterPlot plot;
    plot.name = "pareto";
    plot.title = "Energy against BER";
    plot.x = {"energy_mj", "Energy per slot", "mJ", figure::Scale::logarithmic};
    plot.y = {"ber", "BER at 10 dB", "", figure::Scale::logarithmic};
    std::mt19937 random(3);
    std::normal_distribution<double> noise(0, 0.5);
    for (const char* name : {"distilled", "from scratch"}) {
        figure::ScatterSeries series{name, {}};
        for (int i = 0; i < 24; ++i) {
            const double energy = 0.05 * std::pow(10.0, i * 0.09);
            const double ber =
                2e-3 * std::pow(energy, -0.8) * std::exp(std::abs(noise(random))) * (plot.series.empty() ? 1 : 1.7);
            series.points.push_back(
                {energy, ber, ber * 0.85, ber * 1.2, 8.0 + i * 4, std::string(name) + " " + std::to_string(i + 1)});
        }
        plot.series.push_back(series);
    }
    plot.front.name = "Pareto front";
    double best = 1;
    for (const figure::ScatterPoint& point : plot.series.front().points) {
        if (point.y < best) {
            best = point.y;
            plot.front.points.push_back({point.x, point.y, {}, {}, false});
        }
    }
    return plot;
}

figure::ParallelCoordinates parallelExample(int rows)
{
    figure::ParallelCoordinates all;
    all.name = "sweep";
    all.title = "A sweep";
    all.axes = {{{"learning_rate", "Learning rate", "", figure::Scale::logarithmic}, {}},
                {{"channels", "Channels", "", figure::Scale::linear}, {}},
                {{"modulation", "Modulation", "", figure::Scale::linear}, {"QPSK", "16-QAM", "64-QAM", "256-QAM"}},
                {{"blocks", "Blocks", "", figure::Scale::linear}, {}},
                {{"energy_mj", "Energy per slot", "mJ", figure::Scale::linear}, {}},
                {{"ber", "BER at 10 dB", "", figure::Scale::logarithmic}, {}}};
    std::mt19937 random(11);
    std::uniform_real_distribution<double> share(0, 1);
    for (int i = 0; i < rows; ++i) {
        const double rate = std::pow(10.0, -4 + 2 * share(random));
        const double channels = 8 * std::floor(1 + 8 * share(random));
        const double blocks = std::floor(2 + 9 * share(random));
        const double away = std::log10(rate) + 2.9;
        const double ber = 1e-2 * std::exp(away * away * 2 - channels * blocks / 150 + share(random));
        all.rows.push_back({rate, channels, std::floor(4 * share(random)), blocks, channels * blocks * 0.004, ber});
    }
    all.colorAxis = 5;
    return all;
}

} // namespace rxwatt::plots
