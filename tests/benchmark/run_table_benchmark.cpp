// SPDX-License-Identifier: GPL-3.0-or-later
// Scrolling through 100,000 runs: what a frame of the run table costs, without the drawing surface of a screen.
#include "ui/models/run_table_model.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/style/palette.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QScrollBar>

namespace rxwatt
{

namespace
{

constexpr int runCount = 100'000;

models::RunIds manyIds(int shift)
{
    std::vector<RunId> ids;
    ids.reserve(runCount);
    for (int i = 0; i < runCount; ++i) {
        const std::string number = std::to_string((i + shift) % runCount);
        ids.push_back({std::string(12 - number.size(), 'b') + number});
    }
    return models::RunIds(std::move(ids));
}

std::vector<models::RunSection> sectionOf(models::RunIds runs)
{
    std::vector<models::RunSection> sections(1);
    sections.front().runs = std::move(runs);
    return sections;
}

/// Answers at once with rows as wide as real ones.
void feed(models::RunTableModel& model)
{
    QObject::connect(&model, &models::RunTableModel::rowsWanted, &model, [&model] {
        std::vector<models::RunRow> rows;
        for (const RunId& id : model.takeWanted()) {
            models::RunRow row;
            row.summary.id = id;
            row.summary.name = "learning rate sweep " + id.text;
            row.summary.state = run::RunState::succeeded;
            row.summary.tags = {"paper", "sweep"};
            row.summary.createdAt = "2026-01-01T10:00:00.000Z";
            row.summary.geometricMeanBer = -1.5;
            row.summary.stepsDone = 20'000;
            row.summary.parameters = 1'234'567;
            rows.push_back(std::move(row));
        }
        model.putRows(std::move(rows));
    });
}

/// A frame while the wheel turns: 120 pixels further, painted whole.
void scrollAFrame(benchmark::State& state)
{
    models::RunTableModel model;
    feed(model);
    pages::RunTableView view(model);
    view.resize(1280, 800);
    view.show();
    model.setSections(sectionOf(manyIds(0)), false);
    QImage image(view.size(), QImage::Format_ARGB32_Premultiplied);
    QScrollBar* bar = view.verticalScrollBar();
    for (auto _ : state) {
        bar->setValue(bar->value() + 120 < bar->maximum() ? bar->value() + 120 : 0);
        view.render(&image);
        QCoreApplication::processEvents();
    }
}

/// A frame after a jump to where nothing was read yet.
void jumpAFrame(benchmark::State& state)
{
    models::RunTableModel model;
    feed(model);
    pages::RunTableView view(model);
    view.resize(1280, 800);
    view.show();
    model.setSections(sectionOf(manyIds(0)), false);
    QImage image(view.size(), QImage::Format_ARGB32_Premultiplied);
    QScrollBar* bar = view.verticalScrollBar();
    int place = 0;
    for (auto _ : state) {
        place = (place + 7'919 * 28) % std::max(1, bar->maximum());
        bar->setValue(place);
        view.render(&image);
        QCoreApplication::processEvents();
        view.render(&image);
    }
}

/// What the window's thread does when the order of all runs has changed.
void takeANewOrder(benchmark::State& state)
{
    models::RunTableModel model;
    feed(model);
    pages::RunTableView view(model);
    view.show();
    int shift = 0;
    for (auto _ : state) {
        state.PauseTiming();
        std::vector<models::RunSection> sections = sectionOf(manyIds(++shift));
        state.ResumeTiming();
        view.beginChange();
        model.setSections(std::move(sections), false);
        view.endChange();
        QCoreApplication::processEvents();
    }
}

BENCHMARK(scrollAFrame)->Unit(benchmark::kMillisecond);
BENCHMARK(jumpAFrame)->Unit(benchmark::kMillisecond);
BENCHMARK(takeANewOrder)->Unit(benchmark::kMillisecond);

} // namespace

} // namespace rxwatt

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    rxwatt::style::apply(application, rxwatt::style::Theme::light);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
