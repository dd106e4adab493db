// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/processors/processor_choice.h"

#include "ui/pages/energy_words.h"

#include <algorithm>
#include <array>

namespace rxwatt::pages
{

namespace
{

constexpr std::array<std::string_view, 5> setNames = {"all", "paper", "cpus", "accelerators", "own"};

} // namespace

figure::ProcessorsSettings ProcessorChoice::settings() const
{
    figure::ProcessorsSettings settings;
    settings.view = view;
    settings.scale = scale;
    settings.withMeasured = measured;
    settings.options.precision = precision;
    return settings;
}

bool ProcessorChoice::isInSet(const energy::Processor& processor, bool isOwn) const
{
    switch (set) {
    case ProcessorSet::all:
        return true;
    case ProcessorSet::paper:
        return processor.segment == "paper";
    case ProcessorSet::cpus:
        return processor.kind == "cpu";
    case ProcessorSet::accelerators:
        return processor.kind != "cpu";
    case ProcessorSet::own:
        return isOwn;
    }
    return true;
}

QJsonObject toJson(const ProcessorChoice& choice)
{
    return {{QStringLiteral("view"), textOf(nameOf(choice.view))},
            {QStringLiteral("precision"), textOf(nameOf(choice.precision))},
            {QStringLiteral("linear"), choice.scale == figure::Scale::linear},
            {QStringLiteral("set"), textOf(setNames.at(static_cast<std::size_t>(choice.set)))},
            {QStringLiteral("measured"), choice.measured},
            {QStringLiteral("run"), QString::fromStdString(choice.run)}};
}

ProcessorChoice processorChoiceFromJson(const QJsonObject& json)
{
    ProcessorChoice choice;
    const auto text = [&](const char* key) { return json.value(QLatin1String(key)).toString().toStdString(); };
    const auto view = figure::energyViewFromName(text("view"));
    if (view && *view != figure::EnergyView::measured) {
        choice.view = *view;
    }
    choice.precision = energy::precisionFromName(text("precision")).value_or(choice.precision);
    if (json.value(QStringLiteral("linear")).toBool()) {
        choice.scale = figure::Scale::linear;
    }
    const auto* const set = std::find(setNames.begin(), setNames.end(), text("set"));
    if (set != setNames.end()) {
        choice.set = static_cast<ProcessorSet>(set - setNames.begin());
    }
    choice.measured = json.value(QStringLiteral("measured")).toBool(choice.measured);
    choice.run = text("run");
    return choice;
}

} // namespace rxwatt::pages
