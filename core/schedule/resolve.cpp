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

/// A file has a slash or the extension of one; a run's name may hold either, so names come first.
bool looksLikeFile(std::string_view text)
{
    return text.find('/') != std::string_view::npos || text.ends_with(".safetensors");
}

/// "run@best" in its two parts; the second is empty without an @.
struct Reference {
    std::string run;
    std::string checkpoint;
};

bool isCheckpoint(std::string_view text)
{
    return text == "best" ||
           (!text.empty() && text.size() <= 18 && text.find_first_not_of("0123456789") == std::string_view::npos);
}

Reference split(const std::string& text)
{
    const std::size_t at = text.rfind('@');
    if (at == std::string::npos || !isCheckpoint(std::string_view(text).substr(at + 1))) {
        return {text, {}};
    }
    return {text.substr(0, at), text.substr(at + 1)};
}

Result<std::string> resolveOne(const std::string& text, std::span<const KnownRun> runs, const fs::path& baseFolder)
{
    const Reference reference = split(text);
    const Result<RunId> id = resolveRun(reference.run, runs);
    if (id) {
        return reference.checkpoint.empty() ? id->text : id->text + "@" + reference.checkpoint;
    }
    if (id.error().kind != ErrorKind::notFound || !looksLikeFile(text)) {
        return tl::unexpected<Error>(id.error());
    }
    const fs::path file = (baseFolder / text).lexically_normal();
    std::error_code problem;
    if (!fs::is_regular_file(file, problem)) {
        return fail(ErrorKind::notFound, fmt::format("there is no file {}", file.string()));
    }
    return fs::absolute(file).string();
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
        Result<std::string> text = resolveOne(spec.weights[i].text, runs, baseFolder);
        if (!text) {
            return failIn(fmt::format("$.weights[{}]", i), std::move(text).error());
        }
        resolved.push_back({std::move(*text)});
    }
    spec.weights = std::move(resolved);
    return {};
}

std::vector<WeightsNeed> needsOf(const run::RunSpec& spec)
{
    std::vector<WeightsNeed> needs;
    for (const run::WeightsReference& weights : spec.weights) {
        Reference reference = split(weights.text);
        if (base::isRunId(reference.run)) {
            needs.push_back({RunId{std::move(reference.run)}, std::move(reference.checkpoint)});
        }
    }
    return needs;
}

} // namespace rxwatt::schedule
