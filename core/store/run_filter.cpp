// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_filter.h"

#include "core/base/json.h"
#include "core/store/filter_fields.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace rxwatt::store
{

namespace
{

// What a condition of the database may grow to.
constexpr std::size_t maxTextBytes = 10'000;
constexpr std::size_t maxTerms = 50;
constexpr std::size_t maxValues = 50;

constexpr std::string_view blanks = " \t\n\r";

/// Values between commas, quotes taken off; none where a quote does not end.
std::optional<std::vector<std::string>> splitValues(std::string_view text)
{
    std::vector<std::string> values(1);
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted && c == '\\' && at + 1 < text.size()) {
            values.back() += text[++at];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            values.emplace_back();
        } else {
            values.back() += c;
        }
    }
    return quoted ? std::nullopt : std::optional(values);
}

double unitOf(std::string_view suffix, FilterValueType type)
{
    using Unit = std::pair<std::string_view, double>;
    constexpr std::array counts = {Unit{"k", 1e3}, Unit{"M", 1e6}, Unit{"G", 1e9}};
    constexpr std::array times = {Unit{"s", 1}, Unit{"m", 60}, Unit{"h", 3600}, Unit{"d", 86400}};
    const auto find = [&](const auto& units) {
        const auto* const found =
            std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.first == suffix; });
        return found == units.end() ? 0 : found->second;
    };
    if (suffix.empty()) {
        return 1;
    }
    return type == FilterValueType::count ? find(counts) : type == FilterValueType::duration ? find(times) : 0;
}

std::optional<double> numberOf(std::string_view text, FilterValueType type)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const double unit = unitOf(text.substr(static_cast<std::size_t>(end - text.data())), type);
    if (error != std::errc() || unit == 0 || !std::isfinite(value * unit)) {
        return std::nullopt;
    }
    return value * unit;
}

bool isTime(std::string_view text)
{
    return text.size() >= 4 && text.find_first_not_of("0123456789-:TZ") == std::string_view::npos;
}

FilterOperator operatorOf(std::string_view text)
{
    using Named = std::pair<std::string_view, FilterOperator>;
    constexpr std::array operators = {
        Named{"<=", FilterOperator::lessOrEqual}, Named{">=", FilterOperator::greaterOrEqual},
        Named{"!=", FilterOperator::notEqual},    Named{"<", FilterOperator::less},
        Named{">", FilterOperator::greater},      Named{"=", FilterOperator::equal}};
    const auto* const found =
        std::find_if(operators.begin(), operators.end(), [&](const Named& named) { return named.first == text; });
    return found == operators.end() ? FilterOperator::matches : found->second;
}

bool isOrder(FilterOperator comparison)
{
    return comparison != FilterOperator::matches && comparison != FilterOperator::equal &&
           comparison != FilterOperator::notEqual;
}

/// Reads one value of a field; the error says what is allowed.
Result<FilterValue> valueOf(std::string text, const FilterFieldInfo* info, FilterOperator comparison)
{
    const auto refuse = [&](const std::string& allowed) {
        return fail(ErrorKind::badInput, fmt::format("found {}, {} is allowed", base::inQuotes(text), allowed));
    };
    if (text.empty()) {
        return fail(ErrorKind::badInput, "a value is missing");
    }
    if (info == nullptr) { // a setting
        std::optional<double> number = numberOf(text, FilterValueType::number);
        return isOrder(comparison) && !number ? Result<FilterValue>(refuse("a number"))
                                              : Result<FilterValue>(FilterValue{std::move(text), number});
    }
    switch (info->type) {
    case FilterValueType::text:
        return FilterValue{std::move(text), {}};
    case FilterValueType::word: {
        const std::vector<std::string> words = wordsOf(info->field);
        std::string word = words.empty() ? text : lowerCase(text);
        const bool known = words.empty() || std::find(words.begin(), words.end(), word) != words.end();
        return known ? Result<FilterValue>(FilterValue{std::move(word), {}})
                     : Result<FilterValue>(refuse(fmt::format("one of {}", fmt::join(words, ", "))));
    }
    case FilterValueType::time:
        return isTime(text) ? Result<FilterValue>(FilterValue{std::move(text), {}})
                            : Result<FilterValue>(refuse("a day or time like 2026-01-31 or 2026-01-31T12:00"));
    default:
        break;
    }
    const std::optional<double> number = numberOf(text, info->type);
    const char* allowed = info->type == FilterValueType::count      ? "a number like 2000, 2e3, 2k or 1.5M"
                          : info->type == FilterValueType::duration ? "a time like 90, 90s, 5m, 2h or 1d"
                                                                    : "a number";
    return number ? Result<FilterValue>(FilterValue{std::move(text), number}) : Result<FilterValue>(refuse(allowed));
}

std::string fieldList()
{
    std::vector<std::string_view> names;
    for (const FilterFieldInfo& info : filterFields) {
        names.push_back(info.name);
    }
    return fmt::format("{} and settings like training.steps", fmt::join(names, ", "));
}

Result<FilterTerm> termWithField(std::string_view text, std::size_t at)
{
    FilterTerm term;
    const std::string name = lowerCase(text.substr(0, at));
    const std::size_t length = operatorLength(text.substr(at));
    const FilterFieldInfo* info = findFilterField(name);
    term.comparison = operatorOf(text.substr(at, length));
    if (info == nullptr && !isSettingPath(name)) {
        return fail(ErrorKind::badInput,
                    fmt::format("there is no field {}; there are {}. Quotes make it a word to look for",
                                base::inQuotes(name), fieldList()));
    }
    term.field = info != nullptr ? info->field : FilterField::setting;
    term.setting = info != nullptr ? "" : name;
    const bool isText = info != nullptr && (info->type == FilterValueType::text || info->type == FilterValueType::word);
    if (isText && isOrder(term.comparison)) {
        return fail(ErrorKind::badInput,
                    fmt::format("found {} behind {}, one of :, = and != is allowed", text.substr(at, length), name));
    }
    const auto values = splitValues(text.substr(at + length));
    if (!values) {
        return fail(ErrorKind::badInput, "a quote has no end");
    }
    if (values->size() > maxValues) {
        return fail(ErrorKind::badInput,
                    fmt::format("found {} values, at most {} are allowed", values->size(), maxValues));
    }
    for (const std::string& value : *values) {
        RXWATT_ASSIGN(FilterValue read, valueOf(value, info, term.comparison));
        term.values.push_back(std::move(read));
    }
    return term;
}

Result<FilterTerm> termOf(std::string_view text)
{
    const bool isNegated = text.starts_with('-');
    text.remove_prefix(isNegated ? 1 : 0);
    FilterTerm term;
    if (const std::size_t at = findOperator(text); at != std::string_view::npos) {
        RXWATT_ASSIGN(term, termWithField(text, at));
    } else {
        auto words = splitValues(text);
        if (!words) {
            return fail(ErrorKind::badInput, "a quote has no end");
        }
        const std::string whole = fmt::format("{}", fmt::join(*words, ","));
        if (whole.empty()) {
            return fail(ErrorKind::badInput, "a word or a field is missing");
        }
        term.values.push_back({whole, {}});
    }
    term.isNegated = isNegated;
    return term;
}

} // namespace

ParsedFilter parseRunFilter(std::string_view text)
{
    ParsedFilter parsed;
    if (text.size() > maxTextBytes) {
        parsed.errors.push_back({0, text.size(), fmt::format("a filter of at most {} bytes is allowed", maxTextBytes)});
        return parsed;
    }
    for (std::size_t begin = text.find_first_not_of(blanks); begin != std::string_view::npos;) {
        const std::size_t end = endOfTerm(text, begin);
        Result<FilterTerm> term = termOf(text.substr(begin, end - begin));
        if (!term) {
            parsed.errors.push_back({begin, end, std::move(term).error().message});
        } else if (parsed.filter.terms.size() == maxTerms) {
            parsed.errors.push_back({begin, text.size(), fmt::format("at most {} terms are allowed", maxTerms)});
            break;
        } else {
            parsed.filter.terms.push_back(std::move(*term));
        }
        begin = text.find_first_not_of(blanks, end);
    }
    return parsed;
}

Result<RunFilter> runFilterFromText(std::string_view text)
{
    ParsedFilter parsed = parseRunFilter(text);
    if (!parsed.errors.empty()) {
        const FilterError& first = parsed.errors.front();
        return fail(ErrorKind::badInput, fmt::format("filter, column {}: {}", first.begin + 1, first.message));
    }
    return std::move(parsed.filter);
}

} // namespace rxwatt::store
