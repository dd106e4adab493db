// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::store
{

/// What a term of a filter is about.
enum class FilterField {
    words, ///< a word without a field: part of the name or a tag, or the beginning of the id
    id,
    name,
    notes,
    reason,
    kind,
    state,
    tag,
    is,
    created,
    started,
    finished,
    steps,
    expectedSteps,
    duration,
    geometricMeanBer,
    parameters,
    macs,
    attempt,
    trainingEnergy,
    stepEnergy,
    inferenceEnergy,
    energyQuality,
    setting ///< a path of the specification
};

enum class FilterOperator { matches, equal, notEqual, less, lessOrEqual, greater, greaterOrEqual };

struct FilterValue {
    std::string text;
    /// The text as a number where it is one ("1.5k", "2h" where the field has such units).
    std::optional<double> number;

    bool operator==(const FilterValue&) const = default;
};

/// One condition; one of its values is enough.
struct FilterTerm {
    bool isNegated = false;
    FilterField field = FilterField::words;
    /// For `setting`: "training.learning_rate".
    std::string setting;
    FilterOperator comparison = FilterOperator::matches;
    std::vector<FilterValue> values;

    bool operator==(const FilterTerm&) const = default;
};

/// Which runs a person wants to see; all terms must hold.
struct RunFilter {
    std::vector<FilterTerm> terms;

    bool operator==(const RunFilter&) const = default;
};

/// What is wrong with a part of a filter's text, [begin, end) in bytes.
struct FilterError {
    std::size_t begin = 0;
    std::size_t end = 0;
    /// What was found and what is allowed.
    std::string message;
};

struct ParsedFilter {
    /// Of the terms without errors.
    RunFilter filter;
    std::vector<FilterError> errors;
};

/// Reads `kind:train steps>1000 gmber<-1.5 -tag:old name:"two words" training.learning_rate<1e-3`: terms that must all
/// hold, each with a minus where it must not, several values between commas, quotes round blanks and commas.
[[nodiscard]] ParsedFilter parseRunFilter(std::string_view text);
/// The same; the first error says its column.
[[nodiscard]] Result<RunFilter> runFilterFromText(std::string_view text);

/// What is offered beside the language's own words.
struct FilterWords {
    std::vector<std::string> tags;
    /// Values that settings have, by path.
    std::map<std::string, std::vector<std::string>> settings;
};

/// What may stand in place of the bytes [begin, end) of the text.
struct FilterCompletions {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::vector<std::string> candidates;
};

/// What a person may want to write at the cursor (a byte position).
[[nodiscard]] FilterCompletions completions(std::string_view text, std::size_t cursor, const FilterWords& words);

} // namespace rxwatt::store
