// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/project_maker.h"

#include "core/project/create_project.h"

#include <QDir>

namespace rxwatt::bridge
{

void ProjectMaker::make(const QString& folder, const QString& templateName)
{
    const QString path = QDir::cleanPath(QDir(folder).absolutePath());
    m_background.run([this, path, templateName]() -> std::function<void()> {
        const auto project = project::createProject(path.toStdString(), templateName.toStdString());
        if (project) {
            return [this, path] { Q_EMIT made(path); };
        }
        return
            [this, path, message = QString::fromStdString(project.error().message)] { Q_EMIT failed(path, message); };
    });
}

} // namespace rxwatt::bridge
