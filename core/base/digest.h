// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace rxwatt::base
{

/// 128-bit XXH3 of a text as 32 hexadecimal digits: tells contents apart and finds torn or swapped data; no protection
/// against malice.
[[nodiscard]] std::string digestOf(std::string_view text);

/// The same, fed in parts.
class Digest
{
public:
    Digest();
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;
    ~Digest();

    void add(std::string_view bytes);
    /// Of everything that was added so far.
    [[nodiscard]] std::string text() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace rxwatt::base
