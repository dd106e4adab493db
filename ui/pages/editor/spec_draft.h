// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/editor/field.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::pages::editor
{

/// What was found wrong, in words, and where: a path below `$` without indices, empty for the whole.
struct Problem {
    std::string path;
    /// As the core wrote it, with the whole path.
    std::string message;

    /// Without the path, for the field itself.
    [[nodiscard]] std::string shortMessage() const;
};

/// A draft looked at as a whole.
struct Examination {
    /// All that can be told apart, in the order of the specification; empty for a draft that can be queued.
    std::vector<Problem> problems;
    /// The draft filled in; what is wrong stands there with its default.
    run::RunSpec repaired;
    Json filled;
};

/// A specification while a person works on it: the JSON as it was written, with what was left out left out, and with
/// what cannot be read kept as the text that was typed. Nothing that was entered is lost, however wrong.
class SpecDraft
{
public:
    SpecDraft();
    /// Anything but an object counts as an empty draft.
    explicit SpecDraft(Json json);

    [[nodiscard]] const Json& json() const { return m_json; }

    /// The value at "training.steps", or null where there is none.
    [[nodiscard]] Json value(std::string_view path) const;
    /// Null takes the key away, and the objects that are empty without it.
    void set(std::string_view path, const Json& value);

    [[nodiscard]] Examination examine() const;

    bool operator==(const SpecDraft&) const = default;

private:
    Json m_json;
};

/// The value at a path of any specification; null where there is none.
[[nodiscard]] Json valueAt(const Json& json, std::string_view path);

/// The field's value in a specification that is filled in, for what is left out.
[[nodiscard]] Json fallbackOf(const Field& field, const Json& filled);

/// Whether two values of a field mean the same: [4, 4] and 4, {"first": 0, "step": 4, "last": 8} and [0, 4, 8]. Null is
/// the default.
[[nodiscard]] bool meanSame(const Field& field, const Json& one, const Json& other);

/// The same specification without what has its default anyway.
[[nodiscard]] Json pruned(const Json& json);

} // namespace rxwatt::pages::editor
