// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

#include <string>
#include <string_view>

namespace rxwatt::cli
{

/// Writes a command's result to standard output; fails where nobody takes it (a full disk).
[[nodiscard]] Status writeOutput(std::string_view text);
/// The one JSON document of `--json`.
[[nodiscard]] Status writeJson(const Json& document);

/// A word to the person on standard error, which belongs to logs and progress.
void printNote(std::string_view text);
/// The same without an end of line, for progress that is redrawn.
void printRaw(std::string_view text);
/// "rxwatt: …" on standard error.
void printError(std::string_view text);

/// Exit code of a status, its error told.
[[nodiscard]] int exitCodeOf(const Status& status);

/// Whether standard error goes to a terminal that can redraw lines.
[[nodiscard]] bool onTerminal();
/// Columns of that terminal; 80 where it does not say.
[[nodiscard]] int terminalWidth();

} // namespace rxwatt::cli
