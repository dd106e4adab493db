// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_axes.h"

#include <QJsonArray>

namespace rxwatt::plots
{

namespace
{

constexpr qsizetype longestLabel = 500;

QJsonObject axisJson(const AxisSettings& settings)
{
    QJsonObject json{{QStringLiteral("key"), QString::fromStdString(settings.axis.key)},
                     {QStringLiteral("log"), settings.scale == figure::Scale::logarithmic},
                     {QStringLiteral("ticks"), static_cast<int>(settings.format)}};
    if (!settings.label.isEmpty()) {
        json.insert(QStringLiteral("label"), settings.label);
    }
    return json;
}

void readAxis(const QJsonObject& json, AxisSettings& settings)
{
    const QString key = json.value(QStringLiteral("key")).toString();
    if (settings.axis.key.empty()) {
        // A view may be restored before there are data: setAxes() then finds the key that it belongs to.
        settings.axis.key = key.left(longestLabel).toStdString();
    } else if (settings.axis.key != key.toStdString()) {
        return;
    }
    const QJsonValue log = json.value(QStringLiteral("log"));
    if (log.isBool()) {
        settings.scale = log.toBool() ? figure::Scale::logarithmic : figure::Scale::linear;
        settings.restored = true;
    }
    const int format = json.value(QStringLiteral("ticks")).toInt(-1);
    if (format >= 0 && format <= static_cast<int>(TickFormat::prefixes)) {
        settings.format = static_cast<TickFormat>(format);
    }
    settings.label = json.value(QStringLiteral("label")).toString().left(longestLabel);
}

} // namespace

QJsonObject PlotAxes::toJson() const
{
    const Ranges now = ranges();
    QJsonObject json{{QStringLiteral("x"), axisJson(settings(Which::x))},
                     {QStringLiteral("y"), axisJson(settings(Which::y))},
                     {QStringLiteral("grid"), m_grid}};
    if (!m_fitted) {
        json.insert(QStringLiteral("ranges"), QJsonArray{now.xLower, now.xUpper, now.yLower, now.yUpper});
    }
    return json;
}

void PlotAxes::fromJson(const QJsonObject& json)
{
    for (const Which which : {Which::x, Which::y}) {
        const QJsonValue value = json.value(which == Which::x ? QStringLiteral("x") : QStringLiteral("y"));
        if (value.isObject()) {
            readAxis(value.toObject(), m_settings.at(place(which)));
            applySettings(which);
        }
    }
    m_grid = json.value(QStringLiteral("grid")).toBool(m_grid);
    applyGrid();
    const QJsonArray numbers = json.value(QStringLiteral("ranges")).toArray();
    if (numbers.size() == 4) {
        const double none = std::nan("");
        m_fitted = false;
        show({numbers[0].toDouble(none), numbers[1].toDouble(none), numbers[2].toDouble(none),
              numbers[3].toDouble(none), false});
    } else if (json.contains(QStringLiteral("x"))) {
        m_fitted = true;
        showFitted();
    }
}

} // namespace rxwatt::plots
