// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/queue_bar.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace rxwatt::pages
{

QueueBar::QueueBar(bridge::Workspace& workspace, bridge::RunEdits& edits, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_edits(edits), m_text(new QLabel(this)), m_button(new QPushButton(this))
{
    m_text->setTextFormat(Qt::PlainText);
    // Gives way to the button where the dock is narrow; its tool tip has it whole.
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_button->setObjectName(QStringLiteral("queueButton"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(style::grid);
    layout->addWidget(m_button);
    layout->addWidget(m_text, 1);
    connect(m_button, &QPushButton::clicked, this, &QueueBar::press);
    connect(&workspace, &bridge::Workspace::queueChanged, this, &QueueBar::update);
    connect(&workspace, &bridge::Workspace::opened, this, &QueueBar::update);
    connect(&workspace, &bridge::Workspace::closed, this, &QueueBar::update);
    update();
}

void QueueBar::update()
{
    setVisible(m_workspace.isOpen());
    const bridge::QueueStatus queue = m_workspace.queue();
    QStringList parts;
    if (queue.active > 0) {
        parts.append(tr("%n at work", nullptr, queue.active));
    }
    parts.append(tr("%n queued", nullptr, queue.queued));
    if (queue.failed > 0) {
        parts.append(tr("%n failed", nullptr, queue.failed));
    }
    if (queue.paused) {
        parts.prepend(tr("Paused"));
    }
    m_text->setText(parts.join(QStringLiteral(" · ")));
    m_text->setToolTip(queue.paused && !queue.pauseReason.isEmpty()
                           ? QStringLiteral("<p>%1</p>").arg(queue.pauseReason.toHtmlEscaped())
                           : m_text->text());
    const bool pauses = queue.atWork && !queue.paused;
    m_button->setText(pauses ? tr("Pause the queue") : tr("Start the queue"));
    m_button->setIcon(style::icon(pauses ? QStringLiteral("pause") : QStringLiteral("play")));
    const bool hasWork = queue.queued > 0 || queue.active > 0;
    m_button->setEnabled(pauses || queue.paused || hasWork);
    m_button->setToolTip(pauses         ? tr("Runs at work go on; no other one starts")
                         : hasWork      ? tr("Work on the queued runs, also after the window is closed")
                         : queue.paused ? tr("Let the queue work again")
                                        : tr("Nothing is queued: add a run first"));
}

void QueueBar::press()
{
    const bridge::QueueStatus queue = m_workspace.queue();
    if (queue.atWork && !queue.paused) {
        m_edits.pauseQueue();
        return;
    }
    if (queue.paused) {
        m_edits.resumeQueue();
    }
    m_workspace.startScheduler();
}

} // namespace rxwatt::pages
