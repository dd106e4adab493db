// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/export_presets.h"

#include "ui/settings/settings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>

namespace rxwatt::plots
{

namespace
{

const QString presetGroup = QStringLiteral("export-presets");
const QString lastGroup = QStringLiteral("export");
const QString lastName = QStringLiteral("last");

QPointer<settings::Settings>& keeper()
{
    static QPointer<settings::Settings> settings;
    return settings;
}

QJsonObject toObject(const figure::ExportStyle& style)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(base::toText(toJson(style)))).object();
}

std::optional<figure::ExportStyle> toStyle(const QJsonObject& object)
{
    if (object.isEmpty()) {
        return std::nullopt;
    }
    const Result<Json> json =
        base::parseJson(QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString(), "export style");
    figure::ExportStyle style;
    if (!json || !fromJson(*json, "$", style)) {
        return std::nullopt;
    }
    return style;
}

} // namespace

void keepExportPresetsIn(settings::Settings* settings)
{
    keeper() = settings;
}

bool exportPresetsAreKept()
{
    return keeper() != nullptr;
}

QStringList exportPresetNames()
{
    return keeper() == nullptr ? QStringList() : keeper()->names(presetGroup);
}

std::optional<figure::ExportStyle> exportPreset(const QString& name)
{
    return keeper() == nullptr ? std::nullopt : toStyle(keeper()->named(presetGroup, name));
}

void saveExportPreset(const QString& name, const figure::ExportStyle& style)
{
    if (keeper() != nullptr) {
        keeper()->setNamed(presetGroup, name, toObject(style));
    }
}

void removeExportPreset(const QString& name)
{
    if (keeper() != nullptr) {
        keeper()->removeNamed(presetGroup, name);
    }
}

LastExport lastExport()
{
    LastExport last;
    if (keeper() != nullptr) {
        const QJsonObject object = keeper()->named(lastGroup, lastName);
        last.style = toStyle(object.value(QStringLiteral("style")).toObject()).value_or(last.style);
        last.extension = object.value(QStringLiteral("extension")).toString(last.extension);
        if (const QJsonValue all = object.value(QStringLiteral("all")); all.isArray()) {
            last.allExtensions = all.toVariant().toStringList();
        }
        last.folder = object.value(QStringLiteral("folder")).toString();
    }
    return last;
}

void rememberExport(const LastExport& last)
{
    if (keeper() != nullptr) {
        keeper()->setNamed(lastGroup, lastName,
                           {{QStringLiteral("style"), toObject(last.style)},
                            {QStringLiteral("extension"), last.extension},
                            {QStringLiteral("all"), QJsonArray::fromStringList(last.allExtensions)},
                            {QStringLiteral("folder"), last.folder}});
    }
}

} // namespace rxwatt::plots
