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

namespace rxwatt::cli
{

namespace
{

/// Slots a second of each repeat, by "work case".
using Rates = std::map<std::string, std::vector<double>>;

/// What the worker and the PyTorch peer print alike.
Result<Rates> ratesOf(const std::string& text, const std::string& source)
{
    RXWATT_ASSIGN(const Json json, base::parseJson(text, source));
    const auto results = json.is_object() ? json.find("results") : json.end();
    if (!json.is_object() || results == json.end() || !results->is_array()) {
        return fail(ErrorKind::failed, source + ": printed no results");
    }
    Rates rates;
    for (const Json& result : *results) {
        std::string name;
        std::string caseName;
        std::int64_t batchSlots = 0;
        std::vector<double> repeats;
        base::ObjectReader reader(result, source);
        reader.required("name", name)
            .required("case", caseName)
            .required("repeats", repeats)
            .optional("batch_slots", batchSlots);
        RXWATT_TRY(reader.finish());
        rates[name + " " + caseName] = std::move(repeats);
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

double medianOf(std::vector<double> values)
{
    if (values.empty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
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

double PeerComparison::medianRatio() const
{
    std::vector<double> ratios;
    for (std::size_t i = 0; i < std::min(ours.size(), peers.size()); ++i) {
        ratios.push_back(ours[i] / peers[i]);
    }
    return medianOf(std::move(ratios));
}

Result<std::vector<Measurement>> benchNetwork(const std::string& work, const BenchSettings& settings)
{
    RXWATT_ASSIGN(const std::filesystem::path worker, requireWorker());
    RXWATT_ASSIGN(const Rates rates, measure({worker.string(), "bench"}, work, settings, settings.repeats));
    std::vector<Measurement> measurements;
    for (const auto& [name, repeats] : rates) {
        measurements.push_back({name, medianOf(repeats), "slots/s"});
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
    std::map<std::string, PeerComparison> comparisons;
    for (int pair = 0; pair < settings.repeats; ++pair) {
        // Side by side in time and first in turn, so that both see the same machine.
        std::array<Rates, 2> rates;
        for (const std::size_t side : pair % 2 == 0 ? std::array{0U, 1U} : std::array{1U, 0U}) {
            RXWATT_ASSIGN(rates[side], measure(programs[side], work, settings, 1));
        }
        const auto& [ours, peers] = rates;
        for (const auto& [name, rate] : ours) {
            if (const auto peer = peers.find(name); peer != peers.end() && !rate.empty() && !peer->second.empty()) {
                comparisons[name].name = name;
                comparisons[name].ours.push_back(rate.front());
                comparisons[name].peers.push_back(peer->second.front());
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
