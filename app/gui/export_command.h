// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rxwatt::gui
{

/// `rxwatt-gui export DIR FIGURE --out FILE [--runs A,B…] [--style FILE.json]`: draws a figure without a display. The
/// program's exit code; argv[1] is "export".
[[nodiscard]] int runExport(int argc, char** argv);

} // namespace rxwatt::gui
