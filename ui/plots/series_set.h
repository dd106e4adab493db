// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/series_style.h"

#include <functional>
#include <QHash>
#include <QPalette>
#include <QSet>
#include <QStringList>

namespace rxwatt::plots
{

/// How a series looks in the legend.
enum class Sample { markers, line, area };

/// The named series of a plot: which are hidden and what they look like. Both are kept by name, so that they outlive
/// the data.
class SeriesSet
{
public:
    /// `changed` is called when the person hid, showed or restyled some.
    explicit SeriesSet(std::function<void()> changed) : m_changed(std::move(changed)) {}

    /// `references`: places of those that others are judged by; they are grey where nobody chose a colour.
    void setSeries(const QStringList& names, Sample sample, const QSet<int>& references = {});

    /// Series (by place) that have the colour of another one where nobody chose theirs.
    void setPartners(const QHash<int, int>& partners) { m_partners = partners; }

    /// What the legend says of each; without it, their names.
    void setTexts(const QStringList& texts) { m_texts = texts; }

    [[nodiscard]] int count() const { return static_cast<int>(m_names.size()); }

    [[nodiscard]] const QString& name(int series) const { return m_names[series]; }

    [[nodiscard]] QString text(int series) const { return m_texts.value(series, m_names[series]); }

    [[nodiscard]] Sample sample() const { return m_sample; }

    [[nodiscard]] bool visible(int series) const { return !m_hidden.contains(m_names[series]); }

    void setVisible(int series, bool visible);
    /// Hides all others; where all others are hidden already, shows all again.
    void toggleSolo(int series);
    void showAll();

    [[nodiscard]] SeriesStyle style(int series) const;
    void setStyle(int series, const SeriesStyle& style);
    void resetStyle(int series);
    [[nodiscard]] QColor color(int series, const QPalette& palette) const;
    /// Of areas: those of partners are paler, so that they are told apart.
    [[nodiscard]] QColor fill(int series, const QPalette& palette) const;

    /// Drawn in front and thicker; -1: none.
    [[nodiscard]] int highlighted() const { return static_cast<int>(m_names.indexOf(m_highlighted)); }

    void setHighlighted(const QString& name) { m_highlighted = name; }

    [[nodiscard]] QJsonObject toJson() const;
    void fromJson(const QJsonObject& json);

private:
    std::function<void()> m_changed;
    QStringList m_names;
    QStringList m_texts;
    Sample m_sample = Sample::markers;
    QSet<int> m_references;
    QHash<int, int> m_partners;
    QSet<QString> m_hidden;
    QHash<QString, SeriesStyle> m_styles;
    QString m_highlighted;
};

} // namespace rxwatt::plots
