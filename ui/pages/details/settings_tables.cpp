// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of details_tables.h that are of settings.
#include "core/run/spec_fields.h"
#include "ui/models/run_cells.h"
#include "ui/pages/details/details_tables.h"

#include <QCoreApplication>

namespace rxwatt::pages
{

namespace
{

using models::PlainTable;

/// The shortest text of a number: 3.0 is "3".
QString numberText(const Json& value)
{
    const QString text = QString::fromStdString(base::toText(value));
    return text.endsWith(QStringLiteral(".0")) ? text.chopped(2) : text;
}

/// As a person would say it: lists without quotes, lists in lists in brackets.
QString valueText(const Json* value, bool isInner = false)
{
    if (value == nullptr || value->is_null()) {
        return QStringLiteral("–");
    }
    if (value->is_string()) {
        return QString::fromStdString(value->get<std::string>());
    }
    if (value->is_number()) {
        return numberText(*value);
    }
    if (!value->is_array()) {
        return QString::fromStdString(base::toText(*value));
    }
    QStringList parts;
    for (const Json& part : *value) {
        parts.append(valueText(&part, true));
    }
    const QString list = parts.join(QStringLiteral(", "));
    return isInner ? QStringLiteral("[%1]").arg(list) : list;
}

QString settingText(const run::SpecField& field, const Json* value)
{
    const bool isRange =
        field.type == run::FieldType::range && value != nullptr && value->is_array() && value->size() == 2;
    return isRange ? DetailsWords::tr("%1 to %2").arg(valueText(&value->front()), valueText(&value->back()))
                   : valueText(value);
}

PlainTable::Cell labelCell(const run::SpecField& field)
{
    const QString label = QCoreApplication::translate("SpecField", field.label.c_str());
    const QString unit =
        field.unit.empty() ? QString() : QStringLiteral(" (%1)").arg(QString::fromStdString(field.unit));
    return {label + unit, QVariant(QString::fromStdString(field.path)),
            QString::fromStdString(field.path) + u'\n' + QString::fromStdString(field.help)};
}

} // namespace

void fillSettings(PlainTable& table, const RunFacts& run)
{
    std::vector<PlainTable::Row> rows;
    for (const run::SpecField& field : run::specFields()) {
        if (!field.appliesTo(run.details.spec.kind)) {
            continue;
        }
        const Json* value = run::findValue(run.spec, field.path);
        const bool differs = field.path != "name" && value != nullptr && *value != field.defaultValue;
        PlainTable::Cell shown = cellOf(settingText(field, value));
        shown.isMarked = differs;
        rows.push_back(
            {labelCell(field), shown, differs ? cellOf(settingText(field, &field.defaultValue)) : PlainTable::Cell()});
    }
    table.set({{DetailsWords::tr("Setting")},
               {DetailsWords::tr("Value")},
               {DetailsWords::tr("Default"), false, DetailsWords::tr("Where the run differs from it")}},
              std::move(rows));
}

void fillDifferences(PlainTable& table, const std::vector<RunFacts>& runs)
{
    std::vector<PlainTable::Column> columns = {{DetailsWords::tr("Setting")}};
    for (const RunFacts& run : runs) {
        columns.push_back({models::oneLine(run.details.summary.name, 40)});
    }
    std::vector<PlainTable::Row> rows;
    for (const run::SpecField& field : run::specFields()) {
        PlainTable::Row row = {labelCell(field)};
        bool differs = false;
        for (const RunFacts& run : runs) {
            row.push_back(cellOf(settingText(field, run::findValue(run.spec, field.path))));
            differs = differs || row.back().tip != row[1].tip;
        }
        if (differs && field.path != "name") {
            rows.push_back(std::move(row));
        }
    }
    table.set(std::move(columns), std::move(rows));
}

} // namespace rxwatt::pages
