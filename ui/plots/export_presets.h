// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/export_style.h"

#include <optional>
#include <QString>
#include <QStringList>

namespace rxwatt::settings
{
class Settings;
}

namespace rxwatt::plots
{

/// Where export dialogs keep the styles that people save by name, and what was chosen last; from now on, while it
/// lives. Without any nothing is kept.
void keepExportPresetsIn(settings::Settings* settings);
[[nodiscard]] bool exportPresetsAreKept();

/// Names of saved styles, sorted.
[[nodiscard]] QStringList exportPresetNames();
/// None where nothing of that name can be read.
[[nodiscard]] std::optional<figure::ExportStyle> exportPreset(const QString& name);
void saveExportPreset(const QString& name, const figure::ExportStyle& style);
void removeExportPreset(const QString& name);

/// What an export was like, for the next one.
struct LastExport {
    figure::ExportStyle style;
    /// "pdf"
    QString extension = QStringLiteral("pdf");
    /// Of all figures at once.
    QStringList allExtensions = {QStringLiteral("pdf"), QStringLiteral("csv")};
    /// Empty: none yet.
    QString folder;
};

[[nodiscard]] LastExport lastExport();
void rememberExport(const LastExport& last);

} // namespace rxwatt::plots
