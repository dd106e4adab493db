// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settings.h"

#include <functional>
#include <QMenu>

namespace rxwatt::pages
{

/// Views that people save by name: filter, order, groups and columns of the run table.
class ViewsMenu : public QMenu
{
    Q_OBJECT

public:
    /// `current` is what a saved view keeps.
    ViewsMenu(settings::Settings& settings, std::function<QJsonObject()> current, QWidget* parent = nullptr);

Q_SIGNALS:
    void viewChosen(const QJsonObject& view);
    /// Back to how the table is at first.
    void resetWanted();

private:
    void fill();
    void save();

    settings::Settings& m_settings;
    std::function<QJsonObject()> m_current;
};

} // namespace rxwatt::pages
