// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/filter_fields.h"

#include "core/run/quality.h"
#include "core/run/spec_fields.h"
#include "core/run/spec_names.h"
#include "core/run/state.h"

#include <algorithm>

namespace rxwatt::store
{

namespace
{

constexpr std::string_view judgedLink = "evaluation.link.";

} // namespace

std::vector<std::string> wordsOf(FilterField field)
{
    std::vector<std::string> words;
    if (field == FilterField::kind) {
        for (const run::RunKind kind : run::allKinds) {
            words.emplace_back(nameOf(kind));
        }
    } else if (field == FilterField::state) {
        for (int state = 0; state <= static_cast<int>(run::RunState::pruned); ++state) {
            words.emplace_back(nameOf(static_cast<run::RunState>(state)));
        }
    } else if (field == FilterField::energyQuality) {
        for (const run::Quality quality : run::allQualities) {
            words.emplace_back(nameOf(quality));
        }
    } else if (field == FilterField::is) {
        words.assign(isValues.begin(), isValues.end());
    }
    return words;
}

const FilterFieldInfo* findFilterField(std::string_view name)
{
    const auto* const found = std::find_if(filterFields.begin(), filterFields.end(),
                                           [&](const FilterFieldInfo& info) { return info.name == name; });
    return found == filterFields.end() ? nullptr : found;
}

const FilterFieldInfo& infoOf(FilterField field)
{
    return *std::find_if(filterFields.begin(), filterFields.end(),
                         [&](const FilterFieldInfo& info) { return info.field == field; });
}

bool isSettingPath(std::string_view path)
{
    if (path.starts_with(judgedLink)) {
        path.remove_prefix(std::string_view("evaluation.").size());
        return path != "link.sinr_db" && run::findSpecField(path) != nullptr;
    }
    return run::findSpecField(path) != nullptr;
}

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    for (char& c : lower) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return lower;
}

std::size_t findOperator(std::string_view term)
{
    std::size_t at = 0;
    while (at < term.size() &&
           (std::isalnum(static_cast<unsigned char>(term[at])) != 0 || term[at] == '_' || term[at] == '.')) {
        ++at;
    }
    return at > 0 && operatorLength(term.substr(at)) > 0 ? at : std::string_view::npos;
}

std::size_t operatorLength(std::string_view fromOperator)
{
    for (const std::string_view text : {"<=", ">=", "!=", "<", ">", "=", ":"}) {
        if (fromOperator.starts_with(text)) {
            return text.size();
        }
    }
    return 0;
}

std::size_t endOfTerm(std::string_view text, std::size_t begin)
{
    bool quoted = false;
    for (std::size_t at = begin; at < text.size(); ++at) {
        if (quoted && text[at] == '\\') {
            ++at;
        } else if (text[at] == '"') {
            quoted = !quoted;
        } else if (!quoted && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) {
            return at;
        }
    }
    return text.size();
}

} // namespace rxwatt::store
