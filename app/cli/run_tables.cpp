// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_tables.h"

#include "app/cli/energy_text.h"
#include "app/cli/text.h"
#include "core/model/layers.h"
#include "core/run/config_json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace rxwatt::cli
{

namespace
{

constexpr std::size_t tableNameColumns = 40;
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

/// Enough of the digest to tell evaluations apart.
std::string evaluationText(const store::RunSummary& run)
{
    return printable(run.evaluationDigest.substr(0, 4));
}

/// Geometric Mean BERs compare only between equal evaluations.
bool differInEvaluation(const std::vector<store::RunSummary>& runs)
{
    std::set<std::string> digests;
    for (const store::RunSummary& run : runs) {
        if (run.geometricMeanBer) {
            digests.insert(run.evaluationDigest);
        }
    }
    return digests.size() > 1;
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

/// "[0, 500]", or "100" where it is fixed, in another unit.
std::string rangeText(const phy::Range& range, double unit)
{
    return range.low == range.high ? fmt::format("{:g}", range.low / unit)
                                   : fmt::format("{:g} to {:g}", range.low / unit, range.high / unit);
}

template <typename T, typename Name>
std::string listText(const std::vector<T>& items, Name name)
{
    std::vector<std::string> names;
    for (const T& item : items) {
        names.emplace_back(name(item));
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string linkText(const phy::LinkConfig& link)
{
    return fmt::format("{} at {:g} kHz, {}, {}, {} DM-RS symbol{}; {}, delay spread {} ns, Doppler {} Hz, SINR {} dB",
                       counted(link.resourceBlocks, "resource block"), link.subcarrierSpacingHz / 1e3,
                       counted(link.rxAntennas, "antenna"),
                       listText(link.modulations, [](phy::Modulation one) { return phy::nameOf(one); }),
                       listText(link.dmrs.symbols, [](int symbols) { return std::to_string(symbols); }),
                       link.dmrs.symbols == std::vector{1} ? "" : "s",
                       listText(link.channel.models, [](phy::ChannelModel one) { return phy::nameOf(one); }),
                       rangeText(link.channel.delaySpread, 1e-9), rangeText(link.channel.maxDopplerHz, 1),
                       rangeText(link.sinrDb, 1));
}

std::string trainingText(const run::RunSpec& spec)
{
    return fmt::format("{} of {}, {}, learning rate {:g} after {}, {} decay, seed {}",
                       counted(spec.training.steps, "step"), counted(spec.training.batchSlots, "slot"),
                       run::nameOf(spec.training.optimizer), spec.training.learningRate,
                       counted(spec.training.warmupSteps, "step"), run::nameOf(spec.training.decay), spec.seed);
}

std::string phasesText(const std::vector<store::PhaseStretch>& phases)
{
    std::map<run::Phase, double> seconds;
    for (const store::PhaseStretch& stretch : phases) {
        seconds[stretch.phase] += stretch.endS - stretch.beginS;
    }
    std::vector<std::string> texts;
    for (const auto& [phase, duration] : seconds) {
        texts.push_back(fmt::format("{} {}", run::nameOf(phase), durationText(duration)));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

std::string settingsText(const store::RunDetails& details)
{
    const run::RunSpec& spec = details.spec;
    std::string text = spec.kind == run::RunKind::idle ? "" : lineOf("link", linkText(spec.link));
    if (spec.hasOwnModel()) {
        text += lineOf("model", modelText(spec));
    }
    if (spec.kind == run::RunKind::train) {
        text += lineOf("training", trainingText(spec));
    }
    if (!spec.weights.empty()) {
        text += lineOf("weights", printable(listText(spec.weights, [](const run::WeightsReference& weights) {
                           return weights.text;
                       })));
    }
    return text;
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
    const bool evaluationsDiffer = differInEvaluation(runs);
    std::vector<TableColumn> columns = {
        {"RUN"},   {"NAME"}, {"KIND"}, {"STATE"}, {"STEPS", Align::right}, {"TIME", Align::right}, {"GM-BER (log10)"},
        {"REASON"}};
    if (evaluationsDiffer) {
        columns.insert(columns.end() - 1, {"EVALUATION"});
    }
    const bool anyEnergy =
        std::any_of(runs.begin(), runs.end(), [](const auto& run) { return !energyCell(run).empty(); });
    if (anyEnergy) {
        columns.insert(columns.end() - 1, {"ENERGY"});
    }
    std::vector<std::vector<std::string>> rows;
    for (const store::RunSummary& run : runs) {
        rows.push_back({run.id.text, shortened(printable(run.name), tableNameColumns),
                        std::string(run::nameOf(run.kind)), std::string(run::nameOf(run.state)), stepsText(run),
                        run.durationS > 0 ? durationText(run.durationS) : "", gmBerText(run),
                        shortened(printable(run.reason.value_or("")), reasonColumns)});
        if (evaluationsDiffer) {
            rows.back().insert(rows.back().end() - 1, run.geometricMeanBer ? evaluationText(run) : "");
        }
        if (anyEnergy) {
            rows.back().insert(rows.back().end() - 1, energyCell(run));
        }
    }
    return renderTable(columns, rows);
}

std::string queueText(const run::QueueRecord& queue)
{
    if (!queue.paused) {
        return {};
    }
    return "the queue is paused" + (queue.reason ? ": " + printable(*queue.reason) : std::string()) + "\n";
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
    }
    text += settingsText(details);
    text += lineOf("tags", printable(fmt::format("{}", fmt::join(details.meta.tags, ", "))));
    text += lineOf("notes", printable(details.meta.notes));
    text += lineOf("created", summary.createdAt);
    text += lineOf("started", summary.startedAt.value_or(""));
    text += lineOf("finished", summary.finishedAt.value_or(""));
    text += summary.durationS > 0 ? lineOf("time", durationText(summary.durationS)) : "";
    text += lineOf("phases", phasesText(details.phases));
    text += lineOf("GM-BER", gmBerText(summary));
    if (details.started) {
        text += lineOf("made with",
                       printable(fmt::format("rxwatt {}, torch {}, {} with {} threads on {}", details.started->rxwatt,
                                             details.started->torch, details.started->device, details.started->threads,
                                             details.started->host)));
    }
    text += lineOf("folder", project.runFolder(summary.id).path().string());
    text += details.energy ? energyLines(*details.energy) : "";
    return text + seriesText(details.series);
}

} // namespace rxwatt::cli
