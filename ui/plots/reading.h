// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QString>

namespace rxwatt::plots
{

/// What the reader says of one point.
struct Reading {
    /// Which series and point, in the plot's own counting; a series of -1 has no colour of its own.
    int series = -1;
    int point = -1;
    /// On the axes.
    QPointF at;
    QString title;
    /// Lines of plain text.
    QString text;

    bool operator==(const Reading&) const = default;
};

} // namespace rxwatt::plots
