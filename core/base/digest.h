// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace rxwatt::base
{

/// 128-bit XXH3 of a text as 32 hexadecimal digits: tells contents apart and finds torn or swapped data; no protection
/// against malice.
[[nodiscard]] std::string digestOf(std::string_view text);

/// 32 bits of XXH3, for small blocks of a file.
[[nodiscard]] std::uint32_t checksumOf(std::string_view bytes);

/// The same as digestOf(), fed in parts.
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
