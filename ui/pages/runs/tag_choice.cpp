// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/tag_choice.h"

#include <algorithm>
#include <map>

namespace rxwatt::pages
{

Result<TagChoice> readTagChoice(const store::RunReader& reader, const std::vector<RunId>& runs)
{
    RXWATT_ASSIGN(const store::FilterWords words, reader.filterWords({}, 0));
    RXWATT_ASSIGN(const std::vector<store::RunSummary> summaries, reader.summaries(runs));
    std::map<std::string, int> used;
    for (const std::string& tag : words.tags) {
        used[tag] = 0;
    }
    for (const store::RunSummary& run : summaries) {
        for (const std::string& tag : run.tags) {
            ++used[tag];
        }
    }
    TagChoice choice;
    choice.runs = runs;
    for (const auto& [tag, count] : used) {
        choice.tags.push_back({QString::fromStdString(tag), count});
    }
    std::stable_sort(choice.tags.begin(), choice.tags.end(), [](const TagUse& a, const TagUse& b) {
        const int order = a.tag.compare(b.tag, Qt::CaseInsensitive);
        return (a.runs > 0) != (b.runs > 0) ? a.runs > 0 : order < 0;
    });
    return choice;
}

} // namespace rxwatt::pages
