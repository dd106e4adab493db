// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/start/recent_projects.h"

#include "core/project/open_project.h"
#include "ui/pages/start/recent_row.h"

#include <algorithm>
#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QVBoxLayout>

namespace rxwatt::pages::start
{

namespace
{

constexpr const char* context = "RecentProjects";

std::int64_t countOf(const store::RunReader& reader, std::vector<run::RunState> states)
{
    store::RunQuery query;
    query.states = std::move(states);
    return reader.count(query).value_or(0);
}

} // namespace

ProjectGlance glanceAt(const QString& folder)
{
    ProjectGlance glance;
    glance.folder = folder;
    glance.isThere = QFileInfo::exists(folder + QStringLiteral("/project.json"));
    if (!glance.isThere) {
        return glance;
    }
    const Result<project::OpenProject> project = project::openProject(folder.toStdString());
    for (const QString& file :
         {QStringLiteral("/runs.db-wal"), QStringLiteral("/runs.db"), QStringLiteral("/project.json")}) {
        glance.changed = std::max(glance.changed, QFileInfo(folder + file).lastModified());
    }
    if (project) {
        using run::RunState;
        const store::RunReader& reader = project->reader;
        glance.runs = reader.count({}).value_or(-1);
        glance.active = countOf(reader, {RunState::starting, RunState::running, RunState::stale, RunState::pausing});
        glance.queued = countOf(reader, {RunState::queued, RunState::waiting});
        glance.failed = countOf(reader, {RunState::failed, RunState::timedOut});
    }
    return glance;
}

QString glanceText(const ProjectGlance& glance)
{
    const auto words = [](const char* text, std::int64_t count) {
        return QCoreApplication::translate(context, text, nullptr, static_cast<int>(count));
    };
    if (!glance.isThere) {
        return QCoreApplication::translate(context, "Not there any more");
    }
    if (glance.runs < 0) {
        return QCoreApplication::translate(context, "Cannot be read");
    }
    QStringList parts = {glance.runs == 1 ? QCoreApplication::translate(context, "1 run")
                                          : words(QT_TRANSLATE_NOOP("RecentProjects", "%n runs"), glance.runs)};
    if (glance.active > 0) {
        parts << words(QT_TRANSLATE_NOOP("RecentProjects", "%n at work"), glance.active);
    }
    if (glance.queued > 0) {
        parts << words(QT_TRANSLATE_NOOP("RecentProjects", "%n queued"), glance.queued);
    }
    if (glance.failed > 0) {
        parts << words(QT_TRANSLATE_NOOP("RecentProjects", "%n failed"), glance.failed);
    }
    return parts.join(QStringLiteral(", "));
}

QString dayText(const QDateTime& when, const QDateTime& now)
{
    if (!when.isValid()) {
        return {};
    }
    const QDate day = when.date();
    if (day == now.date()) {
        QString format = QLocale().timeFormat(QLocale::ShortFormat);
        format.remove(QStringLiteral(":ss"));
        return QCoreApplication::translate(context, "today, %1").arg(QLocale().toString(when.time(), format));
    }
    if (day.addDays(1) == now.date()) {
        return QCoreApplication::translate(context, "yesterday");
    }
    return QLocale().toString(day, day.year() == now.date().year() ? QStringLiteral("d MMMM")
                                                                   : QStringLiteral("d MMMM yyyy"));
}

RecentProjects::RecentProjects(QWidget* parent)
    : QWidget(parent), m_background(std::make_unique<bridge::Background>()), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
}

void RecentProjects::display(const QStringList& folders)
{
    int focused = -1;
    for (int i = 0; i < m_layout->count(); ++i) {
        focused = m_layout->itemAt(i)->widget()->hasFocus() ? i : focused;
    }
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_awaited = static_cast<int>(folders.size());
    const int round = ++m_round;
    for (const QString& folder : folders) {
        auto* row = new RecentRow(folder, this);
        m_layout->addWidget(row);
        connect(row, &RecentRow::clicked, this, [this, folder] { Q_EMIT chosen(folder); });
        connect(row, &RecentRow::removeWanted, this, [this, folder] { Q_EMIT removeWanted(folder); });
        m_background->run([this, folder, round]() -> std::function<void()> {
            return [this, round, glance = glanceAt(folder)] {
                if (round == m_round) {
                    show(glance);
                }
            };
        });
    }
    if (focused >= 0 && m_layout->count() > 0) {
        m_layout->itemAt(std::min(focused, m_layout->count() - 1))->widget()->setFocus();
    }
}

void RecentProjects::show(const ProjectGlance& glance)
{
    --m_awaited;
    for (int i = 0; i < m_layout->count(); ++i) {
        auto* row = qobject_cast<RecentRow*>(m_layout->itemAt(i)->widget());
        if (row != nullptr && row->folder() == glance.folder) {
            row->display(glance);
        }
    }
}

} // namespace rxwatt::pages::start
