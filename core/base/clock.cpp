// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <array>
#include <ctime>

namespace rxwatt::base
{

Seconds SystemClock::now() const
{
    return {std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count()};
}

std::chrono::system_clock::time_point SystemClock::wallClock() const
{
    return std::chrono::system_clock::now();
}

std::string toIsoTime(std::chrono::system_clock::time_point time)
{
    // to_time_t may round up; times must not lie in the future.
    const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(time));
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text.data(), length};
}

std::optional<std::chrono::system_clock::time_point> fromIsoTime(const std::string& text)
{
    std::tm parts{};
    const char* end = ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    if (end == nullptr || *end != '\0') {
        return std::nullopt;
    }
    const auto time = std::chrono::system_clock::from_time_t(::timegm(&parts));
    // Neither the 31st of February nor blanks.
    return toIsoTime(time) == text ? std::optional(time) : std::nullopt;
}

} // namespace rxwatt::base
