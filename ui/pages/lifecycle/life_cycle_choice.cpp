// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/lifecycle/life_cycle_choice.h"

#include "core/project/run_energy.h"

#include <cmath>
#include <QJsonArray>

namespace rxwatt::pages
{

namespace
{

void take(const QJsonValue& value, const NumberRange& range, double& out)
{
    const double number = value.toDouble(std::nan(""));
    if (number >= range.low && number <= range.high) {
        out = number;
    }
}

} // namespace

QJsonObject toJson(const LifeCycleChoice& choice)
{
    QJsonArray readings;
    for (const std::size_t reading : choice.readings) {
        readings.append(static_cast<int>(reading));
    }
    const std::string precision(nameOf(choice.precision));
    return {{QStringLiteral("rate"), choice.ratePerS},
            {QStringLiteral("hours"), choice.hours},
            {QStringLiteral("intensity"), choice.gramsCo2PerKwh},
            {QStringLiteral("price"), choice.pricePerKwh},
            {QStringLiteral("pue"), choice.pue},
            {QStringLiteral("with_search"), choice.withSearch},
            {QStringLiteral("search_kwh"), choice.searchKwh ? QJsonValue(*choice.searchKwh) : QJsonValue()},
            {QStringLiteral("processor"), QString::fromStdString(choice.processor)},
            {QStringLiteral("precision"), QString::fromStdString(precision)},
            {QStringLiteral("readings"), readings}};
}

LifeCycleChoice lifeCycleChoiceFromJson(const QJsonObject& json)
{
    LifeCycleChoice choice;
    take(json.value(QStringLiteral("rate")), rateRange, choice.ratePerS);
    take(json.value(QStringLiteral("hours")), hoursRange, choice.hours);
    take(json.value(QStringLiteral("intensity")), intensityRange, choice.gramsCo2PerKwh);
    take(json.value(QStringLiteral("price")), priceRange, choice.pricePerKwh);
    take(json.value(QStringLiteral("pue")), pueRange, choice.pue);
    choice.withSearch = json.value(QStringLiteral("with_search")).toBool();
    double searchKwh = -1;
    take(json.value(QStringLiteral("search_kwh")), searchRange, searchKwh);
    if (searchKwh >= 0) {
        choice.searchKwh = searchKwh;
    }
    choice.processor =
        json.value(QStringLiteral("processor")).toString(QLatin1String(project::defaultProcessor)).toStdString();
    choice.precision = energy::precisionFromName(json.value(QStringLiteral("precision")).toString().toStdString())
                           .value_or(choice.precision);
    for (const QJsonValue& reading : json.value(QStringLiteral("readings")).toArray()) {
        const int place = reading.toInt(-1);
        if (place >= 0 && place < static_cast<int>(energy::paperReadings().size())) {
            choice.readings.insert(static_cast<std::size_t>(place));
        }
    }
    return choice;
}

} // namespace rxwatt::pages
