// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <QString>

namespace rxwatt::window
{

/// What a file that was dropped on the window, or given to it, is meant for.
struct DroppedFile {
    /// A project's folder.
    QString project;
    /// A specification: the file's own, or one that judges the weights that the file holds.
    Json spec;
    /// Why it is neither, and what can be dropped.
    QString problem;
};

[[nodiscard]] DroppedFile examine(const QString& path);

} // namespace rxwatt::window
