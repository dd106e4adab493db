// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benchmarks.h"
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/machine.h"
#include "app/cli/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace rxwatt::cli
{

namespace
{

struct BenchOptions {
    std::vector<std::string> names;
    bool peers = false;
    std::int64_t threads = 0;
    std::int64_t repeats = 5;
    std::int64_t seconds = 2;
    bool json = false;
};

const std::vector<std::string>& benchNames()
{
    static const std::vector<std::string> names = {"generation", "ls-linear", "store", "training", "inference"};
    return names;
}

/// The worker's word for it; empty for what rxwatt measures itself.
std::string networkWork(const std::string& name)
{
    if (name == "training") {
        return "training-step";
    }
    return name == "inference" ? name : "";
}

Result<std::vector<Measurement>> measure(const std::string& name, const BenchSettings& settings)
{
    if (name == "generation") {
        return benchGeneration(settings);
    }
    if (name == "ls-linear") {
        return benchLsLinear(settings);
    }
    return name == "store" ? benchStore() : benchNetwork(networkWork(name), settings);
}

/// What came out of all benchmarks asked for; `failures` says which could not be measured and why.
struct BenchResults {
    std::vector<Measurement> measurements;
    std::vector<PeerComparison> comparisons;
    std::vector<std::string> failures;
};

BenchResults measureAll(const std::vector<std::string>& names, bool peers, const BenchSettings& settings)
{
    BenchResults results;
    for (const std::string& name : names) {
        printNote("measuring " + name);
        if (peers && !networkWork(name).empty()) {
            auto comparisons = comparePeers(networkWork(name), settings);
            if (comparisons) {
                results.comparisons.insert(results.comparisons.end(), comparisons->begin(), comparisons->end());
                continue;
            }
            results.failures.push_back(name + ": " + comparisons.error().message);
        }
        auto measured = measure(name, settings);
        if (measured) {
            results.measurements.insert(results.measurements.end(), measured->begin(), measured->end());
        } else {
            results.failures.push_back(name + ": " + measured.error().message);
        }
    }
    return results;
}

Json benchJson(const BenchResults& results, const BenchSettings& settings)
{
    Json measured = Json::array();
    for (const Measurement& one : results.measurements) {
        measured.push_back({{"name", one.name}, {"value", one.value}, {"unit", one.unit}});
    }
    Json compared = Json::array();
    for (const PeerComparison& one : results.comparisons) {
        compared.push_back({{"name", one.name},
                            {"peer_engine", one.peer},
                            {"unit", "slots/s"},
                            {"rxwatt", one.ours},
                            {"peer", one.peers},
                            {"median_ratio", medianOf(one.ratios())},
                            {"of_roofline", one.ofRoofline.empty() ? Json() : Json(medianOf(one.ofRoofline))}});
    }
    return {{"threads", settings.threads},
            {"results", std::move(measured)},
            {"peers", std::move(compared)},
            {"failures", results.failures}};
}

/// "5.8 to 7.2"; not of nothing.
std::string rangeText(const std::vector<double>& values, int digits)
{
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return fmt::format("{:.{}f} to {:.{}f}", *low, digits, *high, digits);
}

std::string benchText(const BenchResults& results)
{
    std::vector<std::vector<std::string>> rows;
    for (const Measurement& one : results.measurements) {
        rows.push_back({one.name,
                        one.value >= 100  ? groupedDigits(std::llround(one.value))
                        : one.value >= 10 ? fmt::format("{:.1f}", one.value)
                                          : fmt::format("{:.2f}", one.value),
                        one.unit});
    }
    std::string text = rows.empty() ? "" : renderTable({{"BENCHMARK"}, {"VALUE", Align::right}, {"UNIT"}}, rows);
    rows.clear();
    for (const PeerComparison& one : results.comparisons) {
        const std::vector<double> ratios = one.ratios();
        rows.push_back({one.name, "PyTorch " + one.peer, rangeText(one.ours, 1), rangeText(one.peers, 1),
                        fmt::format("{:.2f}", medianOf(ratios)), rangeText(ratios, 2),
                        one.ofRoofline.empty() ? "–" : fmt::format("{:.0f} %", 100 * medianOf(one.ofRoofline))});
    }
    return text + (rows.empty() ? ""
                                : renderTable({{"BENCHMARK"},
                                               {"PEER"},
                                               {"RXWATT SLOTS/S"},
                                               {"PEER SLOTS/S"},
                                               {"MEDIAN RATIO", Align::right},
                                               {"RATIOS"},
                                               {"OF PRODUCTS' RATE", Align::right}},
                                              rows));
}

Result<int> bench(const BenchOptions& options)
{
    const std::vector<std::string>& known = benchNames();
    for (const std::string& name : options.names) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            return fail(ErrorKind::badInput,
                        fmt::format("NAME: found \"{}\"; {} are allowed", name, fmt::join(known, ", ")));
        }
    }
    const BenchSettings settings{options.threads > 0 ? static_cast<int>(options.threads) : usableCores(),
                                 static_cast<double>(options.seconds), static_cast<int>(options.repeats)};
    const BenchResults results = measureAll(options.names.empty() ? known : options.names, options.peers, settings);
    for (const std::string& failure : results.failures) {
        printError(failure);
    }
    RXWATT_TRY(options.json ? writeJson(benchJson(results, settings)) : writeOutput(benchText(results)));
    return results.failures.empty() ? 0 : 1;
}

} // namespace

void addBenchCommand(CommandLine& line)
{
    auto options = std::make_shared<BenchOptions>();
    line.add("bench",
             "Measures this machine: simulated slots, training steps and inferences a second, and the database.")
        .arguments("NAME", options->names, fmt::format("{}; all where none is given", fmt::join(benchNames(), ", ")), 0)
        .completes(benchNames())
        .flag(
            "--peers", options->peers,
            "Compares training and inference with PyTorch (package python3-torch), eager and frozen, in paired repeats")
        .number("--threads", options->threads, {1, 1024}, "Default: every core")
        .number("--repeats", options->repeats, {1, 1000},
                "Repeats of training and inference, or pairs with --peers. Default: 5")
        .number("--seconds", options->seconds, {1, 3600},
                "Least seconds of a repeat, and of generation and ls-linear. Default: 2")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt bench generation ls-linear", "rxwatt bench training inference --peers"})
        .action([options] { return bench(*options); });
}

} // namespace rxwatt::cli
