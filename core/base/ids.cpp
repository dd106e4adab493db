// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ids.h"

#include <cstdio>
#include <cstdlib>
#include <sys/random.h>

namespace rxwatt::base
{

namespace
{

constexpr std::string_view alphabet = "0123456789bcdfghjklmnpqrstvwxyz";
constexpr std::size_t idLength = 12;
/// Bytes from here on would favour the alphabet's first letters.
constexpr unsigned unbiasedBytes = 256 - 256 % alphabet.size();

unsigned char randomByte()
{
    unsigned char byte = 0;
    if (::getrandom(&byte, 1, 0) != 1) {
        // One byte cannot be interrupted; only a kernel without the call gets here.
        std::perror("getrandom");
        std::abort();
    }
    return byte;
}

} // namespace

RunId makeRunId()
{
    RunId id;
    while (id.text.size() < idLength) {
        if (const unsigned byte = randomByte(); byte < unbiasedBytes) {
            id.text += alphabet[byte % alphabet.size()];
        }
    }
    return id;
}

bool isRunId(std::string_view text)
{
    return text.size() == idLength && text.find_first_not_of(alphabet) == std::string_view::npos;
}

} // namespace rxwatt::base
