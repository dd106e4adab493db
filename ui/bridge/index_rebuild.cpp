// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/index_rebuild.h"

#include "core/project/rebuild_index.h"

#include <QElapsedTimer>

namespace rxwatt::bridge
{

namespace
{

using Findings = std::vector<schedule::Finding>;

Result<Findings> rebuild(const QString& folder, const schedule::FillProgress& progress)
{
    RXWATT_ASSIGN(const run::ProjectFolder project, run::ProjectFolder::open(folder.toStdString()));
    return project::rebuildIndex(project, progress);
}

QStringList linesOf(const Findings& findings)
{
    QStringList lines;
    for (const schedule::Finding& finding : findings) {
        lines.append(QString::fromStdString(finding.where + ": " + finding.what));
    }
    return lines;
}

} // namespace

IndexRebuild::IndexRebuild(QObject* parent) : QObject(parent), m_background(std::make_unique<Background>()) {}

IndexRebuild::~IndexRebuild()
{
    // Its job tells this object how far it is.
    m_background.reset();
}

void IndexRebuild::start(const QString& folder)
{
    m_background->run([this, folder, background = m_background.get()] {
        QElapsedTimer sinceTold;
        const auto progress = [&](std::size_t done, std::size_t all) -> Status {
            if (background->isEnding()) {
                return fail(ErrorKind::cancelled, "the window closed");
            }
            constexpr qint64 pauseMs = 100;
            if (!sinceTold.isValid() || sinceTold.elapsed() >= pauseMs) {
                sinceTold.start();
                Q_EMIT progressed(folder, static_cast<int>(done), static_cast<int>(all));
            }
            return {};
        };
        return [this, folder, findings = rebuild(folder, progress)] {
            if (findings) {
                Q_EMIT finished(folder, linesOf(*findings));
            } else {
                Q_EMIT failed(folder, QString::fromStdString(findings.error().message));
            }
        };
    });
}

} // namespace rxwatt::bridge
