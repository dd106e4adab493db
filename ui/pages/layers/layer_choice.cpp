// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/layers/layer_choice.h"

#include "ui/pages/energy_words.h"

namespace rxwatt::pages
{

namespace
{

} // namespace

energy::EnergyOptions LayerChoice::options() const
{
    energy::EnergyOptions options;
    options.precision = precision;
    options.fused = fused;
    if (lastLevelCache) {
        // The catalogue's.
        options.onChipBytes = std::nullopt;
    }
    return options;
}

figure::LayerEnergySettings LayerChoice::settings(bool hasMeasured) const
{
    return {view, grain, measured && hasMeasured, options()};
}

QJsonObject toJson(const LayerChoice& choice)
{
    return {{QStringLiteral("view"), textOf(nameOf(choice.view))},
            {QStringLiteral("by_layer"), choice.grain == figure::EnergyGrain::layer},
            {QStringLiteral("processor"), QString::fromStdString(choice.processor)},
            {QStringLiteral("precision"), textOf(nameOf(choice.precision))},
            {QStringLiteral("measured"), choice.measured},
            {QStringLiteral("fused"), choice.fused},
            {QStringLiteral("cache"), choice.lastLevelCache}};
}

LayerChoice layerChoiceFromJson(const QJsonObject& json)
{
    LayerChoice choice;
    const auto text = [&](const char* key) { return json.value(QLatin1String(key)).toString().toStdString(); };
    choice.view = figure::energyViewFromName(text("view")).value_or(choice.view);
    choice.precision = energy::precisionFromName(text("precision")).value_or(choice.precision);
    if (json.value(QStringLiteral("by_layer")).toBool()) {
        choice.grain = figure::EnergyGrain::layer;
    }
    if (const std::string processor = text("processor"); !processor.empty()) {
        choice.processor = processor;
    }
    choice.measured = json.value(QStringLiteral("measured")).toBool(choice.measured);
    choice.fused = json.value(QStringLiteral("fused")).toBool(choice.fused);
    choice.lastLevelCache = json.value(QStringLiteral("cache")).toBool(choice.lastLevelCache);
    return choice;
}

} // namespace rxwatt::pages
