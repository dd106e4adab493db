// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/selection.h"

namespace rxwatt::bridge
{

void Selection::set(std::vector<RunId> runs)
{
    if (runs != m_runs) {
        m_runs = std::move(runs);
        Q_EMIT changed();
    }
}

} // namespace rxwatt::bridge
