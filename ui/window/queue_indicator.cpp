// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/queue_indicator.h"

#include "ui/models/plain_tip.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <cmath>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>

namespace rxwatt::window
{

namespace
{

constexpr int progressWidth = 120;
constexpr int permille = 1000;
/// Of a pause's reason in the status bar.
constexpr qsizetype maxReasonLetters = 60;

QString remainingText(double seconds)
{
    constexpr int minute = 60;
    constexpr int hour = 3600;
    const auto whole = static_cast<qint64>(std::ceil(seconds));
    if (whole < minute) {
        return QueueIndicator::tr("%1 s left").arg(whole);
    }
    if (whole < hour) {
        return QueueIndicator::tr("%1 min left").arg((whole + minute - 1) / minute);
    }
    return QueueIndicator::tr("%1 h %2 min left").arg(whole / hour).arg(whole % hour / minute);
}

QString iconNameOf(const bridge::QueueStatus& queue)
{
    if (queue.paused) {
        return QStringLiteral("circle-pause");
    }
    return queue.atWork ? QStringLiteral("activity") : QStringLiteral("circle");
}

} // namespace

QueueIndicator::QueueIndicator(bridge::Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_button(new QToolButton(this)),
      m_progress(new QProgressBar(this)),
      m_remaining(new QLabel(this))
{
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setAutoRaise(true);
    m_button->setToolTip(tr("Show the runs"));
    m_progress->setRange(0, permille);
    m_progress->setFixedWidth(progressWidth);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(style::grid);
    m_progress->setAccessibleName(tr("Progress of the run at work"));
    m_remaining->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, style::grid, 0);
    layout->setSpacing(style::grid);
    // What it does not take stays empty before it.
    layout->addStretch();
    layout->addWidget(m_progress);
    layout->addWidget(m_remaining);
    layout->addWidget(m_button);
    connect(m_button, &QToolButton::clicked, this, &QueueIndicator::clicked);
    connect(&workspace, &bridge::Workspace::opened, this, &QueueIndicator::update);
    connect(&workspace, &bridge::Workspace::closed, this, &QueueIndicator::update);
    connect(&workspace, &bridge::Workspace::queueChanged, this, &QueueIndicator::update);
    connect(&workspace, &bridge::Workspace::progressChanged, this, &QueueIndicator::updateProgress);
    update();
}

QString QueueIndicator::text() const
{
    return m_button->text();
}

void QueueIndicator::update()
{
    setVisible(m_workspace.isOpen());
    const bridge::QueueStatus queue = m_workspace.queue();
    QStringList parts;
    if (queue.active > 0) {
        parts << tr("%n at work", nullptr, queue.active);
    }
    if (queue.queued > 0) {
        parts << tr("%n queued", nullptr, queue.queued);
    }
    if (queue.failed > 0) {
        parts << tr("%n failed", nullptr, queue.failed);
    }
    QString text = parts.isEmpty() ? tr("Nothing to do") : parts.join(QStringLiteral(", "));
    if (queue.paused) {
        text = queue.pauseReason.isEmpty() ? tr("Paused: %1").arg(text)
                                           : tr("Paused (%1): %2").arg(queue.pauseReason.left(maxReasonLetters), text);
    }
    m_button->setIcon(style::icon(iconNameOf(queue)));
    m_button->setText(text);
    m_button->setToolTip(queue.atWork ? models::plainTip(tr("At work: %1").arg(queue.holder))
                                      : tr("Nobody works the queue"));
    updateProgress();
}

void QueueIndicator::updateProgress()
{
    const auto& progress = m_workspace.progress();
    const bool isShown = !progress.empty() && progress.begin()->second.total > 0;
    m_progress->setVisible(isShown);
    m_remaining->setVisible(isShown && progress.begin()->second.remainingS >= 0);
    if (isShown) {
        const run::ProgressEvent& first = progress.begin()->second;
        m_progress->setValue(
            static_cast<int>(permille * static_cast<double>(first.done) / static_cast<double>(first.total)));
        m_remaining->setText(first.remainingS >= 0 ? remainingText(first.remainingS) : QString());
    }
}

} // namespace rxwatt::window
