// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_groups.h"

#include "core/analysis/groups.h"

#include <fmt/format.h>

#include <cmath>
#include <QCoreApplication>
#include <QStringList>

namespace rxwatt::models
{

std::string settingText(const store::SettingValue& value)
{
    if (const auto* number = std::get_if<double>(&value)) {
        // Whole numbers as they are; of others the noise of binary fractions (0.00030000000000000003) is nobody's.
        constexpr double exactWhole = 9007199254740992.0;
        const bool isWhole = std::trunc(*number) == *number && std::abs(*number) < exactWhole;
        return isWhole ? fmt::format("{:.0f}", *number) : fmt::format("{:.12g}", *number);
    }
    const auto* text = std::get_if<std::string>(&value);
    return text != nullptr ? *text : std::string();
}

QString groupTitle(std::span<const std::string> paths, std::span<const store::SettingValue> values)
{
    QStringList parts;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const QString name = QString::fromStdString(paths[i]).section(u'.', -1).replace(u'_', u' ');
        const std::string value = settingText(values[i]);
        parts.append(name + u' ' + (value.empty() ? QStringLiteral("–") : oneLine(value, 60)));
    }
    return parts.isEmpty() ? QCoreApplication::translate("RunGroup", "All runs") : parts.join(QStringLiteral(", "));
}

QString studyTitle(const std::string& name)
{
    const std::size_t slash = name.find('/');
    return slash == std::string::npos || slash == 0 ? QCoreApplication::translate("RunGroup", "No study")
                                                    : oneLine(name.substr(0, slash), 120);
}

std::vector<RunSection> groupRuns(const std::vector<store::RunSummary>& runs, const std::vector<QString>& titles)
{
    std::vector<analysis::GroupedRun> members;
    members.reserve(runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
        members.push_back({titles[i].toStdString(), runs[i].geometricMeanBer, runs[i].evaluationDigest});
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
