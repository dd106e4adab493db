// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/resolve.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::schedule
{

namespace
{

namespace fs = std::filesystem;

constexpr std::size_t maxListed = 8;

/// "abc123 (student, running)", one a line.
std::string listOf(const std::vector<const KnownRun*>& runs)
{
    std::string list;
    for (std::size_t i = 0; i < std::min(runs.size(), maxListed); ++i) {
        list += fmt::format("\n  {}  {} ({})", runs[i]->id.text, runs[i]->name, nameOf(runs[i]->state));
    }
    if (runs.size() > maxListed) {
        list += fmt::format("\n  and {} more", runs.size() - maxListed);
    }
    return list;
}

template <typename Fits>
std::vector<const KnownRun*> select(std::span<const KnownRun> runs, Fits fits)
{
    std::vector<const KnownRun*> selected;
    for (const KnownRun& run : runs) {
        if (fits(run)) {
            selected.push_back(&run);
        }
    }
    return selected;
}

Status expectWeightsOf(const RunId& id, std::span<const KnownRun> runs)
{
    const auto found = select(runs, [&](const KnownRun& run) { return run.id == id; });
    if (found.front()->kind != run::RunKind::train) {
        return fail(
            ErrorKind::badInput,
            fmt::format("run {} ({}) is of kind \"{}\" and has no weights of its own; name a run that trains, or "
                        "a file",
                        id.text, found.front()->name, nameOf(found.front()->kind)));
    }
    return {};
}

Result<std::string> resolveOne(const run::WeightsReference& reference, std::span<const KnownRun> runs,
                               const fs::path& baseFolder)
{
    const run::RunWeights weights = reference.asRun();
    const Result<RunId> id = resolveRun(weights.run, runs);
    if (id) {
        RXWATT_TRY(expectWeightsOf(*id, runs));
        return weights.checkpoint.empty() ? id->text : id->text + "@" + weights.checkpoint;
    }
    if (id.error().kind != ErrorKind::notFound || !reference.looksLikeFile()) {
        return tl::unexpected<Error>(id.error());
    }
    std::error_code problem;
    const fs::path file = fs::absolute(baseFolder / reference.text, problem).lexically_normal();
    if (problem || !fs::is_regular_file(file, problem)) {
        return fail(ErrorKind::notFound, fmt::format("there is no file {}", file.string()));
    }
    return file.string();
}

} // namespace

Result<RunId> resolveRun(std::string_view text, std::span<const KnownRun> runs)
{
    const auto exact = select(runs, [&](const KnownRun& run) { return run.id.text == text; });
    if (!exact.empty()) {
        return exact.front()->id;
    }
    const auto named = select(runs, [&](const KnownRun& run) { return run.name == text; });
    if (named.size() == 1) {
        return named.front()->id;
    }
    if (named.size() > 1) {
        return fail(ErrorKind::badInput, fmt::format("{} runs are called \"{}\"; say which by its id:{}", named.size(),
                                                     text, listOf(named)));
    }
    const auto begun =
        select(runs, [&](const KnownRun& run) { return !text.empty() && run.id.text.starts_with(text); });
    if (begun.size() == 1) {
        return begun.front()->id;
    }
    if (begun.size() > 1) {
        return fail(ErrorKind::badInput,
                    fmt::format("{} runs have ids that begin with \"{}\":{}", begun.size(), text, listOf(begun)));
    }
    return fail(ErrorKind::notFound,
                fmt::format("no run has the name or the id \"{}\"; `rxwatt list` shows all of them", text));
}

Status resolveWeights(run::RunSpec& spec, std::span<const KnownRun> runs, const std::filesystem::path& baseFolder)
{
    std::vector<run::WeightsReference> resolved;
    for (std::size_t i = 0; i < spec.weights.size(); ++i) {
        Result<std::string> text = resolveOne(spec.weights[i], runs, baseFolder);
        if (!text) {
            return failIn(fmt::format("$.weights[{}]", i), std::move(text).error());
        }
        resolved.push_back({std::move(*text)});
    }
    spec.weights = std::move(resolved);
    return {};
}

Company companyOf(const run::RunSpec& spec)
{
    return spec.takesBasePower() && spec.power.alone ? Company::none : Company::any;
}

std::vector<WeightsNeed> needsOf(const run::RunSpec& spec)
{
    std::vector<WeightsNeed> needs;
    for (const run::WeightsReference& weights : spec.weights) {
        run::RunWeights ofRun = weights.asRun();
        if (base::isRunId(ofRun.run)) {
            needs.push_back({RunId{std::move(ofRun.run)}, std::move(ofRun.checkpoint)});
        }
    }
    return needs;
}

} // namespace rxwatt::schedule
