// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/details/details_page.h"

#include "ui/pages/copyable_table.h"
#include "ui/pages/details/details_parts.h"
#include "ui/pages/details/details_tables.h"
#include "ui/pages/details/run_header.h"
#include "ui/pages/details/run_tabs.h"
#include "ui/pages/empty_state.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLabel>
#include <QStackedWidget>
#include <QToolBar>
#include <QUrl>
#include <QVBoxLayout>

namespace rxwatt::pages
{

namespace
{

enum Shown { showsRun, showsComparison, showsNothing };

} // namespace

DetailsPage::DetailsPage(const PageContext& context, QWidget* parent)
    : Page(context, parent),
      m_question(
          context, *this, readDetails, [this](Result<DetailsFacts> facts) { take(std::move(facts)); }, shortRest)
{
    addOwnActions();
    build();
    connectParts();
    showState();
}

void DetailsPage::build()
{
    m_empty = new EmptyState(QStringLiteral("file-text"), this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(buildRun());
    m_stack->addWidget(buildComparison());
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

QWidget* DetailsPage::buildRun()
{
    m_header = new RunHeader(this);
    auto* tools = new QToolBar(this);
    tools->setIconSize({style::iconSize, style::iconSize});
    tools->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    tools->addActions(m_runActions);
    m_tabs = new RunTabs(context().workspace, this);
    return stacked(stacked(m_header, tools, nullptr), m_tabs, m_tabs);
}

QWidget* DetailsPage::buildComparison()
{
    m_comparison = quietLabel(this);
    m_differencesView = new CopyableTable(this);
    m_differencesView->setModel(&m_differences);
    m_differencesView->setAccessibleName(tr("Settings that differ"));
    return stacked(m_comparison, m_differencesView, m_differencesView);
}

void DetailsPage::addOwnActions()
{
    const auto add = [this](const char* icon, const QString& text, const QString& help, auto work) {
        auto* action = new QAction(style::icon(QString::fromLatin1(icon)), text, this);
        action->setToolTip(help);
        connect(action, &QAction::triggered, this, work);
        addAction(action);
        m_runActions.append(action);
    };
    add("rotate-cw", tr("Reproduce"), tr("Queue a run of the same settings again"), [this] { reproduce(); });
    add("pencil", tr("Open in the editor"), tr("Open a copy of the settings in the editor"),
        [this] { openInEditor(false); });
    add("git-compare", tr("Edit a copy that differs"), tr("Open a copy in the editor that shows what differs"),
        [this] { openInEditor(true); });
    add("braces", tr("Copy as JSON"), tr("Copy the settings as a file for the command line"),
        [this] { copySettings(); });
    add("folder-open", tr("Open the folder"), tr("Show the run's folder in the file manager"),
        [this] { openFolder(); });
    auto* filter = new QAction(style::icon(QStringLiteral("search")), tr("Find a setting, or in the log"), this);
    filter->setShortcut(QKeySequence::Find);
    filter->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(filter, &QAction::triggered, this, [this] { m_tabs->startSearch(); });
    addAction(filter);
}

void DetailsPage::connectParts()
{
    connect(m_header, &RunHeader::starClicked, this, [this](bool starred) {
        if (m_facts.runs.size() == 1) {
            context().edits.setStarred({m_facts.runs.front().details.summary.id}, starred);
        }
    });
    connect(&context().edits, &bridge::RunEdits::added, this, [this] {
        if (m_awaitsRun) {
            m_awaitsRun = false;
            Q_EMIT context().navigator.messageWanted(Navigator::Level::note, tr("The same run is queued again"));
        }
    });
    connect(&context().edits, &bridge::RunEdits::failed, this, [this] { m_awaitsRun = false; });
    connect(m_empty, &EmptyState::actionTriggered, this,
            [this] { Q_EMIT context().navigator.pageWanted(QStringLiteral("runs")); });
}

void DetailsPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_tabs->setActive(true);
}

void DetailsPage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    m_tabs->setActive(false);
}

void DetailsPage::take(Result<DetailsFacts> facts)
{
    m_problem = facts ? QString() : QString::fromStdString(facts.error().message);
    if (facts) {
        m_facts = std::move(*facts);
        if (m_facts.runs.size() == 1) {
            m_header->show(m_facts.runs.front().details.summary);
            m_tabs->show(m_facts.runs.front());
        } else {
            m_tabs->clear();
        }
        if (m_facts.runs.size() > 1) {
            fillDifferences(m_differences, m_facts.runs);
            m_differencesView->fitColumns(static_cast<int>(m_facts.runs.size()));
        }
    }
    showState();
}

void DetailsPage::showState()
{
    const std::size_t count = m_facts.runs.size();
    m_stack->setCurrentIndex(count == 0 ? showsNothing : count == 1 ? showsRun : showsComparison);
    for (QAction* action : m_runActions) {
        action->setEnabled(count == 1);
    }
    if (count > 1) {
        const int rows = m_differences.rowCount();
        QString text = rows == 0   ? tr("The selected runs have the same settings.")
                       : rows == 1 ? tr("One setting differs between the selected runs.")
                                   : tr("%1 settings differ between the selected runs.").arg(rows);
        if (m_facts.leftOut > 0) {
            text += u' ' + tr("Selected but not shown: %1.").arg(m_facts.leftOut);
        }
        m_comparison->setText(text);
    }
    if (count == 0 && !context().workspace.isOpen()) {
        m_empty->setTexts(tr("No project is open"), tr("Open or make one to look at its runs."));
    } else if (count == 0 && !m_problem.isEmpty()) {
        m_empty->setTexts(tr("The run cannot be read"), m_problem);
    } else if (count == 0) {
        m_empty->setTexts(tr("No run is selected"),
                          tr("Select a run to see all of it, or several to see which of their settings differ."),
                          tr("Show the runs"));
    }
}

void DetailsPage::reproduce()
{
    if (m_facts.runs.size() == 1) {
        m_awaitsRun = true;
        context().edits.add({m_facts.runs.front().spec}, false);
    }
}

void DetailsPage::openInEditor(bool showDifference)
{
    if (m_facts.runs.size() == 1) {
        const Json& spec = m_facts.runs.front().spec;
        Q_EMIT context().navigator.specWanted(spec, showDifference ? spec : Json());
    }
}

void DetailsPage::openFolder()
{
    if (m_facts.runs.size() == 1 && context().workspace.isOpen()) {
        const RunId& run = m_facts.runs.front().details.summary.id;
        const std::string folder = context().workspace.project().runFolder(run).path().string();
        QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(folder)));
    }
}

void DetailsPage::copySettings()
{
    if (m_facts.runs.size() == 1) {
        constexpr int indent = 2;
        QGuiApplication::clipboard()->setText(QString::fromStdString(base::toText(m_facts.runs.front().spec, indent)) +
                                              u'\n');
        Q_EMIT context().navigator.messageWanted(Navigator::Level::note, tr("The settings are on the clipboard"));
    }
}

QJsonObject DetailsPage::session() const
{
    return m_tabs->session();
}

void DetailsPage::restoreSession(const QJsonObject& session)
{
    m_tabs->restoreSession(session);
}

bool DetailsPage::isSettled() const
{
    return m_question.isSettled();
}

} // namespace rxwatt::pages
