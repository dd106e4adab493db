// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_groups.h"

#include <algorithm>
#include <cmath>
#include <QCoreApplication>

namespace rxwatt::models
{

namespace
{

/// 97.5 % points of Student's t by degrees of freedom, from 1.
double studentT(int freedom)
{
    static constexpr double points[] = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                                        2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
                                        2.080,  2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
    constexpr double normal = 1.96;
    return freedom <= static_cast<int>(std::size(points)) ? points[freedom - 1]
                                                          : normal * (1 + 1.2 / static_cast<double>(freedom));
}

void setMean(GroupHead& head, const std::vector<double>& values)
{
    head.values = static_cast<int>(values.size());
    if (values.empty()) {
        return;
    }
    const auto count = static_cast<double>(values.size());
    double mean = 0;
    for (const double value : values) {
        mean += value / count;
    }
    head.mean = mean;
    if (values.size() < 2) {
        return;
    }
    double squares = 0;
    for (const double value : values) {
        squares += (value - mean) * (value - mean);
    }
    const double half = studentT(head.values - 1) * std::sqrt(squares / (count - 1) / count);
    head.low = mean - half;
    head.high = mean + half;
}

QString titleOf(const RunId& run, const RunSettings& settings, const std::vector<std::string>& paths)
{
    QStringList parts;
    for (const std::string& path : paths) {
        const QString name = QString::fromStdString(path).section(u'.', -1).replace(u'_', u' ');
        const std::string value = settings.valueOf(run, path);
        parts.append(name + u' ' + (value.empty() ? QStringLiteral("–") : oneLine(value, 60)));
    }
    return parts.isEmpty() ? QCoreApplication::translate("RunGroup", "All runs") : parts.join(QStringLiteral(", "));
}

} // namespace

void RunSettings::flatten(const Json& json, const std::string& path, std::vector<Setting>& settings)
{
    if (json.is_object() && !json.empty()) {
        for (const auto& [key, value] : json.items()) {
            flatten(value, path.empty() ? key : path + "." + key, settings);
        }
        return;
    }
    const std::string text = json.is_string() ? json.get<std::string>() : json.is_null() ? "" : base::toText(json);
    settings.push_back({&*m_texts.insert(path).first, &*m_texts.insert(text).first});
}

void RunSettings::put(const RunId& run, const Json& spec)
{
    flatten(spec, {}, m_runs[run]);
}

std::string RunSettings::valueOf(const RunId& run, const std::string& path) const
{
    if (const auto found = m_runs.find(run); found != m_runs.end()) {
        for (const Setting& setting : found->second) {
            if (*setting.path == path) {
                return *setting.value;
            }
        }
    }
    return {};
}

std::vector<std::string> RunSettings::differing(const std::vector<RunId>& runs) const
{
    struct Use {
        const std::string* path = nullptr;
        const std::string* first = nullptr;
        std::size_t runs = 0;
        bool differs = false;
    };

    std::vector<Use> uses;
    std::unordered_map<const std::string*, std::size_t> places;
    std::size_t known = 0;
    for (const RunId& run : runs) {
        const auto found = m_runs.find(run);
        if (found == m_runs.end()) {
            continue;
        }
        ++known;
        for (const Setting& setting : found->second) {
            const auto [place, isNew] = places.try_emplace(setting.path, uses.size());
            if (isNew) {
                uses.push_back({setting.path, setting.value});
            }
            Use& use = uses[place->second];
            ++use.runs;
            use.differs = use.differs || use.first != setting.value;
        }
    }
    std::vector<std::string> paths;
    for (const Use& use : uses) {
        if ((use.differs || use.runs < known) && *use.path != "name" && *use.path != "schema") {
            paths.push_back(*use.path);
        }
    }
    return paths;
}

std::vector<RunSection> groupRuns(const std::vector<store::RunSummary>& runs, const RunSettings& settings,
                                  const std::vector<std::string>& paths)
{
    struct Group {
        GroupHead head;
        std::vector<RunId> runs;
        std::vector<double> values;
        std::set<std::string> digests;
    };

    std::vector<Group> groups;
    std::map<QString, std::size_t> places;
    for (const store::RunSummary& run : runs) {
        const QString title = titleOf(run.id, settings, paths);
        const auto [place, isNew] = places.try_emplace(title, groups.size());
        if (isNew) {
            groups.push_back({GroupHead{.key = title, .title = title}, {}, {}, {}});
        }
        Group& group = groups[place->second];
        group.runs.push_back(run.id);
        if (run.geometricMeanBer) {
            group.values.push_back(*run.geometricMeanBer);
            group.digests.insert(run.evaluationDigest);
        }
    }
    std::vector<RunSection> sections;
    for (Group& group : groups) {
        setMean(group.head, group.values);
        group.head.isMixed = group.digests.size() > 1;
        sections.push_back({std::move(group.head), RunIds(std::move(group.runs))});
    }
    return sections;
}

} // namespace rxwatt::models
