// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/spec_fields.h"

#include "core/run/spec_field_table.h"
#include "core/run/spec_names.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::run
{

namespace
{

/// Which runs a section is for, where a field does not say something else.
std::vector<RunKind> kindsOf(const std::string& section)
{
    if (section == "training" || section == "validation") {
        return {RunKind::train};
    }
    if (section == "model") {
        return {RunKind::train, RunKind::measure};
    }
    if (section == "evaluation") {
        return {RunKind::train, RunKind::evaluate};
    }
    if (section == "link") {
        return {RunKind::train, RunKind::evaluate, RunKind::measure};
    }
    return {allKinds.begin(), allKinds.end()};
}

std::vector<SpecField> makeFields()
{
    const Json defaults = toJson(specFromJson(Json::object()).value());
    std::vector<SpecField> fields = specFieldTable();
    for (SpecField& field : fields) {
        const std::size_t dot = field.path.find('.');
        field.section = dot == std::string::npos ? "run" : field.path.substr(0, dot);
        if (field.kinds.empty()) {
            field.kinds = kindsOf(field.section);
        }
        const Json* value = findValue(defaults, field.path);
        field.defaultValue = value != nullptr ? *value : Json::array();
    }
    return fields;
}

} // namespace

bool SpecField::appliesTo(RunKind kind) const
{
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

const std::vector<SpecField>& specFields()
{
    static const std::vector<SpecField> fields = makeFields();
    return fields;
}

const SpecField* findSpecField(std::string_view path)
{
    const std::vector<SpecField>& fields = specFields();
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const SpecField& f) { return f.path == path; });
    return found == fields.end() ? nullptr : &*found;
}

std::string allowedText(const SpecField& field)
{
    std::string text;
    if (field.low && field.high) {
        text = fmt::format("{}{} to {}", field.isLowExcluded ? "above " : "", *field.low, *field.high);
    }
    for (std::size_t i = 0; i < field.choices.size(); ++i) {
        const Json& choice = field.choices[i];
        text += i == 0 ? "" : (i + 1 == field.choices.size() ? " or " : ", ");
        text += choice.is_string()    ? choice.get<std::string>()
                : choice.is_boolean() ? choice.dump()
                                      : fmt::format("{}", choice.get<double>());
    }
    return text;
}

const Json* findValue(const Json& spec, std::string_view path)
{
    const Json* value = &spec;
    while (true) {
        const std::size_t dot = std::min(path.find('.'), path.size());
        if (!value->is_object()) {
            return nullptr;
        }
        const auto member = value->find(std::string(path.substr(0, dot)));
        if (member == value->end()) {
            return nullptr;
        }
        value = &*member;
        if (dot == path.size()) {
            return value;
        }
        path.remove_prefix(dot + 1);
    }
}

void setValue(Json& spec, std::string_view path, Json value)
{
    Json* place = &spec;
    while (true) {
        const std::size_t dot = std::min(path.find('.'), path.size());
        if (!place->is_object()) {
            *place = Json::object();
        }
        place = &(*place)[std::string(path.substr(0, dot))];
        if (dot == path.size()) {
            *place = std::move(value);
            return;
        }
        path.remove_prefix(dot + 1);
    }
}

} // namespace rxwatt::run
