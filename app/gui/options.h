// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/style/palette.h"

#include <optional>
#include <QSize>
#include <QStringList>

namespace rxwatt::gui
{

/// What `rxwatt-gui` was started with.
struct Options {
    QString project;
    QString page;
    QStringList runs;
    std::optional<style::Theme> theme;
    std::optional<QSize> size;
    bool safeMode = false;
    QString screenshot;
};

/// The options, or the exit code of a program that has nothing to do (0 after --help; 2 after a message about bad
/// usage).
[[nodiscard]] tl::expected<Options, int> parseOptions(int argc, char** argv);

} // namespace rxwatt::gui
