// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plots/plot_probe.h"
#include "ui/plots/export_all_dialog.h"
#include "ui/plots/export_fields.h"
#include "ui/plots/export_presets.h"
#include "ui/plots/export_preview.h"
#include "ui/settings/settings.h"

#include <gmock/gmock.h>

#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>

namespace rxwatt::plots
{

namespace
{

class ExportAllDialogs : public testing::Test
{
protected:
    ExportAllDialogs()
    {
        keepExportPresetsIn(m_settings.get());
        m_ber.setPlot(simplePlot());
        m_loss.setPlot(simplePlot(1, 3));
        open();
    }

    ~ExportAllDialogs() override { keepExportPresetsIn(nullptr); }

    void open()
    {
        dialog = std::make_unique<ExportAllDialog>(
            std::vector<OfferedFigure>{{"BER: Bit error rate", &m_ber, true}, {"Live: Loss", &m_loss, false}});
        list = dialog->findChild<QListWidget*>(QStringLiteral("figures"));
        folder = dialog->findChild<QLineEdit*>(QStringLiteral("folder"));
        problem = dialog->findChild<QLabel*>(QStringLiteral("problem"));
        dialog->show();
        folder->setText(m_folder.path());
    }

    void format(const char* extension, bool wanted)
    {
        dialog->findChild<QCheckBox*>(QString::fromLatin1(extension))->setChecked(wanted);
    }

    [[nodiscard]] QStringList files() const { return QDir(m_folder.path()).entryList(QDir::Files, QDir::Name); }

    [[nodiscard]] bool closes() const
    {
        return QTest::qWaitFor([this] { return !dialog->isVisible(); }, 30'000);
    }

    std::unique_ptr<settings::Settings> m_settings = settings::Settings::inMemory();
    CurvePlot m_ber;
    CurvePlot m_loss;
    QTemporaryDir m_folder;
    std::unique_ptr<ExportAllDialog> dialog;
    QListWidget* list = nullptr;
    QLineEdit* folder = nullptr;
    QLabel* problem = nullptr;
};

TEST_F(ExportAllDialogs, WriteTheChosenFiguresInTheChosenFormats)
{
    list->item(1)->setCheckState(Qt::Checked);
    format("svg", true);
    dialog->accept();
    ASSERT_TRUE(closes());
    EXPECT_EQ(files(), QStringList({"ber-2.csv", "ber-2.pdf", "ber-2.svg", "ber.csv", "ber.pdf", "ber.svg"}));
    EXPECT_EQ(lastExport().allExtensions, QStringList({"pdf", "svg", "csv"}));
    EXPECT_EQ(lastExport().folder, m_folder.path());
    EXPECT_EQ(lastExport().extension, "pdf") << "that of single figures is another choice";
    open();
    EXPECT_TRUE(dialog->findChild<QCheckBox*>(QStringLiteral("svg"))->isChecked());
}

TEST_F(ExportAllDialogs, AreOfNoUseWithoutFigureOrFormat)
{
    QPushButton* write = nullptr;
    for (QPushButton* button : dialog->findChildren<QPushButton*>()) {
        write = button->isDefault() ? button : write;
    }
    ASSERT_NE(write, nullptr);
    EXPECT_TRUE(write->isEnabled());
    EXPECT_TRUE(write->text().contains("2")) << "one figure, two formats";
    list->item(0)->setCheckState(Qt::Unchecked);
    EXPECT_FALSE(write->isEnabled());
    list->item(1)->setCheckState(Qt::Checked);
    EXPECT_TRUE(write->isEnabled());
    format("pdf", false);
    auto* fields = dialog->findChild<ExportFields*>();
    EXPECT_FALSE(fields->isEnabled()) << "values have no style";
    format("csv", false);
    EXPECT_FALSE(write->isEnabled());
}

TEST_F(ExportAllDialogs, AskBeforeFilesAreReplaced)
{
    QFile old(m_folder.filePath("ber.pdf"));
    ASSERT_TRUE(old.open(QIODevice::WriteOnly));
    old.write("mine");
    old.close();
    dialog->accept();
    QPointer<QMessageBox> question = dialog->findChild<QMessageBox*>();
    ASSERT_NE(question, nullptr);
    question->button(QMessageBox::Cancel)->click();
    QTest::qWait(50);
    EXPECT_EQ(files(), QStringList({"ber.pdf"}));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    dialog->accept();
    question = dialog->findChild<QMessageBox*>();
    ASSERT_NE(question, nullptr);
    for (QAbstractButton* button : question->buttons()) {
        if (question->buttonRole(button) == QMessageBox::AcceptRole) {
            button->click();
        }
    }
    ASSERT_TRUE(closes());
    EXPECT_EQ(files(), QStringList({"ber.csv", "ber.pdf"}));
    EXPECT_GT(QFileInfo(m_folder.filePath("ber.pdf")).size(), 100);
}

TEST_F(ExportAllDialogs, MakeTheFolderOrSayWhyNot)
{
    folder->setText(m_folder.filePath("new/deeper"));
    dialog->accept();
    ASSERT_TRUE(closes());
    EXPECT_TRUE(QFile::exists(m_folder.filePath("new/deeper/ber.csv")));
    open();
    folder->setText("/dev/null/figures");
    dialog->accept();
    EXPECT_TRUE(dialog->isVisible());
    EXPECT_TRUE(problem->text().contains("/dev/null/figures"));
}

TEST_F(ExportAllDialogs, ShowTheFigureThatIsLookedAt)
{
    auto* preview = dialog->findChild<ExportPreview*>();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !preview->image().isNull(); }));
    const QImage first = preview->image();
    list->setCurrentRow(1);
    EXPECT_TRUE(QTest::qWaitFor([&] { return preview->image() != first; }));
}

TEST_F(ExportAllDialogs, DoWithoutAPlotThatIsGone)
{
    auto gone = std::make_unique<CurvePlot>();
    gone->setPlot(simplePlot());
    ExportAllDialog other({{"gone", gone.get(), true}, {"BER", &m_ber, true}});
    gone.reset();
    other.findChild<QLineEdit*>(QStringLiteral("folder"))->setText(m_folder.path());
    other.show();
    other.findChild<QListWidget*>(QStringLiteral("figures"))->setCurrentRow(1);
    other.accept();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !other.isVisible(); }, 30'000));
    EXPECT_FALSE(files().isEmpty());
}

} // namespace

} // namespace rxwatt::plots
