// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/questions.h"

#include <algorithm>

namespace rxwatt::bridge
{

void Questions::put(Question question, std::uint64_t replaces)
{
    const std::lock_guard lock(m_mutex);
    m_wanted.erase(replaces);
    m_wanted.insert(question.serial);
    const auto old = std::find_if(m_questions.begin(), m_questions.end(),
                                  [&](const Question& waiting) { return waiting.serial == replaces; });
    if (old != m_questions.end()) {
        *old = std::move(question);
    } else {
        m_questions.push_back(std::move(question));
    }
}

std::optional<Question> Questions::take()
{
    const std::lock_guard lock(m_mutex);
    if (m_questions.empty()) {
        return std::nullopt;
    }
    Question question = std::move(m_questions.front());
    m_questions.pop_front();
    return question;
}

void Questions::drop(std::uint64_t serial)
{
    const std::lock_guard lock(m_mutex);
    m_wanted.erase(serial);
    std::erase_if(m_questions, [&](const Question& waiting) { return waiting.serial == serial; });
}

void Questions::clear()
{
    const std::lock_guard lock(m_mutex);
    m_wanted.clear();
    m_questions.clear();
}

bool Questions::isWanted(std::uint64_t serial) const
{
    const std::lock_guard lock(m_mutex);
    return m_wanted.contains(serial);
}

} // namespace rxwatt::bridge
