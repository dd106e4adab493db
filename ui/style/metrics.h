// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rxwatt::style
{

/// Everything stands on a grid of 8 pixels: margins of a page, gaps between groups (grid), between a label and its
/// field (half of it).
inline constexpr int grid = 8;
inline constexpr int halfGrid = grid / 2;
/// Icons of tool buttons and menus, pixels.
inline constexpr int iconSize = 16;

} // namespace rxwatt::style
