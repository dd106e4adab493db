// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/editor/spec_draft.h"

#include <string>
#include <vector>

namespace rxwatt::pages::editor
{

/// A draft and what it is shown to differ from (null for the defaults).
struct EditorState {
    SpecDraft draft;
    Json base;

    bool operator==(const EditorState&) const = default;
};

/// The states that a person went through, for undo and redo. Edits of one place one after another are one step.
class History
{
public:
    [[nodiscard]] const EditorState& now() const { return m_states[m_at]; }

    /// What was undone is forgotten. `place` names what was edited; an empty one is always a step of its own.
    void put(EditorState state, const std::string& place);

    /// The next edit is a step of its own, also at the same place.
    void endStep() { m_place.clear(); }

    [[nodiscard]] bool canUndo() const { return m_at > 0; }

    [[nodiscard]] bool canRedo() const { return m_at + 1 < m_states.size(); }

    void undo();
    void redo();

private:
    std::vector<EditorState> m_states = {EditorState()};
    std::size_t m_at = 0;
    std::string m_place;
};

} // namespace rxwatt::pages::editor
