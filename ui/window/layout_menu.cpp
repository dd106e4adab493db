// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/layout_menu.h"

#include "ui/style/icons.h"

#include <QAction>
#include <QInputDialog>
#include <QMenu>

namespace rxwatt::window
{

namespace
{

const QString layoutsGroup = QStringLiteral("layouts");
constexpr qsizetype maxNameLetters = 60;

} // namespace

LayoutMenu::LayoutMenu(QMenu* parentMenu, PageDocks& docks, settings::Settings& settings, QWidget* window)
    : QObject(parentMenu), m_docks(docks), m_settings(settings), m_window(window)
{
    QMenu* menu = parentMenu->addMenu(style::icon(QStringLiteral("layout-dashboard")), tr("&Layout"));
    QAction* lock = menu->addAction(style::icon(QStringLiteral("lock")), tr("&Lock the pages' places"));
    lock->setCheckable(true);
    lock->setChecked(docks.isLocked());
    connect(lock, &QAction::toggled, &docks, &PageDocks::setLocked);
    connect(&docks, &PageDocks::lockedChanged, lock, &QAction::setChecked);
    menu->addMenu(tr("Pages &shown"))->addActions(docks.toggleActions());
    menu->addSeparator();
    connect(menu->addAction(style::icon(QStringLiteral("save")), tr("Save this layout &as…")), &QAction::triggered,
            this, &LayoutMenu::save);
    m_saved = menu->addMenu(tr("Sa&ved layouts"));
    connect(menu->addAction(tr("&Forget a saved layout…")), &QAction::triggered, this, &LayoutMenu::forget);
    connect(menu->addAction(style::icon(QStringLiteral("rotate-ccw")), tr("&Reset the layout")), &QAction::triggered,
            &docks, &PageDocks::reset);
    connect(&settings, &settings::Settings::namesChanged, this, &LayoutMenu::fillSaved);
    fillSaved();
}

void LayoutMenu::fillSaved()
{
    m_saved->clear();
    for (const QString& name : m_settings.names(layoutsGroup)) {
        QString text = name;
        connect(m_saved->addAction(text.replace(QLatin1Char('&'), QLatin1String("&&"))), &QAction::triggered, this,
                [this, name] { m_docks.restore(m_settings.named(layoutsGroup, name)); });
    }
    m_saved->setEnabled(!m_saved->isEmpty());
}

void LayoutMenu::save()
{
    bool accepted = false;
    const QString name =
        QInputDialog::getText(m_window, tr("Save the layout"), tr("Name:"), QLineEdit::Normal, {}, &accepted).trimmed();
    if (accepted && !name.isEmpty()) {
        m_settings.setNamed(layoutsGroup, name.left(maxNameLetters), m_docks.layout());
    }
}

void LayoutMenu::forget()
{
    bool accepted = false;
    const QString name = QInputDialog::getItem(m_window, tr("Forget a saved layout"), tr("Layout:"),
                                               m_settings.names(layoutsGroup), 0, false, &accepted);
    if (accepted && !name.isEmpty()) {
        m_settings.removeNamed(layoutsGroup, name);
    }
}

} // namespace rxwatt::window
