// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace rxwatt::cli
{

/// The worker that does what needs Torch; a machine without one has failed us, its user has not.
[[nodiscard]] Result<std::filesystem::path> requireWorker();

/// Where rxwatt-gui is looked for.
struct GuiPlaces {
    /// The folder of this program.
    std::filesystem::path beside;
    /// $RXWATT_GUI.
    std::string named;
    /// $PATH.
    std::string path;
};

/// The workbench, which draws pictures, in these places in their order; the error says where it was looked for.
[[nodiscard]] Result<std::filesystem::path> findGui(const GuiPlaces& places);
/// In the places of this process.
[[nodiscard]] Result<std::filesystem::path> requireGui();

/// A program's exit code once it is through; its input and output are ours. Ctrl-C (SIGINT) and SIGTERM go on to it and
/// leave it the time to end. An error where a signal killed it: `cancelled` where that was asked for, else `failed`.
[[nodiscard]] Result<int> runProgram(const std::vector<std::string>& command);

struct ProgramOutput {
    int exitCode = 0;
    std::string text;
};

/// The same with nothing on its standard input and its standard output caught, of which at most 16 MB are kept.
[[nodiscard]] Result<ProgramOutput> captureProgram(const std::vector<std::string>& command);

} // namespace rxwatt::cli
