// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/figure_writer.h"

#include "core/base/files.h"
#include "ui/plots/export_picture.h"
#include "ui/plots/plot_widget.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

namespace rxwatt::plots
{

namespace
{

Status writeBytes(const std::filesystem::path& path, const QByteArray& bytes)
{
    return base::writeFileAtomically(path, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

} // namespace

void FigureWriter::write(std::deque<FigureFile> files, const figure::ExportStyle& style)
{
    m_files = std::move(files);
    m_style = style;
    m_problems.clear();
    m_written = 0;
    m_atWork = true;
    later();
}

void FigureWriter::later()
{
    QTimer::singleShot(0, this, &FigureWriter::step);
}

void FigureWriter::step()
{
    if (m_files.empty()) {
        m_raster.reset();
        m_atWork = false;
        Q_EMIT finished(m_problems);
        return;
    }
    const FigureFile& file = m_files.front();
    if (file.format.picture() == figure::PictureFormat::png) {
        drawStrip(file);
        return;
    }
    Result<Packing> packing = packingOf(file);
    if (packing) {
        hand(*std::move(packing));
    } else {
        onPacked(tl::unexpected(packing.error()));
    }
}

void FigureWriter::drawStrip(const FigureFile& file)
{
    if (!m_raster) {
        Result<RasterDrawing> begun = RasterDrawing::begin(*file.plot, m_style);
        if (!begun) {
            onPacked(tl::unexpected(begun.error()));
            return;
        }
        m_raster = *std::move(begun);
    }
    if (m_raster->drawStrip()) {
        later();
        return;
    }
    hand([path = file.path, image = m_raster->image()]() -> Status {
        RXWATT_ASSIGN(const QByteArray bytes, toPng(image));
        return writeBytes(path, bytes);
    });
    m_raster.reset();
}

Result<FigureWriter::Packing> FigureWriter::packingOf(const FigureFile& file) const
{
    if (const auto picture = file.format.picture()) {
        RXWATT_ASSIGN(const QByteArray bytes, pictureOf(*file.plot, m_style, *picture));
        return Packing([path = file.path, bytes] { return writeBytes(path, bytes); });
    }
    const auto format = std::get<figure::Format>(file.format.kind);
    return Packing([path = file.path, figure = file.plot->figure(), format] {
        return base::writeFileAtomically(path, std::string_view(figure::toText(figure, format)));
    });
}

void FigureWriter::hand(Packing packing)
{
    QThreadPool::globalInstance()->start([packing = std::move(packing), self = QPointer(this)] {
        const Status status = packing();
        // The program waits for the pool before it ends, the dialog that asked need not.
        QMetaObject::invokeMethod(
            qApp,
            [self, status] {
                if (self != nullptr) {
                    self->onPacked(status);
                }
            },
            Qt::QueuedConnection);
    });
}

void FigureWriter::onPacked(const Status& status)
{
    if (!status) {
        m_problems << QString::fromStdString(status.error().message);
    } else {
        ++m_written;
    }
    Q_EMIT written(m_written);
    if (!m_files.empty()) {
        m_files.pop_front();
    }
    later();
}

} // namespace rxwatt::plots
