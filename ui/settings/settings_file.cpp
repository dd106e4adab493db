// SPDX-License-Identifier: GPL-3.0-or-later
// How Settings deals with its file.
#include "ui/settings/settings.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSettings>
#include <QStringDecoder>

namespace rxwatt::settings
{

namespace
{

/// Qt takes in a good deal of what is no INI file at all.
bool isText(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return true; // what is not there, or is told of otherwise
    }
    const QByteArray bytes = file.read(Settings::maxFileBytes);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    static_cast<void>(QString(decoder(bytes)));
    return !decoder.hasError() && !bytes.contains('\0');
}

} // namespace

void Settings::openFile(const QString& file)
{
    const QFileInfo info(file);
    const QString name = QDir::toNativeSeparators(info.absoluteFilePath());
    if (info.exists() && !info.isFile()) {
        m_problem = tr("%1 is no file, so that settings are not kept. Move it away and start again.").arg(name);
        return;
    }
    if (info.size() > maxFileBytes) {
        m_problem = tr("%1 is larger than 1 MB and was not read; settings are not kept. Move it away and start again.")
                        .arg(name);
        return;
    }
    if (info.exists() && !info.isReadable()) {
        m_problem = tr("%1 may not be read, so that settings are not kept. Look at its permissions.").arg(name);
        return;
    }
    const auto store = [&] {
        m_store = std::make_unique<QSettings>(info.absoluteFilePath(), QSettings::IniFormat);
        m_store->setFallbacksEnabled(false);
        return m_store->status();
    };
    if (!isText(file) || store() == QSettings::FormatError) {
        m_store.reset();
        const QString copy = info.absoluteFilePath() + QStringLiteral(".damaged");
        QFile::remove(copy);
        if (!QFile::rename(info.absoluteFilePath(), copy)) {
            m_problem = tr("%1 is damaged and settings are not kept. Move it away and start again.").arg(name);
            return;
        }
        m_problem = tr("%1 was damaged: settings begin anew. It is now %2.").arg(name, QDir::toNativeSeparators(copy));
        store();
    }
    if (m_store->status() == QSettings::AccessError) {
        m_problem = tr("%1 cannot be read, so that settings are not kept. Look at its permissions.").arg(name);
        m_store.reset();
    }
}

void Settings::report(const QString& problem)
{
    if (problem != m_problem) {
        m_problem = problem;
        Q_EMIT problemFound(problem);
    }
}

void Settings::refresh()
{
    if (m_store) {
        m_store->sync();
    }
}

QString Settings::text(const QString& key) const
{
    return m_store ? m_store->value(key).toString() : m_memory.value(key).toString();
}

QJsonObject Settings::object(const QString& key) const
{
    return QJsonDocument::fromJson(text(key).toUtf8()).object();
}

QStringList Settings::keysBelow(const QString& group) const
{
    const QString prefix = group + QLatin1Char('/');
    QStringList keys = m_store ? m_store->allKeys() : QStringList(m_memory.keys());
    keys.removeIf([&](const QString& key) { return !key.startsWith(prefix); });
    return keys;
}

void Settings::put(const QString& key, const QString& text)
{
    if (!m_store) {
        m_memory.insert(key, text);
        return;
    }
    const QString before = this->text(key);
    const bool wasThere = m_store->contains(key);
    m_store->setValue(key, text);
    write();
    if (QFileInfo(m_store->fileName()).size() <= maxFileBytes) {
        return;
    }
    if (wasThere) {
        m_store->setValue(key, before);
    } else {
        m_store->remove(key);
    }
    write();
    report(tr("%1 would become larger than 1 MB: the last change is not kept. Remove saved layouts or presets.")
               .arg(QDir::toNativeSeparators(m_store->fileName())));
}

void Settings::remove(const QString& key)
{
    if (!m_store) {
        m_memory.remove(key);
        return;
    }
    m_store->remove(key);
    write();
}

void Settings::write()
{
    m_store->sync();
    if (m_store->status() == QSettings::AccessError || !m_store->isWritable()) {
        report(tr("%1 cannot be written to: settings hold until the program ends. Look at its permissions and the free "
                  "space of its disk.")
                   .arg(QDir::toNativeSeparators(m_store->fileName())));
    }
}

} // namespace rxwatt::settings
