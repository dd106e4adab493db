// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_color_sinks.h>

#include <memory>

namespace rxwatt::base
{

namespace
{

spdlog::level::level_enum levelOf(LogLevel level)
{
    switch (level) {
    case LogLevel::debug:
        return spdlog::level::debug;
    case LogLevel::info:
        return spdlog::level::info;
    case LogLevel::warning:
        return spdlog::level::warn;
    case LogLevel::error:
        break;
    }
    return spdlog::level::err;
}

/// Never destroyed: threads may log until the process is gone.
spdlog::logger& logger()
{
    static spdlog::logger& instance = []() -> spdlog::logger& {
        auto* made = new spdlog::logger("rxwatt", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
        made->set_pattern("[%H:%M:%S] %^%l%$: %v");
        made->flush_on(spdlog::level::debug);
        return *made;
    }();
    return instance;
}

} // namespace

void setLogLevel(LogLevel level)
{
    logger().set_level(levelOf(level));
}

void logLine(LogLevel level, std::string_view text)
{
    logger().log(levelOf(level), spdlog::string_view_t(text.data(), text.size()));
}

} // namespace rxwatt::base
