// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window_actions.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/window/figure_export.h"
#include "ui/window/layout_menu.h"
#include "ui/window/main_window.h"
#include "ui/window/shortcut_sheet.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QToolBar>
#include <QToolButton>

namespace rxwatt::window
{

namespace
{

using pages::Navigator;

/// Builds the menus of one window; what it connects lives as long as the window.
class ActionBuilder : public QObject
{
    Q_DECLARE_TR_FUNCTIONS(WindowActions)

public:
    ActionBuilder(MainWindow& window, const ActionParts& parts) : QObject(&window), m_window(window), m_parts(parts) {}

    void build();

private:
    QAction* add(QMenu* menu, const char* iconName, const QString& text, const QKeySequence& keys,
                 std::function<void()> work);
    void buildProjectMenu();
    void buildEditMenu();
    void buildRunMenu();
    void buildViewMenu();
    void buildAppearance(QMenu* view);
    void buildHelpMenu();
    void buildToolBar();
    void fillRecent();
    void openFolder();
    void enableForProject();
    void updateQueueActions();
    void about();

    MainWindow& m_window;
    ActionParts m_parts;
    QList<QAction*> m_needProject;
    QMenu* m_recent = nullptr;
    QAction* m_newRun = nullptr;
    QAction* m_start = nullptr;
    QAction* m_pause = nullptr;
    QAction* m_undo = nullptr;
    QAction* m_redo = nullptr;
    QAction* m_commands = nullptr;
};

QAction* ActionBuilder::add(QMenu* menu, const char* iconName, const QString& text, const QKeySequence& keys,
                            std::function<void()> work)
{
    auto* action = menu->addAction(text);
    if (*iconName != '\0') {
        action->setIcon(style::icon(QString::fromLatin1(iconName)));
    }
    action->setShortcut(keys);
    if (!keys.isEmpty()) {
        QString plain = text;
        action->setToolTip(tr("%1 (%2)").arg(plain.remove(QLatin1Char('&')), keys.toString(QKeySequence::NativeText)));
    }
    connect(action, &QAction::triggered, this, [work = std::move(work)] { work(); });
    return action;
}

void ActionBuilder::build()
{
    buildProjectMenu();
    buildEditMenu();
    buildRunMenu();
    buildViewMenu();
    buildHelpMenu();
    buildToolBar();
    connect(&m_parts.workspace, &bridge::Workspace::opened, this, &ActionBuilder::enableForProject);
    connect(&m_parts.workspace, &bridge::Workspace::closed, this, &ActionBuilder::enableForProject);
    connect(&m_parts.workspace, &bridge::Workspace::queueChanged, this, &ActionBuilder::updateQueueActions);
    enableForProject();
}

void ActionBuilder::buildProjectMenu()
{
    QMenu* menu = m_window.menuBar()->addMenu(tr("&Project"));
    add(menu, "folder-plus", tr("&New project…"), {}, [this] { m_window.showPage(QStringLiteral("start")); });
    add(menu, "folder-open", tr("&Open…"), QKeySequence::Open, [this] { openFolder(); });
    m_recent = menu->addMenu(style::icon(QStringLiteral("history")), tr("Open &recent"));
    connect(m_recent, &QMenu::aboutToShow, this, &ActionBuilder::fillRecent);
    connect(&m_parts.settings, &settings::Settings::recentProjectsChanged, this, &ActionBuilder::fillRecent);
    fillRecent();
    m_needProject << add(menu, "x", tr("&Close project"), QKeySequence(tr("Ctrl+W")),
                         [this] { m_window.closeProject(); });
    menu->addSeparator();
    m_needProject << add(menu, "download", tr("&Export the figure…"), QKeySequence(tr("Ctrl+Shift+E")),
                         [this] { exportFigure(m_parts.docks, m_parts.navigator); });
    m_needProject << add(menu, "download", tr("Export &all figures…"), {},
                         [this] { exportAllFigures(m_parts.docks, m_parts.navigator, m_window); });
    menu->addSeparator();
    add(menu, "", tr("&Quit"), QKeySequence::Quit, [this] { m_window.close(); });
}

void ActionBuilder::fillRecent()
{
    m_recent->clear();
    for (const QString& folder : m_parts.settings.recentProjects()) {
        QString text = QDir::toNativeSeparators(folder);
        connect(m_recent->addAction(text.replace(QLatin1Char('&'), QLatin1String("&&"))), &QAction::triggered, this,
                [this, folder] { m_window.openProject(folder); });
    }
    m_recent->setEnabled(!m_recent->isEmpty());
}

void ActionBuilder::openFolder()
{
    const QString folder =
        QFileDialog::getExistingDirectory(&m_window, tr("Open a project's folder"), m_parts.workspace.folder());
    if (!folder.isEmpty()) {
        m_window.openProject(folder);
    }
}

void ActionBuilder::buildEditMenu()
{
    QMenu* menu = m_window.menuBar()->addMenu(tr("&Edit"));
    m_undo = m_parts.undo.createUndoAction(&m_window, tr("Undo"));
    m_undo->setIcon(style::icon(QStringLiteral("undo-2")));
    m_undo->setShortcut(QKeySequence::Undo);
    m_redo = m_parts.undo.createRedoAction(&m_window, tr("Redo"));
    m_redo->setIcon(style::icon(QStringLiteral("redo-2")));
    m_redo->setShortcut(QKeySequence::Redo);
    menu->addActions({m_undo, m_redo});
}

void ActionBuilder::buildRunMenu()
{
    QMenu* menu = m_window.menuBar()->addMenu(tr("&Run"));
    m_newRun =
        add(menu, "plus", tr("&New run"), QKeySequence::New, [this] { m_window.showPage(QStringLiteral("editor")); });
    menu->addSeparator();
    m_start = add(menu, "play", tr("&Start the queue"), QKeySequence(tr("F5")), [this] {
        if (m_parts.workspace.queue().paused) {
            m_parts.edits.resumeQueue();
        }
        m_parts.workspace.startScheduler();
        m_window.showPage(QStringLiteral("live"));
    });
    m_pause = add(menu, "pause", tr("&Pause the queue"), QKeySequence(tr("Shift+F5")),
                  [this] { m_parts.edits.pauseQueue(); });
    m_needProject << m_newRun;
}

void ActionBuilder::buildViewMenu()
{
    QMenu* menu = m_window.menuBar()->addMenu(tr("&View"));
    menu->addActions(m_parts.docks.showActions());
    menu->addSeparator();
    QAction* maximize = add(menu, "maximize", tr("&Maximise the page"), QKeySequence(tr("Ctrl+Shift+M")),
                            [this] { m_parts.docks.setMaximized(!m_parts.docks.isMaximized()); });
    maximize->setCheckable(true);
    connect(&m_parts.docks, &PageDocks::maximizedChanged, maximize, &QAction::setChecked);
    m_needProject << maximize;
    new LayoutMenu(menu, m_parts.docks, m_parts.settings, &m_window);
    buildAppearance(menu);
    QAction* full = add(menu, "", tr("&Full screen"), QKeySequence(tr("F11")),
                        [this] { m_window.setWindowState(m_window.windowState() ^ Qt::WindowFullScreen); });
    full->setCheckable(true);
}

void ActionBuilder::buildAppearance(QMenu* view)
{
    using Choice = settings::Settings::ThemeChoice;
    settings::Settings& settings = m_parts.settings;
    QMenu* theme = view->addMenu(style::icon(QStringLiteral("sun")), tr("&Theme"));
    auto* group = new QActionGroup(theme);
    const std::vector<std::pair<Choice, QString>> choices = {
        {Choice::desktop, tr("As the &desktop")}, {Choice::light, tr("&Light")}, {Choice::dark, tr("D&ark")}};
    for (const auto& [choice, text] : choices) {
        QAction* action = add(theme, "", text, {}, [&settings, choice = choice] { settings.setTheme(choice); });
        action->setCheckable(true);
        action->setChecked(settings.theme() == choice);
        group->addAction(action);
    }
    QMenu* size = view->addMenu(style::icon(QStringLiteral("zoom-in")), tr("Te&xt size"));
    constexpr double factor = 1.1;
    add(size, "plus", tr("&Larger"), QKeySequence::ZoomIn,
        [&settings] { settings.setFontScale(settings.fontScale() * factor); });
    add(size, "", tr("&Smaller"), QKeySequence::ZoomOut,
        [&settings] { settings.setFontScale(settings.fontScale() / factor); });
    add(size, "", tr("&Normal"), QKeySequence(tr("Ctrl+0")), [&settings] { settings.setFontScale(1); });
}

void ActionBuilder::buildHelpMenu()
{
    QMenu* menu = m_window.menuBar()->addMenu(tr("&Help"));
    m_commands =
        add(menu, "command", tr("&Commands…"), QKeySequence(tr("Ctrl+K")), [this] { m_window.showCommands(); });
    add(menu, "keyboard", tr("&Keys and mouse"), QKeySequence(tr("F1")), [this] { showShortcutSheet(m_window); });
    menu->addSeparator();
    add(menu, "info", tr("&About RxWatt"), {}, [this] { about(); });
}

void ActionBuilder::buildToolBar()
{
    QToolBar* bar = m_window.addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setIconSize({style::iconSize, style::iconSize});
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addActions({m_newRun, m_start, m_pause});
    bar->addSeparator();
    bar->addActions({m_undo, m_redo});
    for (QAction* action : {m_undo, m_redo}) {
        static_cast<QToolButton*>(bar->widgetForAction(action))->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
    auto* space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    bar->addAction(m_commands);
    m_window.addToolBarBreak();
}

void ActionBuilder::enableForProject()
{
    for (QAction* action : std::as_const(m_needProject)) {
        action->setEnabled(m_parts.workspace.isOpen());
    }
    updateQueueActions();
}

void ActionBuilder::updateQueueActions()
{
    const bridge::QueueStatus queue = m_parts.workspace.queue();
    const bool isOpen = m_parts.workspace.isOpen();
    m_start->setEnabled(isOpen && queue.queued > 0 && (queue.paused || !queue.atWork));
    m_pause->setEnabled(isOpen && !queue.paused && (queue.queued > 0 || queue.active > 0));
}

void ActionBuilder::about()
{
    QMessageBox box(
        QMessageBox::NoIcon, tr("About RxWatt"),
        tr("RxWatt %1\n\nA workbench for energy-efficient neural radio receivers.\n\n"
           "Free software under the GNU General Public License, version 3 or later. Built with Qt, QCustomPlot, "
           "SQLite, Boost and the Lucide icons.")
            .arg(QCoreApplication::applicationVersion()),
        QMessageBox::Close, &m_window);
    box.setTextFormat(Qt::PlainText);
    box.exec();
}

} // namespace

void buildActions(MainWindow& window, const ActionParts& parts)
{
    (new ActionBuilder(window, parts))->build();
}

} // namespace rxwatt::window
