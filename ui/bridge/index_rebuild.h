// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/background.h"

#include <memory>
#include <QObject>
#include <QString>
#include <QStringList>

namespace rxwatt::bridge
{

/// Remakes a project's index from its run folders on a thread of its own. When it is destroyed in the middle, the old
/// index stays.
class IndexRebuild : public QObject
{
    Q_OBJECT

public:
    explicit IndexRebuild(QObject* parent = nullptr);
    ~IndexRebuild() override;

    /// finished() or failed() follows; one after another.
    void start(const QString& folder);

Q_SIGNALS:
    /// At most ten times a second.
    void progressed(const QString& folder, int done, int all);
    /// With a line for each run that cannot be read and was left out.
    void finished(const QString& folder, const QStringList& leftOut);
    /// What happened and what to do.
    void failed(const QString& folder, const QString& message);

private:
    std::unique_ptr<Background> m_background;
};

} // namespace rxwatt::bridge
