// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/groups.h"

#include "core/analysis/student_t.h"
#include "core/run/spec_fields.h"

#include <cmath>
#include <map>

namespace rxwatt::analysis
{

namespace
{

bool hasValue(const GroupedRun& run)
{
    return run.value && std::isfinite(*run.value);
}

void summarise(RunGroup& group, std::span<const GroupedRun> runs)
{
    double sum = 0;
    const std::string* digest = nullptr;
    for (const std::size_t place : group.runs) {
        const GroupedRun& run = runs[place];
        if (hasValue(run)) {
            sum += *run.value;
            ++group.count;
            group.isComparable &= digest == nullptr || *digest == run.evaluationDigest;
            digest = &run.evaluationDigest;
        }
    }
    if (group.count == 0) {
        return;
    }
    const auto count = static_cast<double>(group.count);
    const double mean = sum / count;
    group.mean = mean;
    if (group.count == 1) {
        return;
    }
    double squares = 0;
    for (const std::size_t place : group.runs) {
        squares += hasValue(runs[place]) ? (*runs[place].value - mean) * (*runs[place].value - mean) : 0;
    }
    const double deviation = std::sqrt(squares / (count - 1));
    const double half = studentTQuantile(0.975, count - 1) * deviation / std::sqrt(count);
    group.standardDeviation = deviation;
    group.interval = {mean - half, mean + half};
}

} // namespace

std::string repetitionKey(const Json& spec)
{
    Json settings = spec;
    if (settings.is_object()) {
        settings.erase("seed");
        settings.erase("name");
    }
    return base::toText(settings);
}

std::string settingKey(const Json& spec, std::string_view path)
{
    const Json* value = run::findValue(spec, path);
    return value != nullptr ? base::toText(*value) : "";
}

std::vector<RunGroup> groupRuns(std::span<const GroupedRun> runs)
{
    std::vector<RunGroup> groups;
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto [place, isNew] = places.try_emplace(runs[i].key, groups.size());
        if (isNew) {
            groups.push_back({.key = runs[i].key});
        }
        groups[place->second].runs.push_back(i);
    }
    for (RunGroup& group : groups) {
        summarise(group, runs);
    }
    return groups;
}

} // namespace rxwatt::analysis
