// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/plain_tip.h"
#include "ui/pages/editor/editor_actions.h"
#include "ui/pages/editor/editor_page.h"
#include "ui/pages/editor/json_pane.h"
#include "ui/pages/editor/model_card.h"
#include "ui/pages/editor/spec_form.h"
#include "ui/pages/editor/value_text.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace rxwatt::pages
{

namespace
{

constexpr int cardWidth = 44 * style::grid;

QString shortened(const QString& text)
{
    constexpr qsizetype longest = 80;
    return text.size() > longest ? text.left(longest) + u'…' : text;
}

} // namespace

void EditorPage::build()
{
    m_actions = new editor::EditorActions(*this);
    m_form = new editor::SpecForm(this);
    m_json = new editor::JsonPane(this);
    m_card = new editor::ModelCard(this);
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_form, style::icon(QStringLiteral("sliders-horizontal")), tr("Form"));
    m_tabs->addTab(m_json, style::icon(QStringLiteral("braces")), tr("JSON"));
    m_splitter = new QSplitter(this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_tabs);
    m_splitter->addWidget(m_card);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_card->setMinimumWidth(cardWidth);
    m_card->setMaximumWidth(2 * cardWidth);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, style::halfGrid, 0, style::halfGrid);
    layout->setSpacing(style::halfGrid);
    layout->addWidget(buildHead());
    layout->addWidget(m_splitter, 1);
    layout->addWidget(buildFoot());
    setAcceptDrops(true);
}

QWidget* EditorPage::buildHead()
{
    auto* head = new QWidget(this);
    m_title = new QLabel(head);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_title->setMinimumWidth(10 * style::grid);
    QFont font = m_title->font();
    font.setBold(true);
    m_title->setFont(font);
    m_baseNote = new QLabel(head);
    m_baseNote->setTextFormat(Qt::PlainText);
    m_baseNote->setForegroundRole(QPalette::PlaceholderText);
    m_dropBase = new QToolButton(head);
    m_dropBase->setIcon(style::icon(QStringLiteral("x")));
    m_dropBase->setIconSize(QSize(style::iconSize - 2, style::iconSize - 2));
    m_dropBase->setAutoRaise(true);
    m_dropBase->setToolTip(tr("Compare with the defaults again"));
    m_dropBase->setAccessibleName(m_dropBase->toolTip());
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(2 * style::grid, 0, style::grid, 0);
    layout->setSpacing(2);
    layout->addWidget(m_title, 1);
    layout->addWidget(m_baseNote);
    layout->addWidget(m_dropBase);
    layout->addSpacing(style::grid);
    m_actions->addTools(*layout);
    connect(m_dropBase, &QToolButton::clicked, this, &EditorPage::dropBase);
    return head;
}

QWidget* EditorPage::buildFoot()
{
    auto* foot = new QWidget(this);
    m_problems = new QPushButton(foot);
    m_problems->setIcon(style::icon(QStringLiteral("circle-alert")));
    m_problems->setFlat(true);
    m_problems->setToolTip(tr("Go to the first problem (F8)"));
    m_summary = new QLabel(foot);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_seeds = new QLineEdit(foot);
    m_seeds->setPlaceholderText(tr("one run"));
    m_seeds->setFixedWidth(12 * style::grid);
    m_seeds->setAccessibleName(tr("Seeds"));
    m_seeds->setToolTip(tr("Several seeds, like 1,2,3 or 1-5: as many runs are queued, with the seed in their names"));
    auto* seedsLabel = new QLabel(tr("Seeds"), foot);
    auto* layout = new QHBoxLayout(foot);
    layout->setContentsMargins(2 * style::grid, 0, style::grid, 0);
    layout->setSpacing(style::grid);
    layout->addWidget(m_problems);
    layout->addWidget(m_summary, 1);
    layout->addWidget(seedsLabel);
    layout->addWidget(m_seeds);
    m_actions->addQueueButtons(*layout);
    connect(m_problems, &QPushButton::clicked, this, &EditorPage::showFirstProblem);
    return foot;
}

void EditorPage::connectParts()
{
    connect(m_form, &editor::SpecForm::edited, this, &EditorPage::takeChanges);
    connect(m_json, &editor::JsonPane::edited, this, [this](const Json& json) {
        put({editor::SpecDraft(json), m_history.now().base}, QStringLiteral("json"));
    });
    connect(m_json, &editor::JsonPane::fillWanted, this, [this] {
        m_history.endStep();
        if (m_examination.problems.empty()) {
            put({editor::SpecDraft(m_examination.filled), m_history.now().base}, {});
        }
    });
    connect(m_json, &editor::JsonPane::pruneWanted, this, [this] {
        m_history.endStep();
        put({editor::SpecDraft(editor::pruned(draft())), m_history.now().base}, {});
    });
    connect(&m_costDelay, &QTimer::timeout, this, [this] {
        m_card->display(m_examination);
        showFoot();
    });
    connect(m_seeds, &QLineEdit::textChanged, this, &EditorPage::showFoot);
    connect(&context().navigator, &Navigator::specWanted, this, &EditorPage::open);
    connect(&context().selection, &bridge::Selection::changed, this, &EditorPage::showHead);
    connect(&context().edits, &bridge::RunEdits::added, this, &EditorPage::takeAdded);
    connect(&context().edits, &bridge::RunEdits::failed, this, [this] { m_isAdding = false; });
    bridge::Workspace& workspace = context().workspace;
    for (const auto signal : {&bridge::Workspace::opened, &bridge::Workspace::closed}) {
        connect(&workspace, signal, this, [this] {
            m_questions = 0;
            askNames();
            showHead();
        });
    }
    connect(&workspace, &bridge::Workspace::runsChanged, this, &EditorPage::askNames);
    for (QWidget* widget : findChildren<QWidget*>()) {
        if (widget->focusPolicy() != Qt::NoFocus && !m_json->isAncestorOf(widget)) {
            widget->installEventFilter(this);
        }
    }
}

void EditorPage::showHead()
{
    const editor::EditorState& state = m_history.now();
    const bool hasBase = !state.base.is_null();
    m_title->setText(shortened(QString::fromStdString(m_examination.repaired.name)));
    m_title->setToolTip(models::plainTip(m_title->text()));
    const int changed = m_form->changedCount();
    const QString base = shortened(editor::valueText(editor::valueAt(state.base, "name")));
    constexpr qsizetype longest = 24;
    const QString shortBase = base.size() > longest ? base.left(longest) + u'…' : base;
    m_baseNote->setText(!hasBase       ? QString()
                        : changed == 1 ? tr("1 difference from %1").arg(shortBase)
                                       : tr("%n differences from %1", nullptr, changed).arg(shortBase));
    m_baseNote->setVisible(hasBase);
    m_dropBase->setVisible(hasBase);
    m_actions->update(m_history.canUndo(), m_history.canRedo(),
                      context().workspace.isOpen() && !context().selection.runs().empty(),
                      context().workspace.isOpen());
}

void EditorPage::showFoot()
{
    const int count = static_cast<int>(m_examination.problems.size());
    m_problems->setVisible(count > 0);
    m_problems->setText(count == 1 ? tr("1 problem") : tr("%n problems", nullptr, count));
    m_summary->setText(m_splitter->indexOf(m_card) < 0 ? m_card->summary() : QString());
}

void EditorPage::arrange()
{
    // Below this the card of the model is a tab.
    constexpr int narrowWidth = 112 * style::grid;
    const bool isNarrow = width() < narrowWidth;
    const bool isTab = m_tabs->indexOf(m_card) >= 0;
    if (isNarrow && !isTab) {
        m_card->setMaximumWidth(QWIDGETSIZE_MAX);
        m_tabs->addTab(m_card, style::icon(QStringLiteral("layers")), tr("Model"));
    } else if (!isNarrow && isTab) {
        m_tabs->removeTab(m_tabs->indexOf(m_card));
        m_card->setMaximumWidth(2 * cardWidth);
        m_splitter->addWidget(m_card);
        m_card->show();
    }
    showFoot();
}

void EditorPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    arrange();
}

/// Undo and redo are the draft's while one works on it, not the line's, which knows nothing of the other fields, and
/// not those of the window, which are about runs.
bool EditorPage::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress) {
        return Page::eventFilter(watched, event);
    }
    auto* key = static_cast<QKeyEvent*>(event);
    const bool isUndo = key->matches(QKeySequence::Undo);
    const bool isRedo = key->matches(QKeySequence::Redo);
    if (watched == m_seeds || (!isUndo && !isRedo)) {
        return Page::eventFilter(watched, event);
    }
    event->accept();
    if (event->type() == QEvent::KeyPress) {
        isUndo ? undo() : redo();
    }
    return true;
}

void EditorPage::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().toLocalFile().endsWith(QLatin1String(".json"), Qt::CaseInsensitive)) {
        event->acceptProposedAction();
    }
}

void EditorPage::dropEvent(QDropEvent* event)
{
    loadFile(event->mimeData()->urls().front().toLocalFile());
    event->acceptProposedAction();
}

} // namespace rxwatt::pages
