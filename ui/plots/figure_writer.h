// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/figure/export_style.h"
#include "ui/plots/export_formats.h"
#include "ui/plots/raster_drawing.h"

#include <deque>
#include <filesystem>
#include <functional>
#include <QObject>
#include <QStringList>

namespace rxwatt::plots
{

class PlotWidget;

/// A figure for a file.
struct FigureFile {
    std::filesystem::path path;
    /// One that nobody looks at; it must live until the writer has finished.
    PlotWidget* plot = nullptr;
    FileFormat format;
};

/// Writes figures into files without holding the window up: plots can only be drawn in its thread, large ones strip by
/// strip between its events, but what is drawn is packed and written in another.
class FigureWriter : public QObject
{
    Q_OBJECT

public:
    explicit FigureWriter(QObject* parent = nullptr) : QObject(parent) {}

    /// To be called while it is not at work.
    void write(std::deque<FigureFile> files, const figure::ExportStyle& style);

    /// What has not been begun is left out.
    void cancel() { m_files.clear(); }

    [[nodiscard]] bool isAtWork() const { return m_atWork; }

Q_SIGNALS:
    void written(int files);
    /// The problems of those that could not be written.
    void finished(const QStringList& problems);

private:
    using Packing = std::function<Status()>;

    void later();
    void step();
    void drawStrip(const FigureFile& file);
    void hand(Packing packing);
    void onPacked(const Status& status);
    [[nodiscard]] Result<Packing> packingOf(const FigureFile& file) const;

    std::deque<FigureFile> m_files;
    figure::ExportStyle m_style;
    std::optional<RasterDrawing> m_raster;
    QStringList m_problems;
    int m_written = 0;
    bool m_atWork = false;
};

} // namespace rxwatt::plots
