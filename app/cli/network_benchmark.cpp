// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benchmarks.h"
#include "app/cli/child_program.h"
#include "app/cli/scratch_folder.h"
#include "core/base/files.h"

#include <fmt/format.h>

#include "peerNetwork.h"
#include "peerScript.h"
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

namespace rxwatt::cli
{

namespace
{

/// One result of the worker's or of the PyTorch peer's.
struct Rate {
    std::vector<double> slotsPerSecond;
    /// p50, p95 and p99 of a call, in milliseconds, by those names; the peer tells none.
    std::vector<std::pair<std::string, double>> latencyMs;
    double flopPerSlot = 0;
    /// Of the machine's matrix products; 0 where it is not known.
    double flopPerSecond = 0;

    /// Of all that products would allow, in the first repeat.
    [[nodiscard]] std::optional<double> ofRoofline() const
    {
        return flopPerSecond > 0 ? std::optional(slotsPerSecond.front() * flopPerSlot / flopPerSecond) : std::nullopt;
    }
};

/// By name ("inference full, 16 slots") and engine (of the peer).
using Rates = std::map<std::pair<std::string, std::string>, Rate>;

Result<double> matrixRateOf(const Json& json, const std::string& source)
{
    const auto roofline = json.find("roofline");
    if (roofline == json.end() || roofline->is_null()) {
        return 0.0;
    }
    double flop = 0;
    double bytes = 0;
    base::ObjectReader reader(*roofline, source + ": roofline");
    reader.required("flop_per_s", flop).optional("bytes_per_s", bytes);
    RXWATT_TRY(reader.finish());
    return flop;
}

Result<std::vector<std::pair<std::string, double>>> latencyOf(const Json& json, const std::string& source)
{
    std::vector<std::pair<std::string, double>> latency = {{"p50", 0}, {"p95", 0}, {"p99", 0}};
    base::ObjectReader reader(json, source + ": latency_ms");
    for (auto& [percentile, milliseconds] : latency) {
        reader.required(percentile.c_str(), milliseconds);
    }
    RXWATT_TRY(reader.finish());
    return latency;
}

/// What the worker and the PyTorch peer print alike.
Result<Rates> ratesOf(const std::string& text, const std::string& source)
{
    RXWATT_ASSIGN(const Json json, base::parseJson(text, source));
    const auto results = json.is_object() ? json.find("results") : json.end();
    if (!json.is_object() || results == json.end() || !results->is_array()) {
        return fail(ErrorKind::failed, source + ": printed no results");
    }
    RXWATT_ASSIGN(const double flopPerSecond, matrixRateOf(json, source));
    Rates rates;
    for (const Json& result : *results) {
        std::string name;
        std::string caseName;
        std::string engine;
        std::int64_t batchSlots = 0;
        Rate rate;
        rate.flopPerSecond = flopPerSecond;
        base::ObjectReader reader(result, source);
        reader.required("name", name)
            .required("case", caseName)
            .required("repeats", rate.slotsPerSecond)
            .optional("engine", engine)
            .optional("batch_slots", batchSlots)
            .optional("flop_per_slot", rate.flopPerSlot);
        if (const Json* latency = reader.find("latency_ms")) {
            RXWATT_ASSIGN(rate.latencyMs, latencyOf(*latency, source));
        }
        RXWATT_TRY(reader.finish());
        if (rate.slotsPerSecond.empty()) {
            return fail(ErrorKind::failed, source + ": printed a result without repeats");
        }
        name += " " + caseName;
        if (batchSlots > 0) {
            name += fmt::format(", {} slot{}", batchSlots, batchSlots == 1 ? "" : "s");
        }
        rates[{name, engine}] = std::move(rate);
    }
    return rates;
}

/// Runs one side once: `program` begins the command line.
Result<Rates> measure(std::vector<std::string> program, const std::string& work, const BenchSettings& settings,
                      int repeats)
{
    const std::string source = program.front();
    const std::vector<std::string> options = {"--work",    work,
                                              "--threads", std::to_string(settings.threads),
                                              "--repeats", std::to_string(repeats),
                                              "--seconds", fmt::format("{}", settings.seconds)};
    program.insert(program.end(), options.begin(), options.end());
    RXWATT_ASSIGN(const ProgramOutput output, captureProgram(program));
    if (output.exitCode != 0) {
        return fail(ErrorKind::failed, fmt::format("{} ended with exit code {}", source, output.exitCode));
    }
    return ratesOf(output.text, source);
}

/// Lays the peer's program and its network into a folder.
Result<std::filesystem::path> writePeer(const std::filesystem::path& folder)
{
    const std::filesystem::path script = folder / "torch_peer.py";
    RXWATT_TRY(base::writeFileAtomically(script, resources::peerScript));
    RXWATT_TRY(base::writeFileAtomically(folder / "deeprx.py", resources::peerNetwork));
    return script;
}

Status requireTorchForPython()
{
    const auto output = captureProgram({"/usr/bin/python3", "-c", "import torch"});
    if (!output || output->exitCode != 0) {
        return fail(ErrorKind::failed, "--peers wants PyTorch for /usr/bin/python3: install the package python3-torch");
    }
    return {};
}

} // namespace

double medianOf(std::vector<double> values)
{
    if (values.empty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

std::vector<double> PeerComparison::ratios() const
{
    std::vector<double> ratios;
    for (std::size_t i = 0; i < std::min(ours.size(), peers.size()); ++i) {
        ratios.push_back(ours[i] / peers[i]);
    }
    return ratios;
}

Result<std::vector<Measurement>> benchNetwork(const std::string& work, const BenchSettings& settings)
{
    RXWATT_ASSIGN(const std::filesystem::path worker, requireWorker());
    RXWATT_ASSIGN(const Rates rates, measure({worker.string(), "bench"}, work, settings, settings.repeats));
    std::vector<Measurement> measurements;
    for (const auto& [name, rate] : rates) {
        measurements.push_back({name.first, medianOf(rate.slotsPerSecond), "slots/s"});
        for (const auto& [percentile, milliseconds] : rate.latencyMs) {
            measurements.push_back({name.first + ", " + percentile, milliseconds, "ms"});
        }
    }
    return measurements;
}

Result<std::vector<PeerComparison>> comparePeers(const std::string& work, const BenchSettings& settings)
{
    RXWATT_ASSIGN(const std::filesystem::path worker, requireWorker());
    RXWATT_TRY(requireTorchForPython());
    RXWATT_ASSIGN(const ScratchFolder folder, ScratchFolder::make("rxwatt-peer"));
    RXWATT_ASSIGN(const std::filesystem::path script, writePeer(folder.path()));
    const std::array<std::vector<std::string>, 2> programs = {
        {{worker.string(), "bench"}, {"/usr/bin/python3", script.string()}}};
    std::map<std::pair<std::string, std::string>, PeerComparison> comparisons;
    for (int pair = 0; pair < settings.repeats; ++pair) {
        // Side by side in time and first in turn, so that both see the same machine.
        std::array<Rates, 2> rates;
        for (const std::size_t side : pair % 2 == 0 ? std::array{0U, 1U} : std::array{1U, 0U}) {
            RXWATT_ASSIGN(rates[side], measure(programs[side], work, settings, 1));
        }
        const auto& [ours, peers] = rates;
        for (const auto& [name, peer] : peers) {
            const auto own = ours.find({name.first, ""});
            if (own == ours.end()) {
                continue;
            }
            PeerComparison& comparison = comparisons[name];
            comparison.name = name.first;
            comparison.peer = name.second;
            comparison.ours.push_back(own->second.slotsPerSecond.front());
            comparison.peers.push_back(peer.slotsPerSecond.front());
            if (const auto share = own->second.ofRoofline()) {
                comparison.ofRoofline.push_back(*share);
            }
        }
    }
    std::vector<PeerComparison> list;
    for (auto& [name, comparison] : comparisons) {
        list.push_back(std::move(comparison));
    }
    return list;
}

} // namespace rxwatt::cli
