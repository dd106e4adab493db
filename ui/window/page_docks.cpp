// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/page_docks.h"

#include "ui/style/icons.h"

#include <algorithm>
#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>

namespace rxwatt::window
{

namespace
{

/// Of saved layouts: raised whenever docks mean something else.
constexpr int layoutVersion = 1;
/// Part of the window's width that the left docks have at first.
constexpr double leftShare = 0.4;

/// How a dock has no title at all.
class NoTitle : public QWidget
{
public:
    using QWidget::QWidget;

    [[nodiscard]] QSize sizeHint() const override { return {0, 0}; }

    [[nodiscard]] QSize minimumSizeHint() const override { return {0, 0}; }
};

QString titleOfEntry(const pages::PageEntry& entry)
{
    return QCoreApplication::translate("Page", entry.title);
}

} // namespace

PageDocks::PageDocks(QMainWindow& window, const pages::PageContext& context)
    : QObject(&window), m_window(window), m_context(context)
{
    window.setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks | QMainWindow::AnimatedDocks);
    window.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    // Pages are connected by their addresses: none may move once docks are made.
    m_docks.reserve(pages::allPages().size());
    for (const pages::PageEntry& entry : pages::allPages()) {
        addDock(entry);
    }
    m_toMake.setInterval(0);
    connect(&m_toMake, &QTimer::timeout, this, &PageDocks::makeNext);
    reset();
    setLocked(true);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget* /*old*/, const QWidget* now) { onFocus(now); });
}

void PageDocks::addDock(const pages::PageEntry& entry)
{
    Dock& dock = m_docks.emplace_back();
    dock.entry = &entry;
    dock.widget = new QDockWidget(titleOfEntry(entry), &m_window);
    dock.widget->setObjectName(QString::fromLatin1(entry.name));
    dock.widget->setWindowIcon(style::icon(QString::fromLatin1(entry.icon)));
    dock.show = new QAction(style::icon(QString::fromLatin1(entry.icon)), titleOfEntry(entry), &m_window);
    dock.show->setShortcut(QKeySequence(QString::fromLatin1(entry.shortcut)));
    connect(dock.show, &QAction::triggered, this, [this, &dock] { show(QString::fromLatin1(dock.entry->name)); });
    connect(dock.widget, &QDockWidget::visibilityChanged, this, [this, &dock](bool visible) {
        dock.isSeen = visible;
        if (visible) {
            if (dock.page == nullptr) {
                m_toMake.start();
            }
            m_current = QString::fromLatin1(dock.entry->name);
            Q_EMIT currentChanged();
        }
    });
}

void PageDocks::makeNext()
{
    const auto next = std::find_if(m_docks.begin(), m_docks.end(),
                                   [](const Dock& dock) { return dock.page == nullptr && dock.isSeen; });
    if (next != m_docks.end()) {
        make(*next);
        return;
    }
    m_toMake.stop();
    if (!m_toShow.isEmpty()) {
        show(QString(m_toShow));
    }
}

void PageDocks::make(Dock& dock)
{
    if (dock.page == nullptr) {
        dock.page = dock.entry->make(m_context, dock.widget);
        dock.widget->setWidget(dock.page);
        dock.page->restoreSession(
            m_context.settings.session(m_context.workspace.folder()).value(dock.entry->name).toObject());
    }
}

PageDocks::Dock* PageDocks::find(const QString& name)
{
    const auto found = std::find_if(m_docks.begin(), m_docks.end(),
                                    [&](const Dock& dock) { return name == QLatin1String(dock.entry->name); });
    return found == m_docks.end() ? nullptr : &*found;
}

pages::Page* PageDocks::page(const QString& name)
{
    Dock* dock = find(name);
    if (dock == nullptr) {
        return nullptr;
    }
    make(*dock);
    return dock->page;
}

QList<pages::Page*> PageDocks::pages() const
{
    QList<pages::Page*> made;
    for (const Dock& dock : m_docks) {
        if (dock.page != nullptr) {
            made.append(dock.page);
        }
    }
    return made;
}

QList<pages::Page*> PageDocks::seenPages() const
{
    QList<pages::Page*> seen;
    for (const Dock& dock : m_docks) {
        if (dock.page != nullptr && dock.isSeen) {
            seen.append(dock.page);
        }
    }
    return seen;
}

bool PageDocks::isMade(const QString& name) const
{
    return std::any_of(m_docks.begin(), m_docks.end(), [&](const Dock& dock) {
        return dock.page != nullptr && name == QLatin1String(dock.entry->name);
    });
}

QString PageDocks::nameOf(const pages::Page& page) const
{
    const auto found =
        std::find_if(m_docks.begin(), m_docks.end(), [&](const Dock& dock) { return dock.page == &page; });
    return found == m_docks.end() ? QString() : QString::fromLatin1(found->entry->name);
}

QString PageDocks::titleOf(const pages::Page& page) const
{
    const auto found =
        std::find_if(m_docks.begin(), m_docks.end(), [&](const Dock& dock) { return dock.page == &page; });
    return found == m_docks.end() ? QString() : found->widget->windowTitle();
}

void PageDocks::restorePages(const QJsonObject& session)
{
    for (const Dock& dock : m_docks) {
        if (dock.page != nullptr) {
            dock.page->restoreSession(session.value(QLatin1String(dock.entry->name)).toObject());
        }
    }
}

void PageDocks::showSoon(const QString& name)
{
    m_toShow = name;
    m_toMake.start();
}

bool PageDocks::show(const QString& name)
{
    m_toShow.clear();
    Dock* dock = find(name);
    if (dock == nullptr) {
        return false;
    }
    if (isMaximized() && m_current != name) {
        showAlone(name);
    }
    make(*dock);
    dock->widget->show();
    dock->widget->raise();
    dock->page->setFocus(Qt::ShortcutFocusReason);
    m_current = name;
    Q_EMIT currentChanged();
    return true;
}

pages::Page* PageDocks::current() const
{
    return const_cast<PageDocks*>(this)->page(m_current);
}

QString PageDocks::currentName() const
{
    return m_current;
}

void PageDocks::onFocus(const QWidget* widget)
{
    for (const Dock& dock : m_docks) {
        const QString name = QString::fromLatin1(dock.entry->name);
        if (widget != nullptr && dock.page != nullptr && name != m_current &&
            (dock.page == widget || dock.page->isAncestorOf(widget))) {
            m_current = name;
            Q_EMIT currentChanged();
        }
    }
}

QList<QAction*> PageDocks::showActions() const
{
    QList<QAction*> actions;
    for (const Dock& dock : m_docks) {
        actions.append(dock.show);
    }
    return actions;
}

QList<QAction*> PageDocks::toggleActions() const
{
    QList<QAction*> actions;
    for (const Dock& dock : m_docks) {
        actions.append(dock.widget->toggleViewAction());
    }
    return actions;
}

void PageDocks::setLocked(bool locked)
{
    m_locked = locked;
    for (const Dock& dock : m_docks) {
        QWidget* oldTitle = dock.widget->titleBarWidget();
        dock.widget->setTitleBarWidget(locked ? new NoTitle(dock.widget) : nullptr);
        delete oldTitle;
        dock.widget->setFeatures(locked ? QDockWidget::NoDockWidgetFeatures
                                        : QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable |
                                              QDockWidget::DockWidgetClosable);
    }
    Q_EMIT lockedChanged(locked);
}

void PageDocks::showAlone(const QString& name)
{
    for (const Dock& dock : m_docks) {
        dock.widget->setVisible(name == QLatin1String(dock.entry->name));
    }
}

void PageDocks::setMaximized(bool maximized)
{
    if (maximized == isMaximized()) {
        return;
    }
    const QString page = m_current;
    if (maximized) {
        m_beforeMaximized = m_window.saveState(layoutVersion);
        showAlone(page);
    } else {
        m_window.restoreState(std::exchange(m_beforeMaximized, {}), layoutVersion);
        show(page);
    }
    Q_EMIT maximizedChanged(maximized);
}

void PageDocks::setStartOnly(bool startOnly)
{
    const QString start = QStringLiteral("start");
    if (find(start) == nullptr) {
        return;
    }
    if (startOnly && m_beforeStart.isEmpty()) {
        setMaximized(false);
        m_beforeStart = m_window.saveState(layoutVersion);
        showAlone(start);
        show(start);
    } else if (!startOnly && !m_beforeStart.isEmpty()) {
        m_window.restoreState(std::exchange(m_beforeStart, {}), layoutVersion);
    }
}

void PageDocks::reset()
{
    m_beforeMaximized.clear();
    m_beforeStart.clear();
    QDockWidget* previous = nullptr;
    QList<QDockWidget*> left;
    QList<QDockWidget*> main;
    for (const Dock& dock : m_docks) {
        const bool isLeft = dock.entry->place == pages::Place::left;
        dock.widget->setFloating(false);
        m_window.addDockWidget(isLeft ? Qt::LeftDockWidgetArea : Qt::RightDockWidgetArea, dock.widget);
        dock.widget->show();
        if (!isLeft && previous != nullptr) {
            m_window.tabifyDockWidget(previous, dock.widget);
        }
        previous = isLeft ? previous : dock.widget;
        (isLeft ? left : main).append(dock.widget);
    }
    if (!left.isEmpty() && !main.isEmpty()) {
        const int leftWidth = static_cast<int>(m_window.width() * leftShare);
        m_window.resizeDocks({left.first(), main.first()}, {leftWidth, m_window.width() - leftWidth}, Qt::Horizontal);
    }
}

QByteArray PageDocks::state() const
{
    if (!m_beforeStart.isEmpty()) {
        return m_beforeStart;
    }
    return isMaximized() ? m_beforeMaximized : m_window.saveState(layoutVersion);
}

QJsonObject PageDocks::layout() const
{
    return {{QStringLiteral("version"), layoutVersion},
            {QStringLiteral("state"), QString::fromLatin1(state().toBase64())},
            {QStringLiteral("locked"), m_locked}};
}

bool PageDocks::restore(const QJsonObject& layout)
{
    if (layout.value(QLatin1String("version")).toInt() != layoutVersion) {
        return false;
    }
    const QByteArray wanted = QByteArray::fromBase64(layout.value(QLatin1String("state")).toString().toLatin1());
    setLocked(layout.value(QLatin1String("locked")).toBool(true));
    if (!m_beforeStart.isEmpty()) {
        m_beforeStart = wanted;
        return true;
    }
    setMaximized(false);
    return m_window.restoreState(wanted, layoutVersion);
}

} // namespace rxwatt::window
