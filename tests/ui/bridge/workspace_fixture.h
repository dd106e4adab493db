// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/create_project.h"
#include "core/run/event.h"
#include "tests/support/temporary_folder.h"
#include "ui/bridge/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <QDeadlineTimer>
#include <QSignalSpy>
#include <QTest>

namespace rxwatt::test
{

/// Lets the event loop turn until something is so; gives up after some seconds.
inline bool eventually(const std::function<bool()>& holds, int limitMs = 20000)
{
    return QTest::qWaitFor(holds, limitMs);
}

/// A project, and a workspace that may open it.
class WorkspaceTest : public testing::Test
{
protected:
    [[nodiscard]] QString path() const { return QString::fromStdString((m_folder / "project").string()); }

    [[nodiscard]] const run::ProjectFolder& folder() const { return m_project.folder; }

    [[nodiscard]] bool open()
    {
        const QSignalSpy opened(&m_workspace, &bridge::Workspace::opened);
        m_workspace.open(path());
        return eventually([&] { return !opened.isEmpty(); });
    }

    /// As a terminal does beside the window.
    [[nodiscard]] Result<schedule::Reply> fromTerminal(const schedule::Request& request) const
    {
        return project::request(folder(), request);
    }

    [[nodiscard]] RunId add(const std::string& name, const std::string& behaviour = "") const
    {
        run::RunSpec spec;
        spec.name = name;
        schedule::Request request;
        request.specs = {run::toJson(spec)};
        const RunId id = fromTerminal(request).value().runs.at(0);
        std::ofstream(folder().runFolder(id).path() / "fake.txt") << behaviour << '\n';
        return id;
    }

    /// The names of all runs, by way of the workspace.
    [[nodiscard]] std::optional<Result<std::vector<std::string>>> names()
    {
        std::optional<Result<std::vector<std::string>>> answer;
        QObject asker;
        m_workspace.ask<std::vector<std::string>>(&asker, QStringLiteral("names"), namesOf,
                                                  [&](auto result) { answer = std::move(result); });
        eventually([&] { return answer.has_value(); });
        return answer;
    }

    static Result<std::vector<std::string>> namesOf(const project::OpenProject& project)
    {
        RXWATT_ASSIGN(const std::vector<store::RunName> runs, project.reader.names());
        std::vector<std::string> names;
        for (const store::RunName& run : runs) {
            names.push_back(run.name);
        }
        return names;
    }

    TemporaryFolder m_folder;
    project::NewProject m_project = project::createProject((m_folder / "project").string(), "empty").value();
    bridge::Workspace m_workspace;
};

} // namespace rxwatt::test
