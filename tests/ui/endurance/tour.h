// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/endurance/watched_application.h"

namespace rxwatt::test
{

/// Goes through everything that a person does with a project in the real window, and prints for how long each held the
/// window's thread, how long page switches took, and the memory. Returns an exit code.
int runTour(WatchedApplication& application, const QString& folder);

} // namespace rxwatt::test
