// SPDX-License-Identifier: GPL-3.0-or-later
// `rxwatt export`, `rxwatt-gui export` and the dialogs make the same files.
#include "core/figure/export_style.h"
#include "core/project/project_figure.h"
#include "ui/plots/export_all_dialog.h"
#include "ui/plots/export_dialog.h"
#include "ui/plots/export_fields.h"
#include "ui/plots/make_plot.h"

#include <gmock/gmock.h>

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QLineEdit>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace rxwatt::plots
{

namespace
{

QString program(const char* name)
{
    return QDir(QCoreApplication::applicationDirPath()).filePath(QLatin1String(name));
}

/// When a PDF was made, and the numbers that come from it, differ.
QByteArray withoutDates(const QByteArray& bytes)
{
    static const QRegularExpression dates(QStringLiteral(
        "/(CreationDate|ModDate) ?\\([^)]*\\)|/ID ?\\[[^]]*\\]|<xmp:\\w+Date>[^<]*<|uuid:[-0-9a-fA-F]+"));
    return QString::fromLatin1(bytes).remove(dates).toLatin1();
}

class SameExport : public testing::Test
{
protected:
    void SetUp() override
    {
        ASSERT_EQ(QProcess::execute(program("rxwatt-sample-project"), {"many", project()}), 0);
        m_style.widthMm = 110;
        m_style.heightMm = 70;
        m_style.fontSizePt = 7;
        m_style.dpi = 150;
        m_style.title = true;
        QFile style(path("style.json"));
        ASSERT_TRUE(style.open(QIODevice::WriteOnly));
        style.write(QByteArray::fromStdString(base::toText(toJson(m_style))));
    }

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

    [[nodiscard]] QString project() const { return path("project"); }

    [[nodiscard]] QByteArray content(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? withoutDates(file.readAll()) : QByteArray();
    }

    void run(const char* name, const QStringList& arguments) const
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program(name), arguments);
        ASSERT_TRUE(process.waitForFinished(60'000));
        EXPECT_EQ(process.exitCode(), 0) << process.readAll().toStdString();
    }

    [[nodiscard]] std::unique_ptr<PlotWidget> plot(const char* figure) const
    {
        return makePlot(project::projectFigure({project().toStdString(), figure, {}}).value().figure);
    }

    QTemporaryDir m_folder;
    figure::ExportStyle m_style;
};

TEST_F(SameExport, OfOneFigureInEveryFormat)
{
    const auto shown = plot("ber");
    for (const QString extension : {"pdf", "svg", "png", "csv", "json", "tex"}) {
        const bool picture = extension == "pdf" || extension == "svg" || extension == "png";
        for (const char* name : {"rxwatt", "rxwatt-gui"}) {
            QStringList arguments = {"export", project(), "ber", "--out", path(name + ("." + extension))};
            if (picture) {
                arguments << "--style" << path("style.json");
            }
            run(name, arguments);
        }
        ExportDialog dialog(*shown);
        dialog.show();
        dialog.findChild<ExportFields*>()->choose(m_style);
        dialog.findChild<QLineEdit*>(QStringLiteral("file"))->setText(path("dialog." + extension));
        dialog.accept();
        ASSERT_TRUE(QTest::qWaitFor([&] { return !dialog.isVisible(); }, 30'000));
        const QByteArray expected = content("dialog." + extension);
        EXPECT_GT(expected.size(), 100) << extension.toStdString();
        EXPECT_TRUE(content("rxwatt." + extension) == expected) << extension.toStdString();
        EXPECT_TRUE(content("rxwatt-gui." + extension) == expected) << extension.toStdString();
    }
}

TEST_F(SameExport, OfAllFigures)
{
    for (const char* name : {"rxwatt", "rxwatt-gui"}) {
        run(name,
            {"export", project(), "all", "--out", path(name), "--formats", "svg,csv", "--style", path("style.json")});
    }
    const auto ber = plot("ber");
    const auto loss = plot("loss");
    ExportAllDialog dialog({{"BER", ber.get(), true}, {"Loss", loss.get(), true}});
    dialog.show();
    for (QCheckBox* box : dialog.findChildren<QCheckBox*>()) {
        if (!box->objectName().isEmpty()) {
            box->setChecked(box->objectName() == "svg" || box->objectName() == "csv");
        }
    }
    dialog.findChild<ExportFields*>()->choose(m_style);
    dialog.findChild<QLineEdit*>(QStringLiteral("folder"))->setText(path("dialog"));
    dialog.accept();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !dialog.isVisible(); }, 30'000));
    const auto files = [&](const char* folder) { return QDir(path(folder)).entryList(QDir::Files, QDir::Name); };
    EXPECT_EQ(files("rxwatt"), QStringList({"ber.csv", "ber.svg", "loss.csv", "loss.svg", "runs.csv"}));
    EXPECT_EQ(files("rxwatt-gui"), files("rxwatt"));
    for (const QString& file : files("dialog")) {
        EXPECT_TRUE(content("rxwatt/" + file) == content("dialog/" + file)) << file.toStdString();
        EXPECT_TRUE(content("rxwatt-gui/" + file) == content("dialog/" + file)) << file.toStdString();
    }
    EXPECT_EQ(files("dialog").size(), 4);
}

} // namespace

} // namespace rxwatt::plots
