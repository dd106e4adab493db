// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/format.h>

#include <string_view>

namespace rxwatt::base
{

enum class LogLevel { debug, info, warning, error };

/// Sets what is shown from now on. Log lines go to standard error: standard output belongs to a command's result.
void setLogLevel(LogLevel level);

void logLine(LogLevel level, std::string_view text);

template <typename... Args>
void logInfo(fmt::format_string<Args...> format, Args&&... args)
{
    logLine(LogLevel::info, fmt::format(format, std::forward<Args>(args)...));
}

template <typename... Args>
void logWarning(fmt::format_string<Args...> format, Args&&... args)
{
    logLine(LogLevel::warning, fmt::format(format, std::forward<Args>(args)...));
}

template <typename... Args>
void logError(fmt::format_string<Args...> format, Args&&... args)
{
    logLine(LogLevel::error, fmt::format(format, std::forward<Args>(args)...));
}

} // namespace rxwatt::base
