// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/spec.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/models/state_text.h"
#include "ui/models/tsv.h"
#include "ui/pages/copyable_table.h"
#include "ui/pages/details/details_page.h"
#include "ui/pages/details/details_tables.h"
#include "ui/pages/details/phase_line.h"
#include "ui/pages/details/settings_view.h"

#include <fstream>
#include <QCheckBox>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QTabWidget>
#include <QToolButton>
#include <QUrl>

namespace rxwatt::pages
{

namespace
{

class DetailsPageTest : public test::PageTest<DetailsPage>
{
protected:
    [[nodiscard]] CopyableTable& table(const char* name) const
    {
        for (auto* table : m_page->findChildren<CopyableTable*>()) {
            if (table->accessibleName() == QString::fromLatin1(name)) {
                return *table;
            }
        }
        throw std::runtime_error(std::string("no table ") + name);
    }

    /// The text beside a name in the first column.
    [[nodiscard]] std::string cell(const char* tableName, const char* row, int column = 1) const
    {
        const QAbstractItemModel& model = *table(tableName).model();
        for (int i = 0; i < model.rowCount(); ++i) {
            if (model.index(i, 0).data().toString() == QString::fromLatin1(row)) {
                return model.index(i, column).data().toString().toStdString();
            }
        }
        return "none";
    }

    void showTab(int place) const { m_page->findChild<QTabWidget*>()->setCurrentIndex(place); }
};

TEST_F(DetailsPageTest, ARunAtWorkIsReadOnceASecondAtMost)
{
    open(test::fewRuns(), {4});
    // On a slow machine the second may be over before the first answer has been shown: then it is tried again.
    bool rested = false;
    for (std::size_t i = 0; i < 20 && !rested; ++i) {
        select({i % 2});
        Q_EMIT m_workspace.runsChanged();
        rested = !m_workspace.isBusy();
        settle();
    }
    EXPECT_TRUE(rested);
}

TEST_F(DetailsPageTest, ShowsOneRunWhole)
{
    open(test::fewRuns(), {0});
    EXPECT_TRUE(says("good"));
    EXPECT_TRUE(says("tags: paper"));
    EXPECT_EQ(cell("Settings", "Learning rate"), "0.003");
    EXPECT_EQ(cell("Settings", "Learning rate", 2), "0.001") << "the default";
    EXPECT_EQ(cell("Settings", "Seed", 2), "") << "as the default";
    EXPECT_EQ(cell("Provenance", "Host"), "lab-7");
    EXPECT_NE(cell("Files", "spec.json"), "none");
    EXPECT_GT(table("Layers").model()->rowCount(), 10);
}

TEST_F(DetailsPageTest, SaysWhyARunFailed)
{
    open(test::fewRuns(), {2});
    EXPECT_TRUE(says("Failed"));
    EXPECT_TRUE(says("The loss is not a number at step 212"));
}

TEST_F(DetailsPageTest, TheFilterFindsLabelsPathsAndValues)
{
    open(test::fewRuns(), {0});
    auto* line = m_page->findChild<SettingsView*>()->findChild<QLineEdit*>();
    const int all = table("Settings").model()->rowCount();
    QTest::keyClicks(line, QStringLiteral("learning_rate"));
    EXPECT_EQ(table("Settings").model()->rowCount(), 1);
    line->clear();
    EXPECT_EQ(table("Settings").model()->rowCount(), all);
    auto* only = m_page->findChild<SettingsView*>()->findChild<QCheckBox*>();
    only->click();
    EXPECT_LT(table("Settings").model()->rowCount(), all);
    EXPECT_EQ(cell("Settings", "Seed"), "none");
    EXPECT_EQ(cell("Settings", "Learning rate"), "0.003");
}

TEST_F(DetailsPageTest, LayersAreSortedByTheirNumbers)
{
    open(test::fewRuns(), {0});
    showTab(4);
    QHeaderView& header = *table("Layers").horizontalHeader();
    constexpr int parameters = 7;
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {},
                      {header.sectionViewportPosition(parameters) + header.sectionSize(parameters) / 2, 8});
    const QAbstractItemModel& model = *table("Layers").model();
    for (int row = 1; row < model.rowCount(); ++row) {
        const auto before = QLocale().toLongLong(model.index(row - 1, parameters).data().toString());
        EXPECT_LE(before, QLocale().toLongLong(model.index(row, parameters).data().toString()));
    }
}

TEST_F(DetailsPageTest, ReproduceQueuesTheSameAgain)
{
    open(test::fewRuns(), {0});
    const QSignalSpy added(&m_edits, &bridge::RunEdits::added);
    action("Reproduce")->trigger();
    ASSERT_TRUE(eventually([&] { return !added.isEmpty(); }));
    const auto runs = m_workspace.project().runIds().value();
    ASSERT_EQ(runs.size(), m_ids.size() + 1);
    const auto again = added.front().front().value<std::vector<RunId>>();
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(m_workspace.project().runFolder(again[0]).readSpec().value(),
              m_workspace.project().runFolder(m_ids[0]).readSpec().value());
}

TEST_F(DetailsPageTest, OpensACopyInTheEditor)
{
    open(test::fewRuns(), {0});
    Json spec;
    Json base;
    QObject::connect(&m_navigator, &Navigator::specWanted, [&](const Json& wanted, const Json& from) {
        spec = wanted;
        base = from;
    });
    action("Open in the editor")->trigger();
    EXPECT_TRUE(run::specFromJson(spec));
    EXPECT_TRUE(base.is_null());
    action("Edit a copy that differs")->trigger();
    EXPECT_EQ(base, spec);
}

TEST_F(DetailsPageTest, CopiesTheSettingsAsAFileForTheCommandLine)
{
    open(test::fewRuns(), {0});
    action("Copy as JSON")->trigger();
    const auto json = base::parseJson(QGuiApplication::clipboard()->text().toStdString(), "clipboard");
    ASSERT_TRUE(json);
    EXPECT_EQ(run::specFromJson(*json).value(), m_workspace.project().runFolder(m_ids[0]).readSpec().value());
}

TEST_F(DetailsPageTest, SaysWhatWasDoneWhen)
{
    open(test::fewRuns(), {0});
    const store::RunReader reader = store::RunReader::open(m_workspace.project().databaseFile()).value();
    const std::vector<store::PhaseStretch> phases = reader.read(m_ids[0]).value().phases;
    ASSERT_GT(phases.size(), 1U);
    const QAbstractItemModel& model = *table("Phases").model();
    ASSERT_EQ(model.rowCount(), static_cast<int>(phases.size()));
    constexpr int took = 4;
    for (std::size_t i = 0; i < phases.size(); ++i) {
        const auto row = static_cast<int>(i);
        EXPECT_EQ(model.index(row, 0).data().toString(), models::phaseText(phases[i].phase));
        EXPECT_EQ(model.index(row, took).data(models::fileRole).toDouble(), phases[i].endS - phases[i].beginS);
    }
    showTab(2);
    auto* line = m_page->findChild<PhaseLine*>();
    ASSERT_TRUE(line->isVisible());
    const QImage drawn = line->grab().toImage();
    const QColor ground = drawn.pixelColor(1, 1);
    EXPECT_NE(drawn.pixelColor(drawn.width() / 2, drawn.height() / 2), ground);
    select({5});
    EXPECT_FALSE(line->isVisible()) << "nothing was done yet";
}

/// Takes the place of the desktop's file manager.
class FolderSpy : public QObject
{
    Q_OBJECT

public:
    FolderSpy() { QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "open"); }

    ~FolderSpy() override { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }

    QList<QUrl> opened;

public Q_SLOTS:

    void open(const QUrl& url) { opened << url; }
};

TEST_F(DetailsPageTest, AFileIsShownInItsFolderAndItsPathCopied)
{
    open(test::fewRuns(), {0});
    showTab(3);
    const std::filesystem::path folder = m_workspace.project().runFolder(m_ids[0]).path();
    CopyableTable& files = table("Files");
    const QModelIndexList rows =
        files.model()->match(files.model()->index(0, 0), Qt::DisplayRole, QStringLiteral("spec.json"));
    ASSERT_EQ(rows.size(), 1);
    files.setCurrentIndex(rows[0]);
    const auto trigger = [&](const char* text) {
        for (QAction* action : files.actions()) {
            if (action->text() == QString::fromLatin1(text)) {
                action->trigger();
            }
        }
    };
    trigger("Copy the path");
    EXPECT_EQ(QGuiApplication::clipboard()->text().toStdString(), (folder / "spec.json").string());
    const FolderSpy spy;
    trigger("Show in its folder");
    ASSERT_EQ(spy.opened.size(), 1);
    EXPECT_EQ(spy.opened[0], QUrl::fromLocalFile(QString::fromStdString(folder.string()))) << "never the file itself";
    action("Open the folder")->trigger();
    EXPECT_EQ(spy.opened.size(), 2);
    EXPECT_EQ(spy.opened.back(), spy.opened.front());
}

TEST_F(DetailsPageTest, TheStarIsGivenAndTakenAway)
{
    open(test::fewRuns(), {0});
    for (auto* button : m_page->findChildren<QToolButton*>()) {
        if (button->accessibleName() == QStringLiteral("Star")) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    EXPECT_TRUE(eventually([this] { return m_workspace.project().runFolder(m_ids[0]).readMeta().value().starred; }));
}

TEST_F(DetailsPageTest, SeveralRunsShowWhatDiffers)
{
    open(test::fewRuns(), {0, 1});
    EXPECT_TRUE(says("One setting differs"));
    EXPECT_EQ(cell("Settings that differ", "Learning rate", 1), "0.003");
    EXPECT_EQ(cell("Settings that differ", "Learning rate", 2), "0.0003");
    EXPECT_FALSE(action("Reproduce")->isEnabled());
    select({});
    EXPECT_TRUE(says("No run is selected"));
}

TEST_F(DetailsPageTest, HostileNamesAreShownAsTheyAre)
{
    for (const std::size_t place : {0U, 1U, 2U, 3U, 4U}) {
        if (place == 0) {
            open(test::sampleRunsOf("hostile"), {place});
        } else {
            select({place});
        }
        EXPECT_GT(table("Settings").model()->rowCount(), 10);
    }
    select({0});
    EXPECT_EQ(cell("Settings", "Name"), "<b>bold</b> & <img src=x onerror=alert(1)>");
}

TEST(RunFiles, LinksAreNotFollowed)
{
    const test::TemporaryFolder folder;
    std::filesystem::create_directories(folder / "run/evaluation");
    std::ofstream(folder / "secret") << "secret";
    std::ofstream(folder / "run/a") << "12345";
    std::ofstream(folder / "run/evaluation/b") << "1";
    std::filesystem::create_symlink(folder / "secret", folder / "run/link");
    std::filesystem::create_directory_symlink(folder / "", folder / "run/loop");
    const std::vector<RunFile> files = filesOf(folder / "run", 100);
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].path, "a");
    EXPECT_EQ(files[0].bytes, 5U);
    EXPECT_EQ(files[1].path, "evaluation/b");
    EXPECT_EQ(filesOf(folder / "run", 1).size(), 1U);
    EXPECT_TRUE(filesOf(folder / "gone", 10).empty());
}

} // namespace

} // namespace rxwatt::pages

#include "details_page_test.moc"
