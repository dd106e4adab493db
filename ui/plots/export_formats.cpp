// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/export_formats.h"

#include <array>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace rxwatt::plots
{

namespace
{

constexpr const char* context = "rxwatt::plots::ExportFormats";

constexpr std::array formats = {
    FileFormat{"pdf", "PDF", QT_TRANSLATE_NOOP("rxwatt::plots::ExportFormats", "PDF, vector picture"),
               figure::PictureFormat::pdf},
    FileFormat{"svg", "SVG", QT_TRANSLATE_NOOP("rxwatt::plots::ExportFormats", "SVG, vector picture"),
               figure::PictureFormat::svg},
    FileFormat{"png", "PNG", QT_TRANSLATE_NOOP("rxwatt::plots::ExportFormats", "PNG, raster picture"),
               figure::PictureFormat::png},
    FileFormat{"csv", "CSV", QT_TRANSLATE_NOOP("rxwatt::plots::ExportFormats", "CSV, the values"), figure::Format::csv},
    FileFormat{"json", "JSON", QT_TRANSLATE_NOOP("rxwatt::plots::ExportFormats", "JSON, the values"),
               figure::Format::json},
    FileFormat{"tex", "LaTeX", QT_TRANSLATE_NOOP("rxwatt::plots::ExportFormats", "LaTeX, PGFPlots"),
               figure::Format::tex}};

} // namespace

std::optional<figure::PictureFormat> FileFormat::picture() const
{
    const auto* picture = std::get_if<figure::PictureFormat>(&kind);
    return picture != nullptr ? std::optional(*picture) : std::nullopt;
}

QString FileFormat::text() const
{
    return QCoreApplication::translate(context, name);
}

std::span<const FileFormat> fileFormats()
{
    return formats;
}

int placeOf(const QString& extension)
{
    for (std::size_t i = 0; i < formats.size(); ++i) {
        if (extension.compare(QLatin1String(formats.at(i).extension), Qt::CaseInsensitive) == 0) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

QString fileNameOf(const figure::Figure& figure)
{
    QString name = QString::fromStdString(std::visit([](const auto& content) { return content.name; }, figure));
    for (QChar& letter : name) {
        letter = letter.isLetterOrNumber() ? letter : QChar('-');
    }
    constexpr qsizetype longest = 60;
    name = name.left(longest);
    return name.isEmpty() ? QStringLiteral("figure") : name;
}

QString startFolder(const QString& last)
{
    if (!last.isEmpty() && QFileInfo(last).isDir()) {
        return last;
    }
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QDir::homePath();
}

} // namespace rxwatt::plots
