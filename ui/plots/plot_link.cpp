// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_link.h"

namespace rxwatt::plots
{

namespace
{

/// Plots find each other by name alone, whichever page or window they are on; only the GUI thread has plots.
std::vector<PlotLink*>& members()
{
    static std::vector<PlotLink*> all;
    return all;
}

} // namespace

PlotLink::PlotLink(CurvePlot& plot) : m_plot(plot)
{
    members().push_back(this);
}

PlotLink::~PlotLink()
{
    std::erase(members(), this);
}

std::vector<CurvePlot*> PlotLink::others() const
{
    std::vector<CurvePlot*> plots;
    for (const PlotLink* member : members()) {
        if (member != this && !m_name.isEmpty() && member->m_name == m_name) {
            plots.push_back(&member->m_plot);
        }
    }
    return plots;
}

} // namespace rxwatt::plots
