// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/editor/field.h"
#include "ui/pages/editor/field_row.h"
#include "ui/pages/editor/history.h"

namespace rxwatt::pages::editor
{

// Channels and dilations are two settings and one row of the form: that of the channels.
inline constexpr const char* channelsPath = "model.channels";
inline constexpr const char* dilationsPath = "model.dilations";

[[nodiscard]] bool isBlocks(const Field& field);
/// Both settings of the row of blocks.
[[nodiscard]] Json blocksIn(const Json& spec);

/// What the row of a field says of a draft beside the value.
[[nodiscard]] RowNotes notesOf(const Field& field, const EditorState& state, const Examination& examination);

} // namespace rxwatt::pages::editor
