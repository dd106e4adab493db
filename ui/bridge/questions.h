// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/open_project.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

namespace rxwatt::bridge
{

/// What came of a question: a Result of whatever type was asked for, and its error once more for whoever does not know
/// the type.
struct Answer {
    std::shared_ptr<void> result;
    std::optional<Error> error;
};

/// A question to the project, answered on the reader's thread.
struct Question {
    std::uint64_t serial = 0;
    std::function<Answer(const project::OpenProject&)> work;
    /// The answer where the project cannot be read.
    std::function<Answer(const Error&)> refuse;
};

/// Questions on their way from the window to the reader's thread.
class Questions
{
public:
    /// Puts a question in: in the place of the one that it replaces where that still waits (0: none).
    void put(Question question, std::uint64_t replaces);
    /// The next one, which stays wanted until drop().
    [[nodiscard]] std::optional<Question> take();
    /// Nobody waits for this one's answer any more.
    void drop(std::uint64_t serial);
    void clear();
    [[nodiscard]] bool isWanted(std::uint64_t serial) const;

private:
    mutable std::mutex m_mutex;
    std::deque<Question> m_questions;
    std::set<std::uint64_t> m_wanted;
};

} // namespace rxwatt::bridge
