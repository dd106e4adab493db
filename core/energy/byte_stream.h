// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace rxwatt::energy
{

static_assert(std::endian::native == std::endian::little, "traces are little-endian");

template <typename T>
void putNumber(std::string& bytes, T value)
{
    static_assert(std::is_trivially_copyable_v<T>);
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// Seven bits a byte, the lowest first.
inline void putVarint(std::string& bytes, std::uint64_t value)
{
    while (value >= 0x80) {
        bytes.push_back(static_cast<char>(value | 0x80));
        value >>= 7;
    }
    bytes.push_back(static_cast<char>(value));
}

/// Small differences of either sign become small numbers.
inline std::uint64_t zigzag(std::uint64_t difference)
{
    return (difference << 1) ^ (0 - (difference >> 63));
}

inline std::uint64_t unzigzag(std::uint64_t value)
{
    return (value >> 1) ^ (0 - (value & 1));
}

/// Reads what was put; past the end, or where a number is none, it fails and stays so.
class ByteReader
{
public:
    explicit ByteReader(std::string_view bytes) : m_bytes(bytes) {}

    template <typename T>
    [[nodiscard]] T number()
    {
        T value{};
        const std::string_view from = text(sizeof value);
        if (from.size() == sizeof value) {
            std::memcpy(&value, from.data(), sizeof value);
        }
        return value;
    }

    [[nodiscard]] std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const auto byte = number<std::uint8_t>();
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if ((byte & 0x80) == 0) {
                return value;
            }
        }
        m_failed = true;
        return 0;
    }

    [[nodiscard]] std::string_view text(std::size_t size)
    {
        if (m_failed || size > m_bytes.size()) {
            m_failed = true;
            return {};
        }
        const std::string_view front = m_bytes.substr(0, size);
        m_bytes.remove_prefix(size);
        return front;
    }

    [[nodiscard]] std::size_t left() const { return m_bytes.size(); }

    [[nodiscard]] bool failed() const { return m_failed; }

private:
    std::string_view m_bytes;
    bool m_failed = false;
};

} // namespace rxwatt::energy
