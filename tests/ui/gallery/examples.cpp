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
                point = {sinr, 1.2e-5, std::nullopt, std::nullopt, true};
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

} // namespace rxwatt::plots
