// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/digest.h"

#include <fmt/format.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace rxwatt::base
{

namespace
{

std::string hexOf(XXH128_hash_t hash)
{
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

} // namespace

struct Digest::State {
    XXH3_state_t state;
};

std::string digestOf(std::string_view text)
{
    return hexOf(XXH3_128bits(text.data(), text.size()));
}

std::uint32_t checksumOf(std::string_view bytes)
{
    return static_cast<std::uint32_t>(XXH3_64bits(bytes.data(), bytes.size()));
}

Digest::Digest() : m_state(std::make_unique<State>())
{
    XXH3_128bits_reset(&m_state->state);
}

Digest::~Digest() = default;

void Digest::add(std::string_view bytes)
{
    XXH3_128bits_update(&m_state->state, bytes.data(), bytes.size());
}

std::string Digest::text() const
{
    return hexOf(XXH3_128bits_digest(&m_state->state));
}

} // namespace rxwatt::base
