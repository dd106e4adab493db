// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/processor.h"
#include "ui/bridge/background.h"

#include <filesystem>
#include <QObject>
#include <QString>

namespace rxwatt::bridge
{

/// Changes a project's own processors on a thread of its own, one change after another. Where another program changes
/// them at this moment it is tried again for a second. What was asked for is still done where the window closes.
class ProcessorEdits : public QObject
{
    Q_OBJECT

public:
    explicit ProcessorEdits(QObject* parent = nullptr);
    ~ProcessorEdits() override;

    /// Adds a processor to those of the project's folder, or replaces the one of its id.
    void put(const std::filesystem::path& project, const energy::Processor& processor);
    /// The program's own of that id shows again.
    void remove(const std::filesystem::path& project, const std::string& id);

    /// Whether a change is under way.
    [[nodiscard]] bool isBusy() const { return m_underWay > 0; }

Q_SIGNALS:
    /// For each change one of these, once it is not under way any more; `project` is the folder that it was for.
    void written(const QString& project, const rxwatt::energy::Processor& processor);
    void removed(const QString& project, const QString& id);
    /// Nothing was changed: why, and what to do.
    void failed(const QString& project, const QString& id, const QString& message);

private:
    struct Change {
        QString project;
        QString id;
        std::function<Status()> make;
        std::function<void()> tell;
    };

    void carryOut(Change change);

    int m_underWay = 0;
    /// The last member: its thread ends before the others go.
    Background m_background;
};

} // namespace rxwatt::bridge
