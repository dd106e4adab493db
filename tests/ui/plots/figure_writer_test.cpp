// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plots/plot_probe.h"
#include "tests/ui/plots/rendered.h"
#include "ui/plots/export_picture.h"
#include "ui/plots/figure_writer.h"
#include "ui/plots/raster_drawing.h"

#include <gmock/gmock.h>

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>

namespace rxwatt::plots
{

namespace
{

const FileFormat& formatOf(const char* extension)
{
    return fileFormats()[static_cast<std::size_t>(placeOf(QString::fromLatin1(extension)))];
}

class FigureWriters : public testing::Test
{
protected:
    FigureWriters() { m_plot.setPlot(simplePlot()); }

    [[nodiscard]] FigureFile file(const char* name, const char* extension)
    {
        return {path(name, extension).toStdString(), &m_plot, formatOf(extension)};
    }

    [[nodiscard]] QString path(const char* name, const char* extension) const
    {
        return m_folder.filePath(QStringLiteral("%1.%2").arg(QLatin1String(name), QLatin1String(extension)));
    }

    [[nodiscard]] QByteArray content(const char* name, const char* extension) const
    {
        QFile read(path(name, extension));
        return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
    }

    /// The problems once it is through.
    QStringList run(std::deque<FigureFile> files)
    {
        QSignalSpy finished(&m_writer, &FigureWriter::finished);
        m_writer.write(std::move(files), m_style);
        EXPECT_TRUE(m_writer.isAtWork());
        EXPECT_TRUE(finished.wait(30'000));
        EXPECT_FALSE(m_writer.isAtWork());
        return finished.value(0).value(0).toStringList();
    }

    QTemporaryDir m_folder;
    CurvePlot m_plot;
    figure::ExportStyle m_style;
    FigureWriter m_writer;
};

TEST_F(FigureWriters, WriteEveryFormat)
{
    QSignalSpy written(&m_writer, &FigureWriter::written);
    std::deque<FigureFile> files;
    for (const FileFormat& format : fileFormats()) {
        files.push_back(file("a", format.extension));
    }
    EXPECT_THAT(run(files), testing::IsEmpty());
    ASSERT_EQ(written.count(), 6);
    EXPECT_EQ(written.back()[0].toInt(), 6);
    EXPECT_TRUE(content("a", "pdf").startsWith("%PDF"));
    EXPECT_EQ(content("a", "svg"), pictureOf(m_plot, m_style, PictureFormat::svg).value());
    EXPECT_EQ(content("a", "png"), pictureOf(m_plot, m_style, PictureFormat::png).value());
    EXPECT_EQ(content("a", "csv").toStdString(), figure::toCsv(m_plot.figure()));
    EXPECT_EQ(content("a", "json").toStdString(), figure::toJsonText(m_plot.figure()));
    EXPECT_EQ(content("a", "tex").toStdString(), figure::toTex(m_plot.figure()));
}

TEST_F(FigureWriters, GoOnAfterWhatCannotBeWrittenAndSayIt)
{
    m_style.widthMm = m_style.heightMm = 1000;
    m_style.dpi = 1200;
    const QStringList problems = run({file("nowhere/a", "pdf"), file("huge", "png"), file("b", "csv")});
    ASSERT_EQ(problems.size(), 2);
    EXPECT_TRUE(problems[0].contains("nowhere")) << qPrintable(problems[0]);
    EXPECT_TRUE(problems[1].contains("47244 by 47244")) << qPrintable(problems[1]);
    EXPECT_FALSE(content("b", "csv").isEmpty());
}

TEST_F(FigureWriters, LeaveOutWhatWasNotBegunWhenTheyAreStopped)
{
    QSignalSpy written(&m_writer, &FigureWriter::written);
    QObject::connect(&m_writer, &FigureWriter::written, &m_writer, &FigureWriter::cancel);
    EXPECT_THAT(run({file("a", "csv"), file("b", "csv"), file("c", "csv")}), testing::IsEmpty());
    EXPECT_EQ(written.count(), 1);
    EXPECT_FALSE(content("a", "csv").isEmpty());
    EXPECT_FALSE(QFile::exists(path("b", "csv")));
}

TEST_F(FigureWriters, FinishTheFileInHandWhenTheyGo)
{
    auto writer = std::make_unique<FigureWriter>();
    m_style.dpi = 200;
    writer->write({file("a", "csv")}, m_style);
    QCoreApplication::processEvents();
    writer.reset();
    EXPECT_TRUE(QTest::qWaitFor([&] { return !content("a", "csv").isEmpty(); }));
}

TEST_F(FigureWriters, GiveTheWindowItsTurnWithinALargePicture)
{
    // 18 million pixels: five strips, and the window's events in between.
    m_style.widthMm = 254;
    m_style.heightMm = 127;
    m_style.dpi = 600;
    int turns = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&turns] { ++turns; });
    timer.start(0);
    EXPECT_THAT(run({file("large", "png")}), testing::IsEmpty());
    EXPECT_GE(turns, 5);
    EXPECT_EQ(QImage(path("large", "png")).size(), QSize(6000, 3000));
}

TEST_F(FigureWriters, DrawTheSameInStripsAsAtOnce)
{
    figure::ExportStyle style;
    style.dpi = 150;
    auto whole = RasterDrawing::begin(m_plot, style, 10'000'000);
    ASSERT_TRUE(whole);
    EXPECT_FALSE(whole->drawStrip());
    auto strips = RasterDrawing::begin(m_plot, style, 9'000);
    ASSERT_TRUE(strips);
    int count = 1;
    while (strips->drawStrip()) {
        ++count;
    }
    EXPECT_GT(count, 10);
    // Qt lets the dashes of a line begin anew where the line comes into the picture: some pixels differ.
    EXPECT_LT(difference(whole->image(), strips->image()), 0.2);
}

} // namespace

} // namespace rxwatt::plots
