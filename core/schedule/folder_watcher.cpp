// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/folder_watcher.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace rxwatt::schedule
{

Result<FolderWatcher> FolderWatcher::start(EventLoop& loop, std::function<void()> onChange)
{
    FolderWatcher watcher;
    watcher.m_inotify = base::FileDescriptor(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (!watcher.m_inotify.valid()) {
        return tl::unexpected<Error>(base::fileError("watch", "folders", errno));
    }
    base::FileDescriptor copy(::fcntl(watcher.m_inotify.get(), F_DUPFD_CLOEXEC, 0));
    RXWATT_TRY(loop.whenReadable(std::move(copy), [onChange = std::move(onChange)](int descriptor) {
        // What has changed is found by looking; only that something has matters.
        std::array<char, 4096> changes;
        while (::read(descriptor, changes.data(), changes.size()) > 0) {
        }
        onChange();
        return true;
    }));
    return watcher;
}

Status FolderWatcher::add(const std::filesystem::path& folder)
{
    const int watch = ::inotify_add_watch(m_inotify.get(), folder.c_str(), IN_MODIFY | IN_MOVED_TO | IN_CREATE);
    if (watch < 0) {
        return tl::unexpected<Error>(base::fileError("watch", folder, errno));
    }
    m_watches[folder] = watch;
    return {};
}

void FolderWatcher::remove(const std::filesystem::path& folder)
{
    const auto found = m_watches.find(folder);
    if (found != m_watches.end()) {
        ::inotify_rm_watch(m_inotify.get(), found->second);
        m_watches.erase(found);
    }
}

} // namespace rxwatt::schedule
