// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QObject>
#include <vector>

namespace rxwatt::bridge
{

/// The runs that a person has chosen: what every page but the table shows.
class Selection : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// In the order in which they were chosen.
    [[nodiscard]] const std::vector<RunId>& runs() const { return m_runs; }

    /// The one that pages of a single run show: the last that was chosen.
    [[nodiscard]] RunId current() const { return m_runs.empty() ? RunId() : m_runs.back(); }

    void set(std::vector<RunId> runs);

Q_SIGNALS:
    void changed();

private:
    std::vector<RunId> m_runs;
};

} // namespace rxwatt::bridge
