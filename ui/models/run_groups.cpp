// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_groups.h"

#include "core/analysis/groups.h"

#include <QCoreApplication>

namespace rxwatt::models
{

namespace
{

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
    std::vector<analysis::GroupedRun> members;
    for (const store::RunSummary& run : runs) {
        members.push_back({titleOf(run.id, settings, paths).toStdString(), run.geometricMeanBer, run.evaluationDigest});
    }
    std::vector<RunSection> sections;
    for (const analysis::RunGroup& group : analysis::groupRuns(members)) {
        GroupHead head;
        head.key = QString::fromStdString(group.key);
        head.title = head.key;
        head.mean = group.mean;
        if (group.interval) {
            head.low = group.interval->low;
            head.high = group.interval->high;
        }
        head.values = static_cast<int>(group.count);
        head.isMixed = !group.isComparable;
        std::vector<RunId> ids;
        for (const std::size_t member : group.runs) {
            ids.push_back(runs[member].id);
        }
        sections.push_back({std::move(head), RunIds(std::move(ids))});
    }
    return sections;
}

} // namespace rxwatt::models
