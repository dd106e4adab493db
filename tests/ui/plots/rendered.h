// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace rxwatt::plots
{

/// What another program makes of a vector picture, in pixels of a resolution; null where it fails.
inline QImage rendered(const QByteArray& picture, const QString& extension, int dpi)
{
    const QTemporaryDir folder;
    const QString in = folder.filePath(QStringLiteral("picture.") + extension);
    QFile file(in);
    if (!file.open(QIODevice::WriteOnly) || file.write(picture) != picture.size()) {
        return {};
    }
    file.close();
    const QString resolution = QString::number(dpi);
    if (extension == QStringLiteral("pdf")) {
        QProcess::execute(QStringLiteral("pdftoppm"),
                          {QStringLiteral("-png"), QStringLiteral("-r"), resolution, QStringLiteral("-singlefile"), in,
                           folder.filePath(QStringLiteral("out"))});
    } else {
        QProcess::execute(QStringLiteral("rsvg-convert"),
                          {QStringLiteral("-d"), resolution, QStringLiteral("-p"), resolution, QStringLiteral("-b"),
                           QStringLiteral("white"), QStringLiteral("-o"), folder.filePath(QStringLiteral("out.png")),
                           in});
    }
    return QImage(folder.filePath(QStringLiteral("out.png"))).convertToFormat(QImage::Format_RGB32);
}

inline bool isInstalled(const char* program)
{
    return !QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty();
}

/// How unlike two pictures are: the mean difference of the grey of their pixels, after a blur that forgives how edges
/// are smoothed and half pixels; 255 where they are not of one size (but for a pixel that rounding takes).
inline double difference(const QImage& one, const QImage& other)
{
    if (one.isNull() || other.isNull() || std::abs(one.width() - other.width()) > 1 ||
        std::abs(one.height() - other.height()) > 1) {
        return 255;
    }
    constexpr int blur = 8;
    const QSize size = one.size() / blur;
    const QImage a = one.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const QImage b = other.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    double sum = 0;
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            sum += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y)));
        }
    }
    return sum / size.width() / size.height();
}

} // namespace rxwatt::plots
