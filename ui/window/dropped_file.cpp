// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/dropped_file.h"

#include "core/run/spec.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace rxwatt::window
{

namespace
{

/// Read on the window's thread: a specification of a person is a few kilobytes.
constexpr std::size_t maxSpecBytes = std::size_t{1} << 20;

struct DroppedFileWords {
    Q_DECLARE_TR_FUNCTIONS(DroppedFile)
};

DroppedFile fromJson(const QFileInfo& file)
{
    DroppedFile dropped;
    const Result<Json> json =
        base::readJsonFile(file.filePath().toStdString(), {.maxBytes = maxSpecBytes, .maxDepth = 64});
    if (!json) {
        dropped.problem = QString::fromStdString(json.error().message);
    } else if (!json->is_object()) {
        dropped.problem =
            DroppedFileWords::tr("%1 is not a specification: that is one JSON object.").arg(file.fileName());
    } else {
        dropped.spec = *json;
    }
    return dropped;
}

DroppedFile fromWeights(const QFileInfo& file)
{
    DroppedFile dropped;
    dropped.spec = Json{{"schema", run::specSchema},
                        {"name", file.completeBaseName().toStdString()},
                        {"kind", run::nameOf(run::RunKind::evaluate)},
                        {"weights", Json::array({file.absoluteFilePath().toStdString()})}};
    return dropped;
}

} // namespace

DroppedFile examine(const QString& path)
{
    const QFileInfo file(path);
    DroppedFile dropped;
    if (!file.exists()) {
        dropped.problem = DroppedFileWords::tr("%1 is not there any more.").arg(path);
    } else if (file.isDir() && QFileInfo::exists(path + QStringLiteral("/project.json"))) {
        dropped.project = file.absoluteFilePath();
    } else if (file.fileName() == QLatin1String("project.json")) {
        dropped.project = file.absolutePath();
    } else if (file.suffix() == QLatin1String("json")) {
        dropped = fromJson(file);
    } else if (file.suffix() == QLatin1String("safetensors")) {
        dropped = fromWeights(file);
    } else {
        dropped.problem =
            DroppedFileWords::tr(
                "%1 is nothing that RxWatt opens. Drop a project's folder, a specification (.json) or weights "
                "(.safetensors).")
                .arg(file.fileName());
    }
    return dropped;
}

} // namespace rxwatt::window
