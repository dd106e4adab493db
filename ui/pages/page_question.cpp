// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/page_question.h"

#include <QEvent>

namespace rxwatt::pages
{

PageQuestionTiming::PageQuestionTiming(const PageContext& context, QWidget& page, std::chrono::milliseconds rest)
    : m_context(context), m_page(page)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(rest);
    connect(&m_rest, &QTimer::timeout, this, &PageQuestionTiming::askIfOutdated);
    page.installEventFilter(this);
    const bridge::Workspace& workspace = context.workspace;
    connect(&context.selection, &bridge::Selection::changed, this, &PageQuestionTiming::outdate);
    connect(&workspace, &bridge::Workspace::opened, this, &PageQuestionTiming::outdate);
    connect(&workspace, &bridge::Workspace::recovered, this, &PageQuestionTiming::outdate);
    connect(&workspace, &bridge::Workspace::processorsChanged, this, &PageQuestionTiming::outdate);
    connect(&workspace, &bridge::Workspace::runsChanged, this, [this] {
        m_isOutdated = true;
        if (!m_rest.isActive()) {
            askIfOutdated();
        }
    });
    connect(&workspace, &bridge::Workspace::closed, this, [this] {
        m_isAsking = false;
        m_rest.stop();
        forget();
    });
}

bool PageQuestionTiming::isSettled() const
{
    return !m_isAsking && !(m_isOutdated && !m_rest.isActive() && m_context.workspace.isOpen());
}

bool PageQuestionTiming::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_page && event->type() == QEvent::Show) {
        askIfOutdated();
    }
    return QObject::eventFilter(watched, event);
}

void PageQuestionTiming::outdate()
{
    // Another question does not rest.
    m_rest.stop();
    m_isOutdated = true;
    askIfOutdated();
}

void PageQuestionTiming::askIfOutdated()
{
    if (!m_isOutdated || m_isAsking || m_rest.isActive() || !m_page.isVisible() || !m_context.workspace.isOpen()) {
        return;
    }
    m_isOutdated = false;
    m_isAsking = true;
    if (m_rest.intervalAsDuration().count() > 0) {
        m_rest.start();
    }
    send();
}

} // namespace rxwatt::pages
