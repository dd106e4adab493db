// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/run/spec.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::run
{

/// What the JSON of a setting may look like.
enum class FieldType {
    text,          ///< a text; where it has choices they are suggestions
    choice,        ///< one of the choices
    integer,       ///< a whole number
    number,        ///< a number
    range,         ///< a number, or [low, high] from which each slot draws
    oneOrMany,     ///< one of the choices, or a list of different ones
    nameList,      ///< a list of the choices, each at most once; may be empty
    integerList,   ///< a list of whole numbers
    pairList,      ///< a list of pairs of whole numbers
    sinrList,      ///< a list of different numbers, or {"first", "step", "last"}
    weightsList,   ///< a list of references to weights
    linkOverrides, ///< an object with parts of `link`
};

/// One setting of a specification, as forms and help show it.
struct SpecField {
    /// Without the "$.": "training.steps".
    std::string path = {};
    /// "run" for what lies at the top, else the path's first part: "link", "model", "training", "validation",
    /// "evaluation", "power".
    std::string section = {};
    /// English, for translation: "Learning rate".
    std::string label = {};
    FieldType type = FieldType::text;
    /// "Hz", "s", "dB"; empty for counts and the like.
    std::string unit = {};
    /// Ends of what one number of it may be, both allowed unless said otherwise.
    std::optional<double> low = {};
    std::optional<double> high = {};
    bool isLowExcluded = false;
    /// Characters of a text, entries of a list.
    std::size_t minCount = 0;
    std::size_t maxCount = 0;
    /// The path of a setting that it must not be above, or of the list that it must be as long as; empty for none.
    std::string notAbove = {};
    std::string asLongAs = {};
    std::vector<Json> choices = {};
    /// As in a specification that is filled in.
    Json defaultValue = {};
    /// A sentence for whoever fills it in.
    std::string help = {};
    /// Of which runs it is; the others ignore it.
    std::vector<RunKind> kinds = {};

    [[nodiscard]] bool appliesTo(RunKind kind) const;
};

/// Every setting that a specification has but `schema`, in its order.
[[nodiscard]] const std::vector<SpecField>& specFields();
/// The setting of that path; null where there is none.
[[nodiscard]] const SpecField* findSpecField(std::string_view path);
/// "1 to 275", "above 0 to 1000", "QPSK, 16QAM, 64QAM or 256QAM"; empty where there is nothing to say.
[[nodiscard]] std::string allowedText(const SpecField& field);

/// The value at a path ("training.steps") of a specification; null where it has none.
[[nodiscard]] const Json* findValue(const Json& spec, std::string_view path);
/// Puts a value there; objects on the way are made.
void setValue(Json& spec, std::string_view path, Json value);

} // namespace rxwatt::run
