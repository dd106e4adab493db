// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/views_menu.h"

#include "ui/style/icons.h"

#include <QInputDialog>
#include <QLineEdit>

namespace rxwatt::pages
{

namespace
{

const QString group = QStringLiteral("views");

QString menuText(const QString& name)
{
    return name.left(60).replace(u'&', QStringLiteral("&&"));
}

} // namespace

ViewsMenu::ViewsMenu(settings::Settings& settings, std::function<QJsonObject()> current, QWidget* parent)
    : QMenu(parent), m_settings(settings), m_current(std::move(current))
{
    connect(this, &QMenu::aboutToShow, this, &ViewsMenu::fill);
    fill();
}

void ViewsMenu::fill()
{
    clear();
    const QStringList names = m_settings.names(group);
    for (const QString& name : names) {
        addAction(menuText(name), this, [this, name] { Q_EMIT viewChosen(m_settings.named(group, name)); });
    }
    if (names.isEmpty()) {
        addAction(tr("No saved views yet"))->setEnabled(false);
    }
    addSeparator();
    addAction(style::icon(QStringLiteral("save")), tr("Save this view…"), this, &ViewsMenu::save);
    QMenu* remove = addMenu(style::icon(QStringLiteral("trash-2")), tr("Remove a view"));
    remove->setEnabled(!names.isEmpty());
    for (const QString& name : names) {
        remove->addAction(menuText(name), this, [this, name] { m_settings.removeNamed(group, name); });
    }
    addSeparator();
    addAction(style::icon(QStringLiteral("rotate-ccw")), tr("Reset the table"), this, &ViewsMenu::resetWanted);
}

void ViewsMenu::save()
{
    auto* dialog = new QInputDialog(parentWidget());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save a view"));
    dialog->setLabelText(
        tr("Keeps filter, order, groups and columns. Name of the view (one of that name is replaced):"));
    dialog->setInputMode(QInputDialog::TextInput);
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
        if (!name.trimmed().isEmpty()) {
            m_settings.setNamed(group, name.trimmed().left(100), m_current());
        }
    });
    dialog->open();
}

} // namespace rxwatt::pages
