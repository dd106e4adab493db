// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings.h"

#include <algorithm>
#include <cmath>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSettings>
#include <QStandardPaths>

namespace rxwatt::settings
{

namespace
{

constexpr int maxRecentProjects = 12;
constexpr int maxPathLength = 4096;
const QString themeKey = QStringLiteral("look/theme");
const QString fontScaleKey = QStringLiteral("look/font-scale");
const QString recentKey = QStringLiteral("projects/recent");
const QString sessionGroup = QStringLiteral("sessions");

/// Names and paths may hold anything: as keys they are digests.
QString digestOf(const QString& name)
{
    return QString::fromLatin1(QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha1).toHex());
}

QString groupKey(const QString& group)
{
    return QStringLiteral("named-") + digestOf(group);
}

QString namedKey(const QString& group, const QString& name)
{
    return groupKey(group) + QLatin1Char('/') + digestOf(name);
}

QString sessionKey(const QString& project)
{
    return sessionGroup + QLatin1Char('/') + (project.isEmpty() ? QStringLiteral("program") : digestOf(project));
}

QString compact(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString cleanFolder(const QString& folder)
{
    return QDir::cleanPath(QDir(folder).absolutePath());
}

const QList<QPair<Settings::ThemeChoice, QString>>& themeNames()
{
    static const QList<QPair<Settings::ThemeChoice, QString>> names = {
        {Settings::ThemeChoice::desktop, QStringLiteral("desktop")},
        {Settings::ThemeChoice::light, QStringLiteral("light")},
        {Settings::ThemeChoice::dark, QStringLiteral("dark")}};
    return names;
}

} // namespace

Settings::Settings(const QString& file, QObject* parent) : QObject(parent)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    openFile(file.isEmpty() ? folder + QStringLiteral("/rxwatt/rxwatt.conf") : file);
}

Settings::Settings(InMemory /*tag*/) {}

std::unique_ptr<Settings> Settings::inMemory()
{
    return std::unique_ptr<Settings>(new Settings(InMemory()));
}

Settings::~Settings() = default;

Settings::ThemeChoice Settings::theme() const
{
    const QString name = text(themeKey);
    for (const auto& [choice, known] : themeNames()) {
        if (known == name) {
            return choice;
        }
    }
    return ThemeChoice::desktop;
}

void Settings::setTheme(ThemeChoice theme)
{
    if (theme == this->theme()) {
        return;
    }
    for (const auto& [choice, name] : themeNames()) {
        if (choice == theme) {
            put(themeKey, name);
        }
    }
    Q_EMIT themeChanged();
}

double Settings::fontScale() const
{
    bool isNumber = false;
    const double scale = text(fontScaleKey).toDouble(&isNumber);
    return isNumber && std::isfinite(scale) ? std::clamp(scale, 0.75, 2.0) : 1;
}

void Settings::setFontScale(double scale)
{
    const double allowed = std::isfinite(scale) ? std::clamp(scale, 0.75, 2.0) : 1;
    if (allowed != fontScale()) {
        put(fontScaleKey, QString::number(allowed));
        Q_EMIT fontScaleChanged();
    }
}

QStringList Settings::recentProjects() const
{
    QStringList folders;
    const QJsonArray list = QJsonDocument::fromJson(text(recentKey).toUtf8()).array();
    for (const QJsonValue& item : list) {
        const QString folder = item.toString();
        if (!folder.isEmpty() && folder.size() <= maxPathLength && !folders.contains(folder) &&
            folders.size() < maxRecentProjects) {
            folders.append(folder);
        }
    }
    return folders;
}

void Settings::addRecentProject(const QString& folder)
{
    const QString clean = cleanFolder(folder);
    if (folder.isEmpty() || clean.size() > maxPathLength) {
        return;
    }
    refresh();
    QStringList folders = recentProjects();
    folders.removeAll(clean);
    folders.prepend(clean);
    putRecentProjects(folders);
}

void Settings::removeRecentProject(const QString& folder)
{
    refresh();
    QStringList folders = recentProjects();
    if (folders.removeAll(cleanFolder(folder)) > 0) {
        putRecentProjects(folders);
    }
}

void Settings::putRecentProjects(const QStringList& folders)
{
    const QJsonArray list = QJsonArray::fromStringList(folders.mid(0, maxRecentProjects));
    put(recentKey, QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact)));
    Q_EMIT recentProjectsChanged();
}

QJsonObject Settings::session(const QString& project) const
{
    return object(sessionKey(project)).value(QStringLiteral("session")).toObject();
}

void Settings::setSession(const QString& project, const QJsonObject& session)
{
    refresh();
    const QJsonObject entry = {{QStringLiteral("used"), QDateTime::currentMSecsSinceEpoch()},
                               {QStringLiteral("project"), project},
                               {QStringLiteral("session"), session}};
    put(sessionKey(project), compact(entry));
    forgetOldSessions();
}

void Settings::forgetOldSessions()
{
    QList<QPair<double, QString>> sessions;
    for (const QString& key : keysBelow(sessionGroup)) {
        if (key != sessionKey({})) {
            sessions.append({object(key).value(QStringLiteral("used")).toDouble(), key});
        }
    }
    std::sort(sessions.begin(), sessions.end());
    for (qsizetype i = 0; i + maxSessions < sessions.size(); ++i) {
        remove(sessions[i].second);
    }
}

QStringList Settings::names(const QString& group) const
{
    QStringList names;
    for (const QString& key : keysBelow(groupKey(group))) {
        const QJsonObject entry = object(key);
        if (entry.value(QStringLiteral("value")).isObject()) {
            names.append(entry.value(QStringLiteral("name")).toString());
        }
    }
    std::sort(names.begin(), names.end(),
              [](const QString& one, const QString& other) { return one.localeAwareCompare(other) < 0; });
    return names;
}

QJsonObject Settings::named(const QString& group, const QString& name) const
{
    return object(namedKey(group, name)).value(QStringLiteral("value")).toObject();
}

void Settings::setNamed(const QString& group, const QString& name, const QJsonObject& value)
{
    refresh();
    put(namedKey(group, name), compact({{QStringLiteral("name"), name}, {QStringLiteral("value"), value}}));
    Q_EMIT namesChanged(group);
}

void Settings::removeNamed(const QString& group, const QString& name)
{
    refresh();
    remove(namedKey(group, name));
    Q_EMIT namesChanged(group);
}

} // namespace rxwatt::settings
