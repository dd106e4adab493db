// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/start/start_page.h"

#include "ui/pages/start/machine_panel.h"
#include "ui/pages/start/new_project.h"
#include "ui/pages/start/recent_projects.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace rxwatt::pages
{

namespace
{

constexpr int sideWidth = 38 * style::grid;
constexpr int widest = 150 * style::grid;

QLabel* makeHeading(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    QFont font = label->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.2);
    label->setFont(font);
    return label;
}

QLabel* makeNote(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

/// The project that a dropped file or folder belongs to; empty for none.
QString droppedProject(const QMimeData& data)
{
    if (data.urls().size() != 1) {
        return {};
    }
    const QFileInfo file(data.urls().front().toLocalFile());
    return file.fileName() == QLatin1String("project.json") ? file.absolutePath()
           : file.isDir()                                   ? file.absoluteFilePath()
                                                            : QString();
}

} // namespace

StartPage::StartPage(const PageContext& context, QWidget* parent) : Page(context, parent)
{
    build();
    setAcceptDrops(true);
    connect(m_new, &start::NewProject::made, &this->context().navigator, &Navigator::projectWanted);
    connect(m_recent, &start::RecentProjects::chosen, &this->context().navigator, &Navigator::projectWanted);
    connect(m_recent, &start::RecentProjects::removeWanted, this,
            [this](const QString& folder) { this->context().settings.removeRecentProject(folder); });
    connect(&this->context().settings, &settings::Settings::recentProjectsChanged, this, &StartPage::showRecent);
    showRecent();
}

void StartPage::build()
{
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* body = new QWidget(area);
    auto* content = new QWidget(body);
    content->setMaximumWidth(widest);
    m_columns = new QHBoxLayout(content);
    m_columns->setContentsMargins(3 * style::grid, 3 * style::grid, 3 * style::grid, 3 * style::grid);
    m_columns->setSpacing(4 * style::grid);
    m_side = buildSide();
    m_columns->addWidget(buildMain(), 1);
    m_columns->addWidget(m_side, 0, Qt::AlignTop);
    auto* centre = new QHBoxLayout(body);
    centre->setContentsMargins(0, 0, 0, 0);
    centre->addStretch(1);
    centre->addWidget(content, 1000);
    centre->addStretch(1);
    area->setWidget(body);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(area);
}

QWidget* StartPage::buildMain()
{
    auto* main = new QWidget(this);
    m_new = new start::NewProject(main);
    m_recent = new start::RecentProjects(main);
    m_noRecent =
        makeNote(tr("None yet. Projects that you create or open are listed here; a folder can also be dropped."), main);
    auto* action = new QAction(style::icon(QStringLiteral("folder-open")), tr("Open a project…"), this);
    addAction(action);
    connect(action, &QAction::triggered, this, &StartPage::openProject);
    auto* open = new QPushButton(action->icon(), action->text(), main);
    open->setToolTip(tr("Choose the folder of a project"));
    connect(open, &QPushButton::clicked, this, &StartPage::openProject);
    auto* recentHead = new QHBoxLayout();
    recentHead->addWidget(makeHeading(tr("Recent projects"), main), 1);
    recentHead->addWidget(open);
    auto* layout = new QVBoxLayout(main);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * style::halfGrid);
    layout->addWidget(makeHeading(tr("New project"), main));
    layout->addWidget(m_new);
    layout->addSpacing(style::grid);
    layout->addLayout(recentHead);
    layout->addWidget(m_noRecent);
    layout->addWidget(m_recent);
    layout->addStretch();
    return main;
}

QWidget* StartPage::buildSide()
{
    auto* side = new QWidget(this);
    m_machine = new start::MachinePanel(side);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * style::halfGrid);
    layout->addWidget(makeHeading(tr("This machine"), side));
    layout->addWidget(m_machine);
    layout->addSpacing(style::grid);
    layout->addWidget(makeHeading(tr("Finding your way"), side));
    layout->addWidget(
        makeNote(tr("Ctrl+K finds every command and page by its name. F1 lists all keys and what the mouse "
                    "does in plots. Closing the window leaves the queue at work."),
                 side));
    return side;
}

void StartPage::showRecent()
{
    const QStringList folders = context().settings.recentProjects();
    m_noRecent->setVisible(folders.isEmpty());
    m_recent->setVisible(!folders.isEmpty());
    m_recent->display(folders);
}

void StartPage::openProject()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a project"));
    if (!folder.isEmpty()) {
        Q_EMIT context().navigator.projectWanted(folder);
    }
}

bool StartPage::isSettled() const
{
    return m_recent->isSettled() && !m_machine->isBusy() && !m_new->isBusy();
}

void StartPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    if (!m_wasShown) {
        m_wasShown = true;
        m_machine->examine();
    } else {
        showRecent();
    }
}

void StartPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    // Below this the machine goes under the projects.
    constexpr int narrowWidth = 112 * style::grid;
    const bool isNarrow = width() < narrowWidth;
    m_columns->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_side->setMaximumWidth(isNarrow ? QWIDGETSIZE_MAX : sideWidth);
    m_side->setMinimumWidth(isNarrow ? 0 : sideWidth);
    m_columns->setAlignment(m_side, isNarrow ? Qt::Alignment() : Qt::AlignTop);
}

void StartPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (!droppedProject(*event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void StartPage::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    Q_EMIT context().navigator.projectWanted(droppedProject(*event->mimeData()));
}

} // namespace rxwatt::pages
