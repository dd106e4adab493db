// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page_registry.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>
#include <vector>

class QDockWidget;
class QMainWindow;

namespace rxwatt::window
{

/// The pages of the registry in docks of the window: where they stand, which is in front, whether they may be moved. A
/// page is made when it is first shown; what comes to be seen beside it, each in a turn of its own: all at once would
/// hold the window for longer than anybody may.
class PageDocks : public QObject
{
    Q_OBJECT

public:
    PageDocks(QMainWindow& window, const pages::PageContext& context);

    /// Null where there is none of that name.
    [[nodiscard]] pages::Page* page(const QString& name);
    /// Those that were made.
    [[nodiscard]] QList<pages::Page*> pages() const;
    /// Of those, what is seen: not hidden, nor behind another tab.
    [[nodiscard]] QList<pages::Page*> seenPages() const;
    [[nodiscard]] bool isMade(const QString& name) const;

    /// Whether pages have yet to be made or shown.
    [[nodiscard]] bool isMaking() const { return m_toMake.isActive(); }

    [[nodiscard]] QString nameOf(const pages::Page& page) const;
    /// As its tab says it.
    [[nodiscard]] QString titleOf(const pages::Page& page) const;
    /// Gives the pages that were made what a session kept of them.
    void restorePages(const QJsonObject& session);
    /// Brings a page to the front and gives it the keyboard; false where there is none of that name.
    bool show(const QString& name);
    /// The same in a turn of its own, behind those in which pages are made; another show() before then takes its place.
    void showSoon(const QString& name);
    /// The page that was used last; null before the first.
    [[nodiscard]] pages::Page* current() const;
    [[nodiscard]] QString currentName() const;

    /// One for each page, with its shortcut: shows it.
    [[nodiscard]] QList<QAction*> showActions() const;
    /// Show or hide the dock of each page.
    [[nodiscard]] QList<QAction*> toggleActions() const;

    /// While locked, docks have no title and stay where they are.
    void setLocked(bool locked);

    [[nodiscard]] bool isLocked() const { return m_locked; }

    /// The current page alone, or all as before.
    void setMaximized(bool maximized);

    [[nodiscard]] bool isMaximized() const { return !m_beforeMaximized.isEmpty(); }

    /// The start page alone, for as long as no project is open.
    void setStartOnly(bool startOnly);

    void reset();
    [[nodiscard]] QJsonObject layout() const;
    /// False, and nothing changed, where it is no layout of this version.
    bool restore(const QJsonObject& layout);

Q_SIGNALS:
    void currentChanged();
    void lockedChanged(bool locked);
    void maximizedChanged(bool maximized);

private:
    struct Dock {
        const pages::PageEntry* entry = nullptr;
        QDockWidget* widget = nullptr;
        pages::Page* page = nullptr;
        QAction* show = nullptr;
        /// Not hidden, nor behind another tab.
        bool isSeen = false;
    };

    void addDock(const pages::PageEntry& entry);
    void make(Dock& dock);
    void makeNext();
    void showAlone(const QString& name);
    void onFocus(const QWidget* widget);
    [[nodiscard]] Dock* find(const QString& name);
    [[nodiscard]] QByteArray state() const;

    QMainWindow& m_window;
    pages::PageContext m_context;
    std::vector<Dock> m_docks;
    QString m_current;
    QTimer m_toMake;
    QString m_toShow;
    bool m_locked = false;
    QByteArray m_beforeMaximized;
    QByteArray m_beforeStart;
};

} // namespace rxwatt::window
