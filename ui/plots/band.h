// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace rxwatt::plots
{

/// A stretch of the x axis with a name: a phase of a run.
struct Band {
    double begin = 0;
    double end = 0;
    QString label;
    /// Bands of one kind look alike.
    int kind = 0;
    /// Nothing is known of it: hatched.
    bool isGap = false;

    bool operator==(const Band&) const = default;
};

} // namespace rxwatt::plots
