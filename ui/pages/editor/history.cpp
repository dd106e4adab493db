// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/history.h"

namespace rxwatt::pages::editor
{

void History::put(EditorState state, const std::string& place)
{
    constexpr std::size_t mostStates = 200;
    if (state == now()) {
        return;
    }
    m_states.resize(m_at + 1);
    if (!place.empty() && place == m_place && m_at > 0) {
        m_states[m_at] = std::move(state);
        return;
    }
    m_place = place;
    m_states.push_back(std::move(state));
    if (m_states.size() > mostStates) {
        m_states.erase(m_states.begin());
    }
    m_at = m_states.size() - 1;
}

void History::undo()
{
    m_place.clear();
    m_at -= canUndo() ? 1 : 0;
}

void History::redo()
{
    m_place.clear();
    m_at += canRedo() ? 1 : 0;
}

} // namespace rxwatt::pages::editor
