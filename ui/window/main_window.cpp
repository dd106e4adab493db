// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include "ui/style/metrics.h"
#include "ui/window/command_palette.h"
#include "ui/window/dropped_file.h"
#include "ui/window/message_bar.h"
#include "ui/window/project_troubles.h"
#include "ui/window/queue_indicator.h"
#include "ui/window/window_actions.h"

#include <algorithm>
#include <QCloseEvent>
#include <QDir>
#include <QDropEvent>
#include <QJsonArray>
#include <QMenuBar>
#include <QMimeData>
#include <QStatusBar>
#include <QUrl>

namespace rxwatt::window
{

namespace
{

constexpr int noteMs = 6000;
constexpr int autosaveMs = 60'000;
/// "All" of a large project is quickly chosen anew, and would fill the settings' megabyte.
constexpr std::size_t maxKeptSelection = 1000;
constexpr QSize smallest(640, 400);
constexpr QSize preferred(1440, 900);

const QString geometryKey = QStringLiteral("geometry");
const QString layoutKey = QStringLiteral("layout");
const QString projectKey = QStringLiteral("project");
const QString pageKey = QStringLiteral("page");
const QString selectionKey = QStringLiteral("selection");

} // namespace

MainWindow::MainWindow(settings::Settings& settings, QWidget* parent)
    : QMainWindow(parent), m_settings(settings), m_edits(m_workspace, m_undo)
{
    setObjectName(QStringLiteral("window"));
    setAcceptDrops(true);
    setMinimumSize(smallest);
    resize(preferred);
    setContextMenuPolicy(Qt::NoContextMenu);
    m_docks = new PageDocks(*this, {m_workspace, m_selection, m_edits, m_settings, m_navigator});
    m_messages = new MessageBar(this);
    m_palette = new CommandPalette(this);
    buildActions(*this, {m_workspace, m_selection, m_edits, m_settings, m_navigator, *m_docks, m_undo});
    addToolBarBreak();
    addToolBar(m_messages);
    auto* indicator = new QueueIndicator(m_workspace, this);
    statusBar()->addPermanentWidget(indicator);
    statusBar()->setSizeGripEnabled(false);
    connect(indicator, &QueueIndicator::clicked, this, [this] { showPage(QStringLiteral("runs")); });
    connectWorkspace();
    connectNavigator();
    connect(&m_autosave, &QTimer::timeout, this, &MainWindow::saveSession);
    m_autosave.start(autosaveMs);
    m_docks->setStartOnly(true);
    updateTitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectWorkspace()
{
    using pages::Navigator;
    connect(&m_workspace, &bridge::Workspace::opened, this, &MainWindow::onOpened);
    connect(&m_workspace, &bridge::Workspace::closed, this, &MainWindow::onClosed);
    m_troubles = new ProjectTroubles(m_workspace, *m_messages, this);
    connect(m_troubles, &ProjectTroubles::projectWanted, this, &MainWindow::openProject);
    connect(m_troubles, &ProjectTroubles::noted, this,
            [this](const QString& text) { onMessage(Navigator::Level::note, text); });
    connect(&m_workspace, &bridge::Workspace::schedulerFailed, this,
            [this](const QString& message) { onMessage(Navigator::Level::error, message); });
    connect(&m_edits, &bridge::RunEdits::failed, this,
            [this](const QString& message) { onMessage(Navigator::Level::error, message); });
    const auto onProblem = [this](const QString& problem) { onMessage(Navigator::Level::warning, problem); };
    connect(&m_settings, &settings::Settings::problemFound, this, onProblem);
    onProblem(m_settings.problem());
}

void MainWindow::connectNavigator()
{
    connect(&m_navigator, &pages::Navigator::pageWanted, this, &MainWindow::showPage);
    connect(&m_navigator, &pages::Navigator::projectWanted, this, &MainWindow::openProject);
    connect(&m_navigator, &pages::Navigator::messageWanted, this, &MainWindow::onMessage);
    connect(&m_navigator, &pages::Navigator::specWanted, this, &MainWindow::onSpecWanted);
}

void MainWindow::openProject(const QString& folder)
{
    saveSession();
    m_troubles->forgetOpening();
    m_workspace.open(folder);
}

void MainWindow::closeProject()
{
    saveSession();
    m_workspace.close();
}

void MainWindow::onOpened()
{
    m_undo.clear();
    m_settings.addRecentProject(m_workspace.folder());
    m_docks->setStartOnly(false);
    restoreProjectSession();
    updateTitle();
}

void MainWindow::onClosed()
{
    m_undo.clear();
    m_selection.set({});
    m_docks->setStartOnly(true);
    updateTitle();
}

void MainWindow::onMessage(pages::Navigator::Level level, const QString& text)
{
    if (level == pages::Navigator::Level::note) {
        statusBar()->showMessage(text, noteMs);
    } else {
        m_messages->add(level, text);
    }
}

/// The page of the editor hears the same signal, but only once it has been made.
void MainWindow::onSpecWanted(const Json& spec, const Json& base)
{
    const bool wasThere = m_docks->isMade(QStringLiteral("editor"));
    if (showPage(QStringLiteral("editor")) && !wasThere) {
        Q_EMIT m_navigator.specWanted(spec, base);
    }
}

bool MainWindow::showPage(const QString& name)
{
    return m_docks->show(name);
}

void MainWindow::select(const QStringList& runs, std::function<void(const QString& problem)> done)
{
    std::vector<std::string> texts;
    for (const QString& run : runs) {
        texts.push_back(run.toStdString());
    }
    m_workspace.ask<std::vector<RunId>>(
        this, QStringLiteral("select"),
        [texts](const project::OpenProject& project) { return project::findRuns(project.reader, texts); },
        [this, done = std::move(done)](Result<std::vector<RunId>> found) {
            if (found) {
                m_selection.set(std::move(*found));
            }
            done(found ? QString() : QString::fromStdString(found.error().message));
        });
}

bool MainWindow::isSettled() const
{
    const QList<pages::Page*> seen = m_docks->seenPages();
    return !m_workspace.isBusy() && !m_docks->isMaking() &&
           std::all_of(seen.begin(), seen.end(), [](const pages::Page* page) { return page->isSettled(); });
}

void MainWindow::showCommands()
{
    m_palette->open(commandsOf(*menuBar()));
}

void MainWindow::updateTitle()
{
    setWindowTitle(m_workspace.isOpen() ? tr("%1 – RxWatt").arg(QDir(m_workspace.folder()).dirName()) : tr("RxWatt"));
}

void MainWindow::saveSession()
{
    m_settings.setSession({}, {{geometryKey, QString::fromLatin1(saveGeometry().toBase64())},
                               {layoutKey, m_docks->layout()},
                               {projectKey, m_workspace.folder()}});
    if (!m_workspace.isOpen()) {
        return;
    }
    QJsonObject session = m_settings.session(m_workspace.folder());
    for (const pages::Page* page : m_docks->pages()) {
        session.insert(m_docks->nameOf(*page), page->session());
    }
    QJsonArray selection;
    if (m_selection.runs().size() <= maxKeptSelection) {
        for (const RunId& run : m_selection.runs()) {
            selection.append(QString::fromStdString(run.text));
        }
    }
    session.insert(pageKey, m_docks->currentName());
    session.insert(selectionKey, selection);
    m_settings.setSession(m_workspace.folder(), session);
}

void MainWindow::restoreLastSession(bool crashed)
{
    const QJsonObject session = m_settings.session();
    restoreGeometry(QByteArray::fromBase64(session.value(geometryKey).toString().toLatin1()));
    if (crashed) {
        onMessage(pages::Navigator::Level::warning,
                  tr("RxWatt did not come to the end of its last start, so the last session was not opened. "
                     "The project is among the recent ones."));
        return;
    }
    m_docks->restore(session.value(layoutKey).toObject());
    const QString project = session.value(projectKey).toString();
    if (!project.isEmpty() && !m_workspace.isOpen()) {
        openProject(project);
    }
}

void MainWindow::restoreProjectSession()
{
    const QJsonObject session = m_settings.session(m_workspace.folder());
    m_docks->restorePages(session);
    std::vector<RunId> selected;
    for (const QJsonValue& value : session.value(selectionKey).toArray()) {
        const std::string id = value.toString().toStdString();
        if (base::isRunId(id)) {
            selected.push_back(RunId{id});
        }
    }
    m_selection.set(std::move(selected));
    if (!showPage(session.value(pageKey).toString())) {
        showFirstPages();
    }
}

void MainWindow::showFirstPages()
{
    const bridge::QueueStatus queue = m_workspace.queue();
    if (queue.queued > 0 || queue.atWork) {
        showPage(QStringLiteral("live"));
    } else {
        showPage(QStringLiteral("ber"));
        selectNewest();
    }
    m_docks->showSoon(QStringLiteral("runs"));
}

void MainWindow::selectNewest()
{
    m_workspace.ask<std::vector<RunId>>(
        this, QStringLiteral("newest"),
        [](const project::OpenProject& project) {
            store::RunQuery query;
            query.descending = true;
            query.limit = 1;
            return project.reader.ids(query);
        },
        [this](Result<std::vector<RunId>> newest) {
            if (newest && m_selection.runs().empty()) {
                m_selection.set(std::move(*newest));
            }
        });
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    saveSession();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().first().isLocalFile()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    const DroppedFile dropped = examine(event->mimeData()->urls().first().toLocalFile());
    if (!dropped.problem.isEmpty()) {
        onMessage(pages::Navigator::Level::warning, dropped.problem);
    } else if (!dropped.project.isEmpty()) {
        openProject(dropped.project);
    } else if (!m_workspace.isOpen()) {
        onMessage(pages::Navigator::Level::warning, tr("Open or make a project first, then drop the file again."));
    } else {
        Q_EMIT m_navigator.specWanted(dropped.spec, Json());
    }
}

} // namespace rxwatt::window
