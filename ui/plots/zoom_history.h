// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

namespace rxwatt::plots
{

/// What a plot with two axes shows.
struct Ranges {
    double xLower = 0;
    double xUpper = 1;
    double yLower = 0;
    double yUpper = 1;
    /// Shows all data and goes on doing so when there are more.
    bool fitted = false;

    bool operator==(const Ranges&) const = default;
};

/// Earlier ranges to go back to, and forward again, a hundred deep.
class ZoomHistory
{
public:
    static constexpr std::size_t depth = 100;

    /// Keeps what was shown before a change; what could be redone is gone.
    void push(const Ranges& before);
    [[nodiscard]] std::optional<Ranges> undo(const Ranges& now);
    [[nodiscard]] std::optional<Ranges> redo(const Ranges& now);

    [[nodiscard]] bool canUndo() const { return !m_past.empty(); }

    [[nodiscard]] bool canRedo() const { return !m_future.empty(); }

    void clear();

private:
    std::vector<Ranges> m_past;
    std::vector<Ranges> m_future;
};

} // namespace rxwatt::plots
