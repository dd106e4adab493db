// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/field.h"

#include <algorithm>
#include <QCoreApplication>

namespace rxwatt::pages::editor
{

namespace
{

constexpr std::string_view overridePrefix = "evaluation.";

Section groupOf(const std::string& section)
{
    static const std::vector<std::string> names = {"run",        "link",       "model", "training",
                                                   "validation", "evaluation", "power"};
    const auto found = std::find(names.begin(), names.end(), section);
    return found == names.end() ? Section::run : static_cast<Section>(found - names.begin());
}

/// What a model is made for must be the same in its evaluation, which also has SINRs of its own.
bool canBeOverridden(const run::SpecField& field)
{
    return field.section == "link" && field.path != "link.rx_antennas" && field.path != "link.sinr_db";
}

std::vector<Field> makeFields()
{
    std::vector<Field> fields;
    for (const run::SpecField& setting : run::specFields()) {
        if (setting.type != run::FieldType::linkOverrides) {
            fields.push_back({setting, groupOf(setting.section)});
        }
    }
    for (const run::SpecField& setting : run::specFields()) {
        if (canBeOverridden(setting)) {
            Field& part = fields.emplace_back(Field{setting, Section::evaluationLink});
            part.path.insert(0, overridePrefix);
            part.section = "evaluation";
            part.defaultValue = Json();
        }
    }
    return fields;
}

QString translated(const std::string& text)
{
    return QCoreApplication::translate("SpecField", text.c_str());
}

} // namespace

QString Field::title() const
{
    return translated(label);
}

QString Field::explanation() const
{
    return translated(help);
}

QString Field::allowed() const
{
    return QString::fromStdString(run::allowedText(*this));
}

std::string Field::fallbackPath() const
{
    return group == Section::evaluationLink ? path.substr(overridePrefix.size()) : std::string();
}

const std::vector<Field>& allFields()
{
    static const std::vector<Field> fields = makeFields();
    return fields;
}

const Field* fieldAt(std::string_view path)
{
    for (const Field& field : allFields()) {
        const bool isInside = path.starts_with(field.path) && path.size() > field.path.size() &&
                              (path[field.path.size()] == '.' || path[field.path.size()] == '[');
        if (path == field.path || isInside) {
            return &field;
        }
    }
    return nullptr;
}

QString titleOf(Section section)
{
    switch (section) {
    case Section::run:
        return QCoreApplication::translate("Editor", "Run");
    case Section::link:
        return QCoreApplication::translate("Editor", "Link");
    case Section::model:
        return QCoreApplication::translate("Editor", "Model");
    case Section::training:
        return QCoreApplication::translate("Editor", "Training");
    case Section::validation:
        return QCoreApplication::translate("Editor", "Validation");
    case Section::evaluation:
        return QCoreApplication::translate("Editor", "Evaluation");
    case Section::power:
        return QCoreApplication::translate("Editor", "Power");
    case Section::evaluationLink:
        break;
    }
    return QCoreApplication::translate("Editor", "Link of the evaluation, where it differs");
}

} // namespace rxwatt::pages::editor
