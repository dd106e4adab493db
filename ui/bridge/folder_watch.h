// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <filesystem>
#include <memory>
#include <QObject>

class QSocketNotifier;

namespace rxwatt::bridge
{

/// Says at once when the index, the lock or the queue's record of a project changes (inotify). It may miss changes on
/// network file systems: whoever uses it also looks from time to time.
class FolderWatch : public QObject
{
    Q_OBJECT

public:
    explicit FolderWatch(QObject* parent = nullptr);
    ~FolderWatch() override;

    /// Watches this folder from now on, and no other; quietly nothing where that is not possible.
    void watch(const std::filesystem::path& folder);
    void stop();
    /// Listens again after touched(), which is said once only.
    void listen();

Q_SIGNALS:
    void touched();

private:
    void readEvents();

    base::FileDescriptor m_inotify;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace rxwatt::bridge
