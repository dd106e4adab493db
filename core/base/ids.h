// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace rxwatt::base
{

/// Names a run for ever: 12 random characters of 0-9 and a-z without vowels, so that short prefixes tell runs apart and
/// no id is a word.
struct RunId {
    std::string text;

    auto operator<=>(const RunId&) const = default;
};

/// A fresh id from the operating system's randomness.
[[nodiscard]] RunId makeRunId();

/// Whether a text could be a run's id (and so is safe as a folder name).
[[nodiscard]] bool isRunId(std::string_view text);

} // namespace rxwatt::base

namespace rxwatt
{
using base::RunId;
} // namespace rxwatt
