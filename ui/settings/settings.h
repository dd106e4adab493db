// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QVariantMap>

class QSettings;

namespace rxwatt::settings
{

/// What the person chose about the program, not about a project; kept in a file of the user's own and never in a
/// project. A file that cannot be read counts as empty (problem() says so): settings never keep the window away.
class Settings : public QObject
{
    Q_OBJECT

public:
    enum class ThemeChoice { desktop, light, dark };

    /// Bytes that the file may have: a larger one is left alone, and nothing that would make it larger is kept.
    static constexpr qint64 maxFileBytes = qint64{1} << 20;
    /// Projects whose session is remembered; those that were used longest ago are forgotten first.
    static constexpr int maxSessions = 24;

    /// The user's file, `$XDG_CONFIG_HOME/rxwatt/rxwatt.conf` where `file` is empty.
    explicit Settings(const QString& file = {}, QObject* parent = nullptr);
    /// For --safe-mode and screenshots: reads nothing, keeps nothing.
    [[nodiscard]] static std::unique_ptr<Settings> inMemory();
    ~Settings() override;

    /// What was wrong with the file, for a message; empty where nothing was.
    [[nodiscard]] QString problem() const { return m_problem; }

    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);

    /// Factor on the desktop's font size, 0.75 to 2.
    [[nodiscard]] double fontScale() const;
    void setFontScale(double scale);

    /// Folders, the latest first, at most 12.
    [[nodiscard]] QStringList recentProjects() const;
    void addRecentProject(const QString& folder);
    void removeRecentProject(const QString& folder);

    /// What was open: of a project, or of the program where `project` is empty.
    [[nodiscard]] QJsonObject session(const QString& project = {}) const;
    void setSession(const QString& project, const QJsonObject& session);

    /// Any named JSON object of a group ("layouts", "export-presets", "views"): what people save by name. Names are
    /// sorted.
    [[nodiscard]] QStringList names(const QString& group) const;
    [[nodiscard]] QJsonObject named(const QString& group, const QString& name) const;
    void setNamed(const QString& group, const QString& name, const QJsonObject& value);
    void removeNamed(const QString& group, const QString& name);

Q_SIGNALS:
    void themeChanged();
    void fontScaleChanged();
    void recentProjectsChanged();
    void namesChanged(const QString& group);
    /// Something could not be kept: problem() says what and what to do.
    void problemFound(const QString& problem);

private:
    struct InMemory {
    };

    explicit Settings(InMemory tag);

    void openFile(const QString& file);
    void report(const QString& problem);
    /// Takes in what another window has written.
    void refresh();
    [[nodiscard]] QString text(const QString& key) const;
    [[nodiscard]] QJsonObject object(const QString& key) const;
    [[nodiscard]] QStringList keysBelow(const QString& group) const;
    /// Where the file would become too large, all stays as before.
    void put(const QString& key, const QString& text);
    void remove(const QString& key);
    void putRecentProjects(const QStringList& folders);
    void forgetOldSessions();
    /// Writes to the file and says where that failed.
    void write();

    /// None where everything is in memory only.
    std::unique_ptr<QSettings> m_store;
    QVariantMap m_memory;
    QString m_problem;
};

} // namespace rxwatt::settings
