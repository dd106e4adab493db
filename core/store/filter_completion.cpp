// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/spec_fields.h"
#include "core/store/filter_fields.h"

#include <algorithm>

namespace rxwatt::store
{

namespace
{

constexpr std::size_t maxCandidates = 200;

std::string quotedIfNeeded(const std::string& value)
{
    if (value.find_first_of(" \t\",\\\n") == std::string::npos) {
        return value;
    }
    std::string text = "\"";
    for (const char c : value) {
        text += c == '"' || c == '\\' ? "\\" : "";
        text += c;
    }
    return text + "\"";
}

std::vector<std::string> valuesFor(const std::string& field, const FilterWords& words)
{
    if (const FilterFieldInfo* info = findFilterField(field)) {
        return info->field == FilterField::tag ? words.tags : wordsOf(info->field);
    }
    std::vector<std::string> values;
    if (const auto known = words.settings.find(field); known != words.settings.end()) {
        values = known->second;
    } else if (const run::SpecField* setting = run::findSpecField(field)) {
        for (const Json& choice : setting->choices) {
            values.push_back(choice.is_string() ? choice.get<std::string>() : base::toText(choice));
        }
    }
    return values;
}

std::vector<std::string> fieldsToWrite()
{
    std::vector<std::string> fields;
    for (const FilterFieldInfo& info : filterFields) {
        const bool isNumber = info.type != FilterValueType::text && info.type != FilterValueType::word;
        fields.push_back(std::string(info.name) + (isNumber ? "" : ":"));
    }
    for (const run::SpecField& field : run::specFields()) {
        if (field.section != "run" || findFilterField(field.path) == nullptr) {
            fields.push_back(field.path);
        }
    }
    return fields;
}

/// Those that begin with what is written, then those that hold it.
std::vector<std::string> fitting(const std::vector<std::string>& all, std::string_view written)
{
    const std::string wanted = lowerCase(written.substr(written.starts_with('"') ? 1 : 0));
    std::vector<std::string> begin;
    std::vector<std::string> within;
    for (const std::string& text : all) {
        const std::size_t at = lowerCase(text).find(wanted);
        if (at != std::string::npos) {
            (at == 0 ? begin : within).push_back(text);
        }
    }
    begin.insert(begin.end(), within.begin(), within.end());
    begin.resize(std::min(begin.size(), maxCandidates));
    return begin;
}

} // namespace

FilterCompletions completions(std::string_view text, std::size_t cursor, const FilterWords& words)
{
    cursor = std::min(cursor, text.size());
    std::size_t begin = 0;
    std::size_t end = endOfTerm(text, 0);
    while (end < cursor) {
        begin = end + 1;
        end = endOfTerm(text, begin);
    }
    begin += begin < end && text[begin] == '-' && begin < cursor ? 1 : 0;
    const std::string_view term = text.substr(begin, end - begin);
    const std::size_t at = findOperator(term);
    const std::size_t valueBegin = at == std::string_view::npos ? end : begin + at + operatorLength(term.substr(at));
    if (at == std::string_view::npos || cursor < valueBegin) {
        const std::size_t fieldEnd = at == std::string_view::npos ? end : valueBegin;
        return {begin, fieldEnd, fitting(fieldsToWrite(), text.substr(begin, cursor - begin))};
    }
    FilterCompletions found{valueBegin, valueBegin, {}};
    bool quoted = false;
    for (std::size_t i = valueBegin; i < end; ++i) {
        quoted = text[i] == '"' ? !quoted : quoted;
        if (text[i] == ',' && !quoted) {
            if (i >= cursor) {
                end = i;
                break;
            }
            found.begin = i + 1;
        }
    }
    found.end = end;
    const std::vector<std::string> values = valuesFor(lowerCase(term.substr(0, at)), words);
    for (const std::string& value : fitting(values, text.substr(found.begin, cursor - found.begin))) {
        found.candidates.push_back(quotedIfNeeded(value));
    }
    return found;
}

} // namespace rxwatt::store
