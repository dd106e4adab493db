// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace rxwatt::pages::editor
{

/// Where in a valid JSON text the value at a path ("training.steps", "model.channels[2]") begins, in bytes; of a key
/// that is not there, where the object begins that lacks it.
[[nodiscard]] std::optional<std::size_t> positionOf(std::string_view json, std::string_view path);

/// The line of a byte, from 1.
[[nodiscard]] int lineOf(std::string_view text, std::size_t position);

} // namespace rxwatt::pages::editor
