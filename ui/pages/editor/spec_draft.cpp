// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/spec_draft.h"

#include "core/run/sinr_list.h"

#include <algorithm>

namespace rxwatt::pages::editor
{

namespace
{

std::vector<std::string> partsOf(std::string_view path)
{
    std::vector<std::string> parts;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('.'), path.size());
        parts.emplace_back(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return parts;
}

void erase(Json& json, const std::vector<std::string>& parts, std::size_t at = 0)
{
    if (!json.is_object() || at >= parts.size()) {
        return;
    }
    const auto found = json.find(parts[at]);
    if (found == json.end()) {
        return;
    }
    if (at + 1 == parts.size()) {
        json.erase(found);
        return;
    }
    erase(*found, parts, at + 1);
    if (found->is_object() && found->empty()) {
        json.erase(found);
    }
}

/// "training.steps" of "$.training.steps[2]: found …"; of an unknown key, the key's own.
std::string pathOf(const std::string& message)
{
    if (!message.starts_with("$.")) {
        return {};
    }
    std::string path = message.substr(2, std::min(message.find_first_of(":[ "), message.size()) - 2);
    constexpr std::string_view unknown = ": the key \"";
    const std::size_t at = message.find(unknown);
    if (at != std::string::npos && at <= path.size() + 2) {
        const std::size_t begin = at + unknown.size();
        path.append(1, '.').append(message, begin, message.find('"', begin) - begin);
    }
    return path;
}

std::string unknownRootKey(const std::string& message)
{
    constexpr std::string_view unknown = "$: the key \"";
    if (!message.starts_with(unknown)) {
        return {};
    }
    return message.substr(unknown.size(), message.find('"', unknown.size()) - unknown.size());
}

/// Takes away what a problem is about, so that others can be found; false where nothing could be taken.
bool repair(Json& json, const std::string& path)
{
    std::vector<std::string> parts = partsOf(path);
    for (; !parts.empty(); parts.pop_back()) {
        const Json before = json;
        erase(json, parts);
        if (json != before) {
            return true;
        }
    }
    return false;
}

/// Whether it is there only because what the setting must fit to was wrong itself, and is its default now.
bool followsFrom(const Problem& problem, const std::vector<Problem>& others)
{
    const Field* field = fieldAt(problem.path);
    return field != nullptr && std::any_of(others.begin(), others.end(), [&](const Problem& other) {
               const Field* cause = fieldAt(other.path);
               return cause != nullptr && (cause->path == field->asLongAs || cause->path == field->notAbove);
           });
}

/// In the order of the form; what is no field of it comes last.
std::size_t placeOf(const std::string& path)
{
    const Field* field = fieldAt(path);
    return field == nullptr ? allFields().size() : static_cast<std::size_t>(field - allFields().data());
}

Json normalised(const Field& field, const Json& value)
{
    const Json& given = value.is_null() ? field.defaultValue : value;
    if (field.type == run::FieldType::oneOrMany && !given.is_array()) {
        return Json::array({given});
    }
    if (field.type == run::FieldType::range && given.is_array() && given.size() == 2 && given[0] == given[1]) {
        return given[0];
    }
    std::vector<double> points;
    if (field.type == run::FieldType::sinrList && run::readSinrList(given, "", points)) {
        return points;
    }
    return given;
}

} // namespace

std::string Problem::shortMessage() const
{
    const std::size_t colon = message.starts_with("$") ? message.find(": ") : std::string::npos;
    return colon == std::string::npos ? message : message.substr(colon + 2);
}

SpecDraft::SpecDraft() : m_json(Json::object())
{
    m_json["schema"] = run::specSchema;
}

SpecDraft::SpecDraft(Json json) : m_json(std::move(json))
{
    if (!m_json.is_object()) {
        *this = SpecDraft();
    }
}

Json SpecDraft::value(std::string_view path) const
{
    return valueAt(m_json, path);
}

void SpecDraft::set(std::string_view path, const Json& value)
{
    if (value.is_null()) {
        erase(m_json, partsOf(path));
    } else {
        run::setValue(m_json, path, value);
    }
}

Examination SpecDraft::examine() const
{
    constexpr int mostProblems = 30;
    Examination result;
    Json json = m_json;
    for (int i = 0; i < mostProblems; ++i) {
        Result<run::RunSpec> spec = run::specFromJson(json);
        if (spec) {
            result.repaired = std::move(*spec);
            break;
        }
        const std::string& message = spec.error().message;
        Problem problem{pathOf(message), message};
        if (problem.path.empty()) {
            problem.path = unknownRootKey(message);
        }
        const bool needsWeights = problem.path == "weights" && json.value("kind", Json()) == "evaluate";
        if (needsWeights) {
            json["weights"] = "-";
        }
        const bool goesOn = needsWeights || repair(json, problem.path);
        if (!followsFrom(problem, result.problems)) {
            result.problems.push_back(std::move(problem));
        }
        if (!goesOn) {
            break;
        }
    }
    std::stable_sort(result.problems.begin(), result.problems.end(),
                     [](const Problem& one, const Problem& other) { return placeOf(one.path) < placeOf(other.path); });
    result.filled = toJson(result.repaired);
    return result;
}

Json valueAt(const Json& json, std::string_view path)
{
    const Json* found = run::findValue(json, path);
    return found != nullptr ? *found : Json();
}

Json fallbackOf(const Field& field, const Json& filled)
{
    const std::string link = field.fallbackPath();
    return valueAt(filled, link.empty() ? field.path : link);
}

bool meanSame(const Field& field, const Json& one, const Json& other)
{
    return normalised(field, one) == normalised(field, other);
}

Json pruned(const Json& json)
{
    const Result<run::RunSpec> whole = run::specFromJson(json);
    if (!whole) {
        return json;
    }
    SpecDraft draft(json);
    for (const Field& field : allFields()) {
        const bool kept = field.path == "name" || field.path == "kind" || field.group == Section::evaluationLink;
        if (!kept && meanSame(field, draft.value(field.path), {})) {
            draft.set(field.path, {});
        }
    }
    const Result<run::RunSpec> left = run::specFromJson(draft.json());
    return left && *left == *whole ? draft.json() : json;
}

} // namespace rxwatt::pages::editor
