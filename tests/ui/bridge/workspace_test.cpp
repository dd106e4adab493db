// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/file_helpers.h"
#include "tests/ui/bridge/workspace_fixture.h"

namespace rxwatt::bridge
{

namespace
{

using test::eventually;

class OpenWorkspace : public test::WorkspaceTest
{
protected:
    /// A question that keeps the reader's thread busy until let go.
    void occupyReader(QObject* asker)
    {
        m_workspace.ask<int>(
            asker, QStringLiteral("occupy"),
            [this](const project::OpenProject&) -> Result<int> {
                m_begun = true;
                while (!m_letGo) {
                    QThread::msleep(1);
                }
                return 0;
            },
            [](const Result<int>&) {});
        ASSERT_TRUE(eventually([&] { return m_begun.load(); }));
    }

    void ask(QObject* asker, const QString& topic, int number, QList<int>& answers)
    {
        m_workspace.ask<int>(
            asker, topic,
            [this, number](const project::OpenProject&) -> Result<int> {
                ++m_worked;
                return number;
            },
            [&answers](const Result<int>& answer) { answers.append(answer.value()); });
    }

    std::atomic<bool> m_begun = false;
    std::atomic<bool> m_letGo = false;
    std::atomic<int> m_worked = 0;
};

TEST_F(OpenWorkspace, OpensAProjectAndAnswersOnItsOwnThread)
{
    static_cast<void>(add("first"));
    ASSERT_TRUE(open());
    EXPECT_TRUE(m_workspace.isOpen());
    EXPECT_EQ(m_workspace.folder(), path());
    EXPECT_EQ(m_workspace.queue().queued, 1);
    EXPECT_FALSE(m_workspace.queue().atWork);
    const auto answer = names();
    ASSERT_TRUE(answer && *answer);
    EXPECT_EQ(**answer, std::vector<std::string>{"first"});
    const QThread* worked = nullptr;
    const QThread* told = nullptr;
    m_workspace.ask<int>(
        nullptr, QStringLiteral("thread"),
        [&](const project::OpenProject&) -> Result<int> {
            worked = QThread::currentThread();
            return 0;
        },
        [&](const Result<int>&) { told = QThread::currentThread(); });
    EXPECT_TRUE(m_workspace.isBusy());
    ASSERT_TRUE(eventually([&] { return told != nullptr; }));
    EXPECT_NE(worked, told);
    EXPECT_EQ(told, QThread::currentThread());
    EXPECT_FALSE(m_workspace.isBusy());
}

TEST_F(OpenWorkspace, AnswersOnlyTheLatestOfAnAskersQuestionsUnderATopic)
{
    ASSERT_TRUE(open());
    QObject asker;
    QObject other;
    occupyReader(&other);
    QList<int> answers;
    for (int i = 0; i < 100; ++i) {
        ask(&asker, QStringLiteral("same"), i, answers);
    }
    ask(&asker, QStringLiteral("another"), 1000, answers);
    ask(&other, QStringLiteral("same"), 2000, answers);
    m_letGo = true;
    ASSERT_TRUE(eventually([&] { return answers.size() == 3; }));
    EXPECT_EQ(answers, QList<int>({99, 1000, 2000}));
    EXPECT_EQ(m_worked, 3);
}

TEST_F(OpenWorkspace, DropsAnAnswerThatWasAskedForAnewWhileItWasWorkedOn)
{
    ASSERT_TRUE(open());
    QObject asker;
    occupyReader(&asker);
    QList<int> answers;
    ask(&asker, QStringLiteral("occupy"), 7, answers);
    m_letGo = true;
    ASSERT_TRUE(eventually([&] { return !answers.isEmpty(); }));
    EXPECT_EQ(answers, QList<int>({7}));
}

TEST_F(OpenWorkspace, AnswersNobodyWhoIsGone)
{
    ASSERT_TRUE(open());
    QObject stays;
    auto gone = std::make_unique<QObject>();
    occupyReader(gone.get());
    QList<int> answers;
    ask(gone.get(), QStringLiteral("a"), 1, answers);
    ask(&stays, QStringLiteral("a"), 2, answers);
    gone.reset();
    m_letGo = true;
    ASSERT_TRUE(eventually([&] { return !answers.isEmpty(); }));
    EXPECT_EQ(answers, QList<int>({2}));
    EXPECT_EQ(m_worked, 1);
    EXPECT_FALSE(m_workspace.isBusy());
}

TEST_F(OpenWorkspace, AnswersNothingOnceTheProjectIsClosed)
{
    ASSERT_TRUE(open());
    QObject asker;
    occupyReader(&asker);
    QList<int> answers;
    ask(&asker, QStringLiteral("a"), 1, answers);
    const QSignalSpy closed(&m_workspace, &Workspace::closed);
    m_workspace.close();
    EXPECT_EQ(closed.count(), 1);
    EXPECT_FALSE(m_workspace.isBusy());
    EXPECT_FALSE(m_workspace.isOpen());
    m_letGo = true;
    ASSERT_TRUE(open());
    ask(&asker, QStringLiteral("b"), 2, answers);
    ASSERT_TRUE(eventually([&] { return !answers.isEmpty(); }));
    EXPECT_EQ(answers, QList<int>({2}));
}

TEST_F(OpenWorkspace, OpensTheLastOfSeveralProjectsThatItWasAskedToOpen)
{
    const auto other = project::createProject((m_folder / "other").string(), "quickstart").value();
    const QSignalSpy opened(&m_workspace, &Workspace::opened);
    const QSignalSpy failed(&m_workspace, &Workspace::openFailed);
    m_workspace.open(path());
    m_workspace.open(QString::fromStdString((m_folder / "nothing").string()));
    m_workspace.open(QString::fromStdString(other.folder.path().string()));
    EXPECT_TRUE(m_workspace.isBusy());
    ASSERT_TRUE(eventually([&] { return m_workspace.isOpen(); }));
    EXPECT_EQ(m_workspace.folder(), QString::fromStdString(other.folder.path().string()));
    EXPECT_EQ(m_workspace.queue().queued, static_cast<int>(other.runs.size()));
    QTest::qWait(50);
    EXPECT_EQ(opened.count(), 1);
    EXPECT_EQ(failed.count(), 0);
}

TEST_F(OpenWorkspace, MayGoWhileItIsAtWork)
{
    auto workspace = std::make_unique<Workspace>();
    workspace->open(path());
    ASSERT_TRUE(eventually([&] { return workspace->isOpen(); }));
    bool told = false;
    for (int i = 0; i < 50; ++i) {
        workspace->ask<std::vector<std::string>>(nullptr, QString::number(i), namesOf,
                                                 [&](const auto&) { told = true; });
    }
    schedule::Request pause;
    pause.action = schedule::Action::pauseQueue;
    workspace->submit(pause, nullptr, [&](const auto&) { told = true; });
    workspace.reset();
    QCoreApplication::processEvents();
    EXPECT_FALSE(told);
    EXPECT_TRUE(project::queueOf(folder()).value().paused) << "what was asked for was lost";
}

TEST_F(OpenWorkspace, SaysWhyAProjectCannotBeOpened)
{
    const auto messageOf = [&](const QString& folder) {
        const QSignalSpy failed(&m_workspace, &Workspace::openFailed);
        m_workspace.open(folder);
        EXPECT_TRUE(eventually([&] { return !failed.isEmpty(); }));
        EXPECT_FALSE(m_workspace.isOpen());
        EXPECT_FALSE(m_workspace.isBusy());
        EXPECT_EQ(failed.value(0).value(0).toString(), folder);
        return failed.value(0).value(1).toString().toStdString();
    };
    const auto has = [](const char* part) { return testing::HasSubstr(part); };
    EXPECT_THAT(messageOf(path() + QStringLiteral("/absent")), has("absent"));
    EXPECT_THAT(messageOf(path() + QStringLiteral("/runs")), has("rxwatt init"));
    test::putContent(folder().path() / "project.json", "{\"schema\": \"rxwatt.project/9\"}");
    EXPECT_THAT(messageOf(path()), has("newer version"));
    test::putContent(folder().path() / "project.json", "{\"schema\": \"rxwa");
    EXPECT_THAT(messageOf(path()), has("project.json"));
    const auto other = project::createProject((m_folder / "other").string(), "empty").value();
    test::putContent(other.folder.databaseFile(), std::string(8192, 'x'));
    EXPECT_THAT(messageOf(QString::fromStdString(other.folder.path().string())), has("rxwatt check --rebuild"));
}

} // namespace

} // namespace rxwatt::bridge
