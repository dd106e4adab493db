// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace rxwatt::test
{

/// The bytes of a safetensors file with any header, right or wrong.
inline std::string tensorBytes(const std::string& header, const std::string& data)
{
    std::string bytes;
    for (unsigned i = 0; i < 8; ++i) {
        bytes += static_cast<char>((std::uint64_t{header.size()} >> (8 * i)) & 0xFF);
    }
    return bytes + header + data;
}

} // namespace rxwatt::test
