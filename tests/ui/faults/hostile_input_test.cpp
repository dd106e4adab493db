// SPDX-License-Identifier: GPL-3.0-or-later
// Rubbish in the settings, names of any length and kind, and screens that are too small for all of it.
#include "tests/support/file_helpers.h"
#include "tests/ui/faults/window_fixture.h"

#include <QAbstractButton>
#include <QGroupBox>
#include <QJsonArray>
#include <QLabel>
#include <QMessageBox>
#include <QTextDocument>

namespace rxwatt::test
{

namespace
{

using testing::HasSubstr;

/// All pages, for screens and names.
const QStringList pageNames = {QStringLiteral("runs"), QStringLiteral("editor"),  QStringLiteral("live"),
                               QStringLiteral("ber"),  QStringLiteral("details"), QStringLiteral("start")};

TEST(Settings, ThatAreRubbishAreSaidAndLeaveTheWindowAsNew)
{
    const TemporaryFolder folder;
    const std::filesystem::path file = folder / "rxwatt.conf";
    putContent(file, std::string("\x00\xff\xfe[[[\n=\x01", 9) + std::string(5000, '\x9d'));
    settings::Settings settings(QString::fromStdString(file.string()));
    window::MainWindow window(settings);
    window.restoreLastSession(false);
    window.show();
    const auto* bar = window.findChild<window::MessageBar*>();
    ASSERT_TRUE(eventually([&] { return bar->isVisible(); }));
    EXPECT_THAT(bar->text().toStdString(), HasSubstr("was damaged: settings begin anew"));
    EXPECT_THAT(bar->text().toStdString(), HasSubstr(file.string()));
    EXPECT_EQ(contentOf(file.string() + ".damaged").size(), 5009U) << "what was there is kept beside";
    EXPECT_TRUE(window.showPage(QStringLiteral("start")));
}

/// A session in which every value is of the wrong kind or nonsense.
TEST(Settings, WithASessionOfNonsenseOpenTheProjectAllTheSame)
{
    const TemporaryFolder folder;
    makeSampleProject(folder / "project", runsNamed({"first"}));
    const QString path = QString::fromStdString((folder / "project").string());
    settings::Settings settings(QString::fromStdString((folder / "rxwatt.conf").string()));
    const QJsonObject nested = {{QStringLiteral("version"), 1},
                                {QStringLiteral("state"), QStringLiteral("AAAA////")},
                                {QStringLiteral("locked"), QStringLiteral("maybe")}};
    settings.setSession({}, {{QStringLiteral("geometry"), QStringLiteral("AdnQywADAAD/////f////w==")},
                             {QStringLiteral("layout"), nested},
                             {QStringLiteral("project"), path}});
    QJsonObject session = {{QStringLiteral("page"), 17},
                           {QStringLiteral("selection"), QJsonArray{1, QStringLiteral("../.."), QJsonObject()}}};
    for (const QString& page : pageNames) {
        session.insert(page, page < QStringLiteral("e") ? QJsonValue(nested) : QJsonValue(QStringLiteral("rubbish")));
    }
    settings.setSession(path, session);
    window::MainWindow window(settings);
    window.restoreLastSession(false);
    window.show();
    ASSERT_TRUE(eventually([&] { return window.workspace().isOpen() && !shownNames(window).empty(); }));
    for (const QString& page : pageNames) {
        EXPECT_TRUE(window.showPage(page));
        EXPECT_TRUE(window.docks().page(page)->isVisible()) << qPrintable(page);
    }
}

/// Names of every kind: as long as a name may be, HTML, right to left.
class HostileNames : public FaultTest
{
protected:
    static const inline std::string html = "<b>bold</b> <img src=x>";
    static const inline std::string rightToLeft = "\u05e9\u05dc\u05d5\u05dd \u202eright to left";

    void openHostile()
    {
        std::vector<SampleRun> runs = sampleRunsOf("hostile");
        runs.resize(4);
        runs[0].name = html;
        runs[1].name = rightToLeft;
        runs[2].name = std::string(200, 'W');
        runs[3].tags = {std::string(200, 't'), html};
        runs[3].notes = html + std::string(10'000, 'n');
        m_ids = makeSampleProject(projectPath(), runs);
        start();
        ASSERT_TRUE(eventually([&] {
            const Names names = shownNames(m_window);
            return names.size() == runs.size() && !names.front().empty();
        }));
    }

    void selectAll()
    {
        QStringList ids;
        for (const RunId& id : m_ids) {
            ids.append(QString::fromStdString(id.text));
        }
        bool isDone = false;
        m_window.select(ids, [&](const QString& problem) {
            EXPECT_EQ(problem.toStdString(), "");
            isDone = true;
        });
        ASSERT_TRUE(eventually([&] { return isDone; }));
    }

    void settle()
    {
        ASSERT_TRUE(eventually([&] { return m_window.isSettled(); }));
        QCoreApplication::processEvents();
    }

    /// Texts that Qt would take for HTML: of labels, tool tips and the "what's this" of every widget.
    [[nodiscard]] std::vector<std::string> richTexts() const
    {
        std::vector<std::string> found;
        const auto isHostile = [](const QString& text) {
            return text.contains(QLatin1String("<b>")) || text.contains(QLatin1String("<img"));
        };
        for (const QWidget* widget : m_window.findChildren<QWidget*>()) {
            const auto* label = qobject_cast<const QLabel*>(widget);
            if (label != nullptr && label->textFormat() != Qt::PlainText && isHostile(label->text())) {
                found.push_back("label: " + label->text().left(100).toStdString());
            }
            if (Qt::mightBeRichText(widget->toolTip()) && isHostile(widget->toolTip())) {
                found.push_back("tool tip of " + std::string(widget->metaObject()->className()) + ": " +
                                widget->toolTip().left(100).toStdString());
            }
        }
        return found;
    }
};

TEST_F(HostileNames, AreTextsOnEveryPage)
{
    openHostile();
    EXPECT_THAT(shownNames(m_window), testing::Contains(html));
    EXPECT_THAT(shownNames(m_window), testing::Contains(rightToLeft));
    selectAll();
    for (const QString& page : pageNames) {
        ASSERT_TRUE(m_window.showPage(page));
        settle();
        EXPECT_EQ(richTexts(), std::vector<std::string>()) << qPrintable(page);
        EXPECT_FALSE(m_window.grab().isNull());
    }
}

TEST_F(HostileNames, MakeNothingWider)
{
    openHostile();
    selectAll();
    for (const QSize size : {QSize(1024, 600), QSize(800, 500)}) {
        m_window.resize(size);
        for (const QString& page : pageNames) {
            ASSERT_TRUE(m_window.showPage(page));
            settle();
            EXPECT_EQ(m_window.size(), size) << qPrintable(page);
            EXPECT_LE(m_window.minimumSizeHint().width(), size.width()) << qPrintable(page);
            EXPECT_LE(m_window.minimumSizeHint().height(), size.height()) << qPrintable(page);
        }
    }
}

TEST_F(HostileNames, AreTextsInMessagesAndInTheMenuOfUndo)
{
    openHostile();
    std::filesystem::remove_all(project().runFolder(m_ids[0]).path());
    rename(0, "<b>new</b>");
    ASSERT_TRUE(eventually([&] { return !said().empty(); }));
    EXPECT_EQ(richTexts(), std::vector<std::string>());
}

class SmallScreen : public FaultTest
{
};

TEST_F(SmallScreen, HoldsEveryPageWithAMessageAboveIt)
{
    open({"first", "second"});
    m_window.select({QStringLiteral("first")}, [](const QString&) {});
    std::filesystem::rename(projectPath(), m_folder / "away");
    ASSERT_TRUE(eventuallySays("is not there any more"));
    for (const QSize size : {QSize(1024, 600), QSize(800, 500)}) {
        m_window.resize(size);
        for (const QString& page : pageNames) {
            ASSERT_TRUE(m_window.showPage(page));
            QTest::qWait(50);
            EXPECT_EQ(m_window.size(), size) << qPrintable(page);
            EXPECT_TRUE(m_window.rect().contains(QRect(bar().mapTo(&m_window, QPoint()), bar().size())))
                << qPrintable(page);
        }
    }
}

} // namespace

} // namespace rxwatt::test
