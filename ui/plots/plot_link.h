// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QString>
#include <vector>

namespace rxwatt::plots
{

class CurvePlot;

/// Membership in a group of plots that are looked at together: those with the same name of the same program.
class PlotLink
{
public:
    explicit PlotLink(CurvePlot& plot);
    ~PlotLink();
    PlotLink(const PlotLink&) = delete;
    PlotLink& operator=(const PlotLink&) = delete;

    void setName(const QString& name) { m_name = name; }

    /// The other plots of the group; none where the name is empty.
    [[nodiscard]] std::vector<CurvePlot*> others() const;

private:
    CurvePlot& m_plot;
    QString m_name;
};

} // namespace rxwatt::plots
