// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/series_set.h"

#include "ui/plots/plot_look.h"
#include "ui/style/palette.h"

#include <QJsonArray>

namespace rxwatt::plots
{

void SeriesSet::setSeries(const QStringList& names, Sample sample, const QSet<int>& references)
{
    m_names = names;
    m_texts.clear();
    m_sample = sample;
    m_references = references;
    m_partners.clear();
}

void SeriesSet::setVisible(int series, bool visible)
{
    if (visible) {
        m_hidden.remove(m_names[series]);
    } else {
        m_hidden.insert(m_names[series]);
    }
    m_changed();
}

void SeriesSet::toggleSolo(int series)
{
    QSet<QString> others(m_names.begin(), m_names.end());
    others.remove(m_names[series]);
    const bool alone = visible(series) && m_hidden.contains(others);
    m_hidden.subtract(others);
    m_hidden.remove(m_names[series]);
    if (!alone) {
        m_hidden.unite(others);
    }
    m_changed();
}

void SeriesSet::showAll()
{
    m_hidden.clear();
    m_changed();
}

SeriesStyle SeriesSet::style(int series) const
{
    return m_styles.value(m_names[series],
                          m_references.contains(series) ? defaultReferenceStyle(series) : defaultStyle(series));
}

void SeriesSet::setStyle(int series, const SeriesStyle& style)
{
    m_styles.insert(m_names[series], style);
    m_changed();
}

void SeriesSet::resetStyle(int series)
{
    m_styles.remove(m_names[series]);
    m_changed();
}

QColor SeriesSet::color(int series, const QPalette& palette) const
{
    if (const std::optional<QColor> chosen = style(series).color) {
        return *chosen;
    }
    // One step only: partners of each other have no colour to take.
    const int source = m_partners.value(series, series);
    return source != series                ? style(source).color.value_or(style::seriesColor(source, palette))
           : m_references.contains(series) ? style::secondaryText(palette)
                                           : style::seriesColor(series, palette);
}

QColor SeriesSet::fill(int series, const QPalette& palette) const
{
    constexpr double share = 0.4;
    const QColor whole = color(series, palette);
    return m_partners.contains(series) ? mixed(palette.color(QPalette::Base), whole, share) : whole;
}

QJsonObject SeriesSet::toJson() const
{
    QStringList hidden(m_hidden.begin(), m_hidden.end());
    hidden.sort();
    QJsonObject styles;
    for (auto it = m_styles.begin(); it != m_styles.end(); ++it) {
        styles.insert(it.key(), plots::toJson(it.value()));
    }
    return {{QStringLiteral("hidden"), QJsonArray::fromStringList(hidden)}, {QStringLiteral("styles"), styles}};
}

void SeriesSet::fromJson(const QJsonObject& json)
{
    if (json.value(QStringLiteral("hidden")).isArray()) {
        m_hidden.clear();
        for (const QJsonValue& name : json.value(QStringLiteral("hidden")).toArray()) {
            if (name.isString()) {
                m_hidden.insert(name.toString());
            }
        }
    }
    if (json.value(QStringLiteral("styles")).isObject()) {
        m_styles.clear();
        const QJsonObject styles = json.value(QStringLiteral("styles")).toObject();
        for (auto it = styles.begin(); it != styles.end(); ++it) {
            if (it.value().isObject()) {
                m_styles.insert(it.key(), styleFromJson(it.value().toObject(), {}));
            }
        }
    }
}

} // namespace rxwatt::plots
