// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings.h"

#include <QSettings>

namespace rxwatt::settings
{

Settings::Settings(const QString& /*file*/, QObject* parent) : QObject(parent) {}

std::unique_ptr<Settings> Settings::inMemory()
{
    return std::make_unique<Settings>();
}

Settings::~Settings() = default;

Settings::ThemeChoice Settings::theme() const
{
    return ThemeChoice::desktop;
}

void Settings::setTheme(ThemeChoice /*theme*/) {}

double Settings::fontScale() const
{
    return 1;
}

void Settings::setFontScale(double /*scale*/) {}

QStringList Settings::recentProjects() const
{
    return {};
}

void Settings::addRecentProject(const QString& /*folder*/) {}

void Settings::removeRecentProject(const QString& /*folder*/) {}

QJsonObject Settings::session(const QString& /*project*/) const
{
    return {};
}

void Settings::setSession(const QString& /*project*/, const QJsonObject& /*session*/) {}

QStringList Settings::names(const QString& /*group*/) const
{
    return {};
}

QJsonObject Settings::named(const QString& /*group*/, const QString& /*name*/) const
{
    return {};
}

void Settings::setNamed(const QString& /*group*/, const QString& /*name*/, const QJsonObject& /*value*/) {}

void Settings::removeNamed(const QString& /*group*/, const QString& /*name*/) {}

} // namespace rxwatt::settings
