// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rxwatt::test
{

/// What this program does as `faults_test --second-window FOLDER`: a window on the project in a process of its own. It
/// follows lines of its input ("rename NEW" renames the first run, "page NAME") and prints the names that its table
/// shows, with commas between, whenever they change.
int runSecondWindow(const char* folder);

} // namespace rxwatt::test
