// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/background.h"

#include <QObject>
#include <QString>

namespace rxwatt::bridge
{

/// Makes projects from templates without holding up the window.
class ProjectMaker : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// made() or failed() follows. The folder is absent or empty; templates are project::templateNames().
    void make(const QString& folder, const QString& templateName);

Q_SIGNALS:
    void made(const QString& folder);
    void failed(const QString& folder, const QString& message);

private:
    Background m_background;
};

} // namespace rxwatt::bridge
