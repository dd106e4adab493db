// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/folder_watch.h"

#include <array>
#include <cstring>
#include <QSocketNotifier>
#include <string_view>
#include <sys/inotify.h>
#include <unistd.h>

namespace rxwatt::bridge
{

namespace
{

constexpr std::uint32_t interesting = IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
                                      IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB | IN_ONLYDIR;

/// What reading the project does itself (SQLite's shared memory) must not wake us.
bool concernsUs(const inotify_event& event, std::string_view name)
{
    if ((event.mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_Q_OVERFLOW | IN_UNMOUNT)) != 0) {
        return true;
    }
    return name == "runs.db" || name == "runs.db-wal" || name == "lock" || name == "queue.json" ||
           name == "project.json" || name == "processors.json";
}

} // namespace

FolderWatch::FolderWatch(QObject* parent) : QObject(parent) {}

FolderWatch::~FolderWatch() = default;

void FolderWatch::watch(const std::filesystem::path& folder)
{
    stop();
    m_inotify = base::FileDescriptor(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    if (!m_inotify.valid() || ::inotify_add_watch(m_inotify.get(), folder.c_str(), interesting) < 0) {
        m_inotify.close();
        return;
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_inotify.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &FolderWatch::readEvents);
}

void FolderWatch::stop()
{
    m_notifier.reset();
    m_inotify.close();
}

void FolderWatch::listen()
{
    if (m_notifier) {
        m_notifier->setEnabled(true);
    }
}

void FolderWatch::readEvents()
{
    alignas(inotify_event) std::array<char, 16384> buffer{};
    bool ours = false;
    for (ssize_t got = 0; (got = ::read(m_inotify.get(), buffer.data(), buffer.size())) > 0;) {
        for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char* name = event.len > 0 ? buffer.data() + at + sizeof event : "";
            ours = ours || concernsUs(event, name);
            at += sizeof event + event.len;
        }
    }
    if (ours) {
        m_notifier->setEnabled(false);
        Q_EMIT touched();
    }
}

} // namespace rxwatt::bridge
