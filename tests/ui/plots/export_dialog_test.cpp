// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plots/plot_probe.h"
#include "ui/plots/export_dialog.h"
#include "ui/plots/export_fields.h"
#include "ui/plots/export_presets.h"
#include "ui/plots/export_preview.h"
#include "ui/settings/settings.h"

#include <gmock/gmock.h>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>

namespace rxwatt::plots
{

namespace
{

class ExportDialogs : public testing::Test
{
protected:
    void SetUp() override
    {
        keepExportPresetsIn(m_settings.get());
        shown.plot.setPlot(simplePlot());
        shown.draw();
        open();
    }

    void TearDown() override { keepExportPresetsIn(nullptr); }

    void open()
    {
        shown.plot.exportFigure();
        dialog = shown.plot.findChild<ExportDialog*>();
        ASSERT_NE(dialog, nullptr);
        format = dialog->findChild<QComboBox*>(QStringLiteral("format"));
        ASSERT_NE(format, nullptr);
        file = dialog->findChild<QLineEdit*>(QStringLiteral("file"));
        ASSERT_NE(file, nullptr);
    }

    [[nodiscard]] QString inFolder(const QString& name) const { return folder.filePath(name); }

    [[nodiscard]] static QByteArray contentOf(const QString& path)
    {
        QFile content(path);
        return content.open(QIODevice::ReadOnly) ? content.readAll() : QByteArray();
    }

    [[nodiscard]] bool closes() const
    {
        return QTest::qWaitFor([this] { return dialog == nullptr || !dialog->isVisible(); }, 30'000);
    }

    void type(const QString& text)
    {
        file->selectAll();
        QTest::keyClicks(file, text);
    }

    std::unique_ptr<settings::Settings> m_settings = settings::Settings::inMemory();
    Shown<> shown;
    QTemporaryDir folder;
    QPointer<ExportDialog> dialog;
    QComboBox* format = nullptr;
    QLineEdit* file = nullptr;
};

TEST_F(ExportDialogs, WriteTheFormatOfTheNameThatIsTyped)
{
    type(inFolder("curve.svg"));
    QTest::keyClick(file, Qt::Key_Return);
    EXPECT_TRUE(closes());
    EXPECT_TRUE(contentOf(inFolder("curve.svg")).contains("clip-path"));
    EXPECT_EQ(lastExport().extension, "svg");
    EXPECT_EQ(lastExport().folder, folder.path());
}

TEST_F(ExportDialogs, GiveTheNameTheExtensionOfTheFormat)
{
    type(inFolder("curve.v2"));
    format->setCurrentIndex(3);
    EXPECT_EQ(file->text(), inFolder("curve.v2.csv"));
    format->setCurrentIndex(0);
    EXPECT_EQ(file->text(), inFolder("curve.v2.pdf"));
    dialog->accept();
    EXPECT_TRUE(closes());
    EXPECT_TRUE(contentOf(inFolder("curve.v2.pdf")).startsWith("%PDF"));
}

TEST_F(ExportDialogs, WriteValuesToo)
{
    for (const char* name : {"a.csv", "a.json", "a.tex", "a.png"}) {
        if (dialog == nullptr || !dialog->isVisible()) {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            open();
        }
        type(inFolder(name));
        dialog->accept();
        EXPECT_TRUE(closes());
        EXPECT_FALSE(contentOf(inFolder(name)).isEmpty()) << name;
    }
    EXPECT_TRUE(contentOf(inFolder("a.csv")).startsWith("series,"));
}

TEST_F(ExportDialogs, AskBeforeAFileIsReplaced)
{
    QFile old(inFolder("old.pdf"));
    ASSERT_TRUE(old.open(QIODevice::WriteOnly));
    old.write("mine");
    old.close();
    type(inFolder("old.pdf"));
    dialog->accept();
    QPointer<QMessageBox> question = dialog->findChild<QMessageBox*>();
    ASSERT_NE(question, nullptr);
    question->button(QMessageBox::Cancel)->click();
    EXPECT_EQ(contentOf(inFolder("old.pdf")), "mine");
    ASSERT_TRUE(dialog->isVisible());
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    dialog->accept();
    question = dialog->findChild<QMessageBox*>();
    ASSERT_NE(question, nullptr);
    for (QAbstractButton* button : question->buttons()) {
        if (question->buttonRole(button) == QMessageBox::AcceptRole) {
            button->click();
        }
    }
    EXPECT_TRUE(closes());
    EXPECT_TRUE(contentOf(inFolder("old.pdf")).startsWith("%PDF"));
}

TEST_F(ExportDialogs, SayWhatWentWrongAndStay)
{
    type(inFolder("nowhere/a.pdf"));
    dialog->accept();
    const auto* problem = dialog->findChild<QLabel*>(QStringLiteral("problem"));
    ASSERT_NE(problem, nullptr);
    EXPECT_TRUE(QTest::qWaitFor([&] { return problem->isVisible(); }));
    EXPECT_TRUE(dialog->isVisible());
    EXPECT_TRUE(problem->text().contains("nowhere"));
    file->clear();
    dialog->accept();
    EXPECT_TRUE(dialog->isVisible());
}

TEST_F(ExportDialogs, ShowThePageThatWillBe)
{
    auto* preview = dialog->findChild<ExportPreview*>();
    ASSERT_NE(preview, nullptr);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !preview->image().isNull(); }));
    auto* fields = dialog->findChild<ExportFields*>();
    figure::ExportStyle square;
    square.widthMm = square.heightMm = 100;
    fields->choose(square);
    EXPECT_TRUE(QTest::qWaitFor([&] { return preview->image().width() == preview->image().height(); }));
    format->setCurrentIndex(3);
    EXPECT_TRUE(preview->image().isNull()) << "values have no page";
}

TEST_F(ExportDialogs, KeepStylesByName)
{
    auto* fields = dialog->findChild<ExportFields*>();
    auto* presets = fields->findChild<QComboBox*>(QStringLiteral("preset"));
    EXPECT_EQ(presets->currentIndex(), 1) << "one column at first";
    fields->findChild<QDoubleSpinBox*>(QStringLiteral("width"))->setValue(120);
    EXPECT_EQ(presets->currentIndex(), 0) << "no preset any more";
    fields->savePreset("  thesis ");
    EXPECT_EQ(presets->currentText(), "thesis");
    presets->setCurrentIndex(3);
    Q_EMIT presets->activated(3);
    EXPECT_EQ(fields->chosen().widthMm, 254);
    ASSERT_TRUE(exportPreset("thesis"));
    EXPECT_EQ(exportPreset("thesis")->widthMm, 120);
}

TEST_F(ExportDialogs, LeaveThePlotAsItWas)
{
    const QJsonObject before = shown.plot.view();
    type(inFolder("a.pdf"));
    figure::ExportStyle style;
    style.grid = false;
    style.legend = figure::LegendPlace::hidden;
    dialog->findChild<ExportFields*>()->choose(style);
    dialog->accept();
    EXPECT_TRUE(closes());
    EXPECT_EQ(shown.plot.view(), before);
}

TEST(ExportOfNothing, OpensNoDialog)
{
    Shown<> shown;
    shown.plot.exportFigure();
    EXPECT_EQ(shown.plot.findChild<ExportDialog*>(), nullptr);
}

} // namespace

} // namespace rxwatt::plots
