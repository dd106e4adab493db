// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/state.h"

#include <QColor>
#include <QPalette>

class QApplication;

namespace rxwatt::style
{

enum class Theme { light, dark };

/// Fusion in the theme's palette and an application-wide style sheet of little more than spacing. May be called again.
void apply(QApplication& application, Theme theme);

/// What the desktop asks for, as far as its palette tells.
[[nodiscard]] Theme desktopTheme();

[[nodiscard]] QPalette paletteOf(Theme theme);
[[nodiscard]] bool isDark(const QPalette& palette);

/// Colours of series: safe for the colour-blind (after Okabe and Ito, darkened or lightened so that each has a contrast
/// of at least 3:1 to the base of the palette). Repeats after seriesColorCount.
inline constexpr int seriesColorCount = 7;
[[nodiscard]] QColor seriesColor(int index, const QPalette& palette);

/// Colours with a meaning, never used for anything else.
enum class Tone { neutral, active, success, warning, failure };

[[nodiscard]] QColor toneColor(Tone tone, const QPalette& palette);
[[nodiscard]] Tone toneOf(run::RunState state);
/// Outlines of what can be used: at least 3:1 to the base.
[[nodiscard]] QColor outlineColor(const QPalette& palette);
/// Text that is there but not looked at first: at least 4.5:1 to the base.
[[nodiscard]] QColor secondaryText(const QPalette& palette);
/// Ratio of the luminances as WCAG 2 defines it, 1 to 21.
[[nodiscard]] double contrast(const QColor& one, const QColor& other);

} // namespace rxwatt::style
