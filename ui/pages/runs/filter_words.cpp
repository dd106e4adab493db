// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/filter_words.h"

namespace rxwatt::pages
{

namespace
{

/// More would be no help while typing.
constexpr std::size_t maxWords = 100;

int lettersOf(const std::string& text, std::size_t bytes)
{
    return static_cast<int>(QString::fromStdString(text.substr(0, bytes)).size());
}

} // namespace

std::optional<FilterProblem> filterProblem(const QString& text)
{
    const std::string bytes = text.toStdString();
    const store::ParsedFilter parsed = store::parseRunFilter(bytes);
    if (parsed.errors.empty()) {
        return std::nullopt;
    }
    const store::FilterError& first = parsed.errors.front();
    return FilterProblem{QString::fromStdString(first.message), lettersOf(bytes, first.begin)};
}

FilterWords filterWords(const QString& text, int cursor, const store::FilterWords& words)
{
    const std::string bytes = text.toStdString();
    const auto place = static_cast<std::size_t>(text.left(cursor).toUtf8().size());
    const store::FilterCompletions found = store::completions(bytes, place, words);
    FilterWords offered;
    offered.begin = lettersOf(bytes, found.begin);
    offered.length = lettersOf(bytes, found.end) - offered.begin;
    for (std::size_t i = 0; i < std::min(found.candidates.size(), maxWords); ++i) {
        offered.words.append(QString::fromStdString(found.candidates[i]));
    }
    return offered;
}

} // namespace rxwatt::pages
