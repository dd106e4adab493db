// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_tables.h"

#include "app/cli/text.h"
#include "core/model/layers.h"
#include "core/run/config_json.h"

#include <fmt/format.h>

namespace rxwatt::cli
{

namespace
{

constexpr std::size_t nameColumns = 40;
constexpr std::size_t reasonColumns = 60;

std::string stepsText(const store::RunSummary& run)
{
    return run.kind == run::RunKind::train ? groupedDigits(run.stepsDone) : "";
}

std::string gmBerText(const store::RunSummary& run)
{
    if (!run.geometricMeanBer) {
        return "";
    }
    return fmt::format("{:.3f}{}", *run.geometricMeanBer,
                       run.zeroErrorPoints > 0 ? fmt::format(" ({} without errors)", run.zeroErrorPoints) : "");
}

std::string modelText(const run::RunSpec& spec)
{
    const model::ModelLayers layers = model::layersOf(spec.model, run::modelShape(spec.link));
    return fmt::format("{} parameters, {:.1f} MMAC a slot", groupedDigits(layers.parameters()),
                       static_cast<double>(layers.macs()) / 1e6);
}

std::string lineOf(std::string_view key, const std::string& value)
{
    return value.empty() ? std::string() : fmt::format("{:<12}{}\n", key, value);
}

std::string seriesText(const std::vector<store::SeriesSummary>& series)
{
    std::string text;
    for (const store::SeriesSummary& one : series) {
        text += fmt::format("  {} {:.4g} at step {} ({} values)\n", one.name, one.last, one.lastStep, one.count);
    }
    return text.empty() ? text : "series\n" + text;
}

} // namespace

std::string runsTable(const std::vector<store::RunSummary>& runs)
{
    const std::vector<TableColumn> columns = {
        {"RUN"},   {"NAME"}, {"KIND"}, {"STATE"}, {"STEPS", Align::right}, {"TIME", Align::right}, {"GM-BER (log10)"},
        {"REASON"}};
    std::vector<std::vector<std::string>> rows;
    for (const store::RunSummary& run : runs) {
        rows.push_back({run.id.text, shortened(printable(run.name), nameColumns), std::string(run::nameOf(run.kind)),
                        std::string(run::nameOf(run.state)), stepsText(run),
                        run.durationS > 0 ? durationText(run.durationS) : "", gmBerText(run),
                        shortened(printable(run.reason.value_or("")), reasonColumns)});
    }
    return renderTable(columns, rows);
}

std::string runText(const store::RunDetails& details, const run::ProjectFolder& project)
{
    const store::RunSummary& summary = details.summary;
    std::string text = fmt::format("{}  {}\n", summary.id.text, printable(summary.name));
    text += lineOf("state", std::string(run::nameOf(summary.state)));
    text += lineOf("reason", printable(summary.reason.value_or("")));
    text += lineOf("kind", std::string(run::nameOf(summary.kind)));
    if (summary.kind == run::RunKind::train) {
        text += lineOf("steps", fmt::format("{} of {}", groupedDigits(summary.stepsDone),
                                            groupedDigits(details.spec.training.steps)));
        text += lineOf("model", modelText(details.spec));
    }
    text += lineOf("created", summary.createdAt);
    text += lineOf("started", summary.startedAt.value_or(""));
    text += lineOf("finished", summary.finishedAt.value_or(""));
    text += summary.durationS > 0 ? lineOf("time", durationText(summary.durationS)) : "";
    text += lineOf("GM-BER", gmBerText(summary));
    if (details.started) {
        text += lineOf("made with",
                       printable(fmt::format("rxwatt {}, torch {}, {} with {} threads on {}", details.started->rxwatt,
                                             details.started->torch, details.started->device, details.started->threads,
                                             details.started->host)));
    }
    text += lineOf("folder", project.runFolder(summary.id).path().string());
    return text + seriesText(details.series);
}

} // namespace rxwatt::cli
