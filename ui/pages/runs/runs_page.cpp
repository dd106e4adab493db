// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/runs_page.h"

#include "ui/pages/empty_state.h"
#include "ui/pages/runs/column_layout.h"
#include "ui/pages/runs/filter_line.h"
#include "ui/pages/runs/filter_words.h"
#include "ui/pages/runs/notes_pane.h"
#include "ui/pages/runs/run_actions.h"
#include "ui/pages/runs/run_commands.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/pages/runs/stay_open_menu.h"
#include "ui/pages/runs/table_feed.h"
#include "ui/pages/runs/trash_dialog.h"
#include "ui/pages/runs/views_menu.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

namespace rxwatt::pages
{

RunsPage::RunsPage(const PageContext& context, QWidget* parent) : Page(context, parent)
{
    build();
    addOwnActions();
    connectTable();
    connectProject();
    showSort();
    fillGroups();
    showState();
    takeSelection();
}

void RunsPage::build()
{
    m_view = new RunTableView(m_model, this);
    m_empty = new EmptyState(QStringLiteral("list"), this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    m_notes = new NotesPane(this);
    m_notes->hide();
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(m_notes);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({75 * style::grid, 25 * style::grid});
    m_columns = new ColumnLayout(m_model, *m_view, this);
    m_actions = new RunActions(*this, *m_view);
    m_feed = new TableFeed(context().workspace, m_model, this);
    m_commands = new RunCommands(context(), m_model, *m_view, *m_actions, *m_columns);
    m_tools = buildTools();
    auto* top = new QVBoxLayout;
    top->setContentsMargins(style::grid, style::grid, style::grid, style::grid);
    top->setSpacing(style::grid);
    top->addWidget(m_tools);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_splitter, 1);
}

QWidget* RunsPage::buildTools()
{
    auto* tools = new QWidget(this);
    m_filter = new FilterLine(tools);
    m_filter->setCheck(filterProblem);
    m_filter->setWords([this](const QString& text, int cursor) { return filterWords(text, cursor, m_feed->words()); });
    m_groups = new QComboBox(tools);
    m_groups->setAccessibleName(tr("Groups"));
    m_groups->setToolTip(tr("Put runs together, with the mean and its 95 % interval over their seeds"));
    m_groups->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_groups->setMinimumContentsLength(9);
    m_filter->setLineHeight(m_groups->sizeHint().height());
    auto* columns = new StayOpenMenu(this);
    connect(columns, &QMenu::aboutToShow, this, [this, columns] { m_columns->fillMenu(*columns); });
    auto* views = new ViewsMenu(
        context().settings, [this] { return view(); }, this);
    connect(views, &ViewsMenu::viewChosen, this, &RunsPage::setView);
    connect(views, &ViewsMenu::resetWanted, this, &RunsPage::resetView);
    auto* layout = new QHBoxLayout(tools);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(style::halfGrid);
    layout->addWidget(m_filter, 1, Qt::AlignTop);
    layout->addWidget(m_groups, 0, Qt::AlignTop);
    layout->addWidget(menuButton("columns-3", tr("Columns"), tr("Choose the columns"), columns), 0, Qt::AlignTop);
    layout->addWidget(
        menuButton("eye", tr("Views"), tr("Saved views: filter, order, groups and columns by name"), views), 0,
        Qt::AlignTop);
    return tools;
}

QToolButton* RunsPage::menuButton(const char* icon, const QString& name, const QString& help, QMenu* menu)
{
    auto* button = new QToolButton(this);
    button->setIcon(style::icon(QString::fromLatin1(icon)));
    button->setAutoRaise(true);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(menu);
    button->setAccessibleName(name);
    button->setToolTip(help);
    return button;
}

void RunsPage::addOwnActions()
{
    const auto add = [this](const char* icon, const QString& text, const QKeySequence& keys, auto work) {
        auto* action = new QAction(style::icon(QString::fromLatin1(icon)), text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, work);
        addAction(action);
        return action;
    };
    add("plus", tr("New run"), {}, [this] { openNewRun(); });
    add("filter", tr("Filter the runs"), QKeySequence::Find, [this] { m_filter->start(); });
    add("x", tr("Clear the filter"), {}, [this] { m_filter->setText({}); });
    add("trash-2", tr("Show the trash…"), {}, [this] {
        auto* dialog = new TrashDialog(context().workspace, context().edits, window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    m_withArchived = add("archive", tr("Show archived runs"), {}, [this] { ask(); });
    m_withArchived->setCheckable(true);
    connect(m_actions->notes, &QAction::toggled, this, [this](bool shown) {
        m_notes->setVisible(shown);
        if (shown) {
            askNotes();
        } else {
            m_notes->save();
        }
    });
    connect(m_notes, &NotesPane::saved, this,
            [this](const RunId& run, const QString& notes) { context().edits.setNotes(run, notes); });
}

void RunsPage::connectTable()
{
    QHeaderView* header = m_view->header();
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::sectionClicked, this, &RunsPage::sortBy);
    connect(header, &QWidget::customContextMenuRequested, this, &RunsPage::openHeaderMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &RunsPage::openMenu);
    connect(m_view, &RunTableView::heldChanged, m_feed, &TableFeed::setHeld);
    connect(m_view, &RunTableView::chosenByPerson, this, &RunsPage::takeChosen);
    connect(m_view, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex& index) {
        if (!m_model.runAt(index).text.empty()) {
            Q_EMIT context().navigator.pageWanted(QStringLiteral("details"));
        }
    });
    connect(m_filter, &FilterLine::filterChanged, this, &RunsPage::ask);
    connect(m_filter, &FilterLine::left, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_groups, &QComboBox::activated, this, &RunsPage::ask);
    connect(m_empty, &EmptyState::actionTriggered, this, &RunsPage::actOnEmptyState);
    connect(m_feed, &TableFeed::aboutToChange, m_view, &RunTableView::beginChange);
    connect(m_feed, &TableFeed::changed, this, [this] {
        m_view->endChange();
        showSort(); // other settings are other columns
        fillGroups();
        showState();
        m_commands->updateActions();
    });
    connect(m_feed, &TableFeed::rowsRead, m_commands, &RunCommands::updateActions);
    connect(m_feed, &TableFeed::rowsRead, this, &RunsPage::askNotes);
}

void RunsPage::connectProject()
{
    connect(&context().selection, &bridge::Selection::changed, this, &RunsPage::takeSelection);
    connect(&context().workspace, &bridge::Workspace::opened, this, &RunsPage::showState);
    connect(&context().workspace, &bridge::Workspace::closed, this, &RunsPage::showState);
    connect(&context().workspace, &bridge::Workspace::runsChanged, this, &RunsPage::askNotes);
}

bool RunsPage::isSettled() const
{
    return !context().workspace.isOpen() || m_feed->isSettled();
}

} // namespace rxwatt::pages
