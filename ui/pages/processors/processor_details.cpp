// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/processors/processor_details.h"

#include "ui/models/run_cells.h"
#include "ui/pages/elided_label.h"
#include "ui/pages/flow_layout.h"
#include "ui/pages/plain_label.h"
#include "ui/pages/processors/processor_row.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <QAction>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace rxwatt::pages
{

namespace
{

constexpr int mostLineLetters = 300;

QLabel* insetLabel(QWidget* parent)
{
    QLabel* label = wrappedLabel(parent);
    label->setContentsMargins(style::grid, 0, style::grid, 0);
    return label;
}

QString fitsText(const energy::Processor& processor)
{
    QStringList texts;
    const auto quality = [](const energy::FitQuality& fit, const std::string& source) {
        return ProcessorDetails::tr("%1 layers, R² %2, %3")
            .arg(fit.points)
            .arg(QLocale().toString(fit.r2, 'f', 3), models::oneLine(source, mostLineLetters));
    };
    if (processor.metric2) {
        texts << ProcessorDetails::tr("Metric (2) was fitted on measured layers: %1.")
                     .arg(quality(processor.metric2->quality, processor.metric2->source));
    }
    if (processor.bottomUp) {
        texts << ProcessorDetails::tr("Compute, memory and static were fitted on measured layers: %1.")
                     .arg(quality(processor.bottomUp->quality, processor.bottomUp->source));
    }
    return texts.join(u'\n');
}

QString unverifiedText(const energy::Processor& processor)
{
    QStringList lines;
    for (const std::string& text : processor.unverified) {
        lines << QStringLiteral("• ") + models::oneLine(text, mostLineLetters);
    }
    return lines.isEmpty() ? QString()
                           : ProcessorDetails::tr("* No primary source confirmed:") + u'\n' + lines.join(u'\n');
}

} // namespace

ProcessorDetails::ProcessorDetails(const QList<QAction*>& actions, QWidget* parent) : QWidget(parent)
{
    buildHead(actions);
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    buildRows();
    m_nothing = insetLabel(this);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setText(tr("Choose a processor in the table to see where its numbers come from."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_nothing, 1);
    displayNothing();
}

void ProcessorDetails::buildHead(const QList<QAction*>& actions)
{
    m_head = new QWidget(this);
    m_name = new ElidedLabel(m_head);
    QFont font = m_name->font();
    font.setBold(true);
    m_name->setFont(font);
    m_origin = insetLabel(m_head);
    m_origin->setForegroundRole(QPalette::PlaceholderText);
    m_failure = insetLabel(m_head);
    m_failure->setObjectName(QStringLiteral("failure"));
    for (QLabel* label : {m_origin, m_failure}) {
        label->setContentsMargins(0, 0, 0, 0);
    }
    auto* buttons = new QWidget(m_head);
    auto* flow = new FlowLayout(buttons, style::halfGrid);
    for (QAction* action : actions) {
        auto* button = new QToolButton(buttons);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        button->setVisible(action->isEnabled());
        connect(action, &QAction::enabledChanged, button, &QWidget::setVisible);
        flow->addWidget(button);
    }
    auto* column = new QVBoxLayout(m_head);
    column->setContentsMargins(style::grid, style::halfGrid, style::grid, style::halfGrid);
    column->setSpacing(style::halfGrid);
    for (QWidget* widget :
         {static_cast<QWidget*>(m_name), static_cast<QWidget*>(m_origin), buttons, static_cast<QWidget*>(m_failure)}) {
        column->addWidget(widget);
    }
}

void ProcessorDetails::buildRows()
{
    auto* inner = new QWidget(m_scroll);
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, style::grid);
    column->setSpacing(0);
    m_unverified = insetLabel(inner);
    column->addWidget(m_unverified);
    auto group = ProcessorField::Group::name;
    for (const ProcessorField& field : processorFields()) {
        if (field.group != group) {
            group = field.group;
            QLabel* title = insetLabel(inner);
            QFont font = title->font();
            font.setBold(true);
            title->setFont(font);
            title->setText(titleOf(group));
            title->setContentsMargins(style::grid, style::grid, style::grid, 2);
            m_titles.emplace_back(group, title);
            column->addWidget(title);
        }
        auto* row = new ProcessorRow(field, inner);
        connect(row, &ProcessorRow::typed, this, &ProcessorDetails::typed);
        connect(row, &ProcessorRow::saveWanted, this, &ProcessorDetails::saveWanted);
        m_rows.push_back(row);
        column->addWidget(row);
    }
    m_fits = insetLabel(inner);
    m_fits->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(m_fits);
    column->addStretch(1);
    m_scroll->setWidget(inner);
}

void ProcessorDetails::displayNothing()
{
    m_head->hide();
    m_scroll->hide();
    m_nothing->show();
    m_id.clear();
}

void ProcessorDetails::display(const Shown& shown)
{
    m_nothing->hide();
    displayHead(shown);
    displayRows(shown);
    m_head->show();
    m_scroll->show();
    if (shown.processor.id != m_id) {
        m_id = shown.processor.id;
        m_scroll->verticalScrollBar()->setValue(0);
    }
    paintNotes();
}

void ProcessorDetails::displayHead(const Shown& shown)
{
    m_name->setWholeText(models::oneLine(shown.processor.name, mostLineLetters));
    const QString id = models::oneLine(shown.processor.id, mostLineLetters);
    switch (shown.origin) {
    case ProcessorOrigin::program:
        m_origin->setText(shown.draft.empty()
                              ? tr("%1, of the program. To change its numbers, copy it into the project.").arg(id)
                              : tr("%1, of the program. What was not saved of it is kept: it shows where the processor "
                                   "is copied into the project again.")
                                    .arg(id));
        break;
    case ProcessorOrigin::project:
        m_origin->setText(tr("%1, the project's own").arg(id));
        break;
    case ProcessorOrigin::projectForPrograms:
        m_origin->setText(tr("%1, the project's own in the place of the program's").arg(id));
        break;
    }
    say(*m_failure, shown.failure);
    say(*m_unverified, shown.origin == ProcessorOrigin::program ? unverifiedText(shown.processor) : QString());
    say(*m_fits, fitsText(shown.processor));
}

void ProcessorDetails::displayRows(const Shown& shown)
{
    const ProcessorTexts saved = textsOf(shown.processor);
    const bool isEditable = shown.origin != ProcessorOrigin::program;
    const auto textNow = [&](const std::string& key) {
        const auto typed = shown.draft.find(key);
        return typed != shown.draft.end() ? typed->second : textIn(saved, key);
    };
    for (ProcessorRow* row : m_rows) {
        const ProcessorField& field = row->field();
        ProcessorRowState state;
        state.isEditable = isEditable;
        state.text = isEditable ? textNow(field.key) : textIn(saved, field.key);
        state.basis = isEditable ? textNow(basisKey(field)) : textIn(saved, basisKey(field));
        if (isEditable && shown.draft.contains(field.key)) {
            state.saved = textIn(saved, field.key);
        }
        state.isBasisChanged = isEditable && shown.draft.contains(basisKey(field));
        state.isUnverified = isUnverified(shown.processor, field) && !state.text.isEmpty();
        state.problem = textIn(shown.problems, field.key);
        state.basisProblem = textIn(shown.problems, basisKey(field));
        row->display(state);
        if (!isEditable && field.key == std::string_view("unverified")) {
            // It stands at the top.
            row->hide();
        }
    }
    for (const auto& [group, title] : m_titles) {
        const bool isShown = std::any_of(m_rows.begin(), m_rows.end(), [group = group](const ProcessorRow* row) {
            return row->field().group == group && !row->isHidden();
        });
        title->setVisible(isShown);
    }
}

void ProcessorDetails::beginWriting()
{
    const auto bad =
        std::find_if(m_rows.begin(), m_rows.end(), [](const ProcessorRow* row) { return row->hasProblem(); });
    ProcessorRow& row = bad == m_rows.end() ? *m_rows.front() : **bad;
    if (!row.editor().isVisible()) {
        return;
    }
    row.editor().setFocus(Qt::OtherFocusReason);
    m_scroll->ensureWidgetVisible(&row);
}

void ProcessorDetails::paintNotes()
{
    setTone(*m_failure, style::Tone::failure);
    setTone(*m_unverified, style::Tone::warning);
}

void ProcessorDetails::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_unverified != nullptr) {
        paintNotes();
    }
}

} // namespace rxwatt::pages
