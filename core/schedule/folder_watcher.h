// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/event_loop.h"

#include <filesystem>
#include <map>

namespace rxwatt::schedule
{

/// Says when something in a folder changes (inotify). Works on local file systems only.
class FolderWatcher
{
public:
    [[nodiscard]] static Result<FolderWatcher> start(EventLoop& loop, std::function<void()> onChange);

    [[nodiscard]] Status add(const std::filesystem::path& folder);
    void remove(const std::filesystem::path& folder);

private:
    /// Shares the open inotify with the event loop's copy.
    base::FileDescriptor m_inotify;
    std::map<std::filesystem::path, int> m_watches;
};

} // namespace rxwatt::schedule
