// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pages/page_fixture.h"
#include "ui/pages/page_question.h"

namespace rxwatt::pages
{

namespace
{

/// Counts the answers it gets.
class CountingPage : public Page
{
public:
    explicit CountingPage(const PageContext& context) : Page(context) {}

    [[nodiscard]] bool isSettled() const override { return question->isSettled(); }

    void ask(std::chrono::milliseconds rest)
    {
        question = std::make_unique<PageQuestion<int>>(
            context(), *this,
            [](const project::OpenProject&, const std::vector<RunId>& runs) -> Result<int> {
                return static_cast<int>(runs.size());
            },
            [this](Result<int> runs) {
                ++answers;
                selected = *runs;
            },
            rest);
    }

    std::unique_ptr<PageQuestion<int>> question;
    int answers = 0;
    int selected = 0;
};

class PageQuestionTest : public test::PageTest<CountingPage>
{
protected:
    void open(std::chrono::milliseconds rest)
    {
        m_ids = test::makeSampleProject(m_folder / "project", {{.name = "one"}, {.name = "two"}});
        show();
        m_page->ask(rest);
        m_workspace.open(QString::fromStdString((m_folder / "project").string()));
        ASSERT_TRUE(eventually([this] { return m_page->answers > 0; }));
        settle();
    }
};

constexpr std::chrono::hours forEver{1};

TEST_F(PageQuestionTest, WhileItRestsChangesWaitAndAnotherSelectionDoesNot)
{
    open(forEver);
    const int answers = m_page->answers;
    Q_EMIT m_workspace.runsChanged();
    settle();
    EXPECT_EQ(m_page->answers, answers);
    select({0, 1});
    EXPECT_EQ(m_page->answers, answers + 1);
    EXPECT_EQ(m_page->selected, 2);
}

TEST_F(PageQuestionTest, WhatChangedWhileItRestedIsAskedForBehindTheRest)
{
    open(std::chrono::milliseconds(20));
    for (int i = 0; i < 3; ++i) {
        const int answers = m_page->answers;
        Q_EMIT m_workspace.runsChanged();
        EXPECT_TRUE(eventually([&] { return m_page->answers > answers; })) << i;
    }
}

TEST_F(PageQuestionTest, AChangeWhileAnAnswerIsUnderWayIsNotLost)
{
    open(std::chrono::milliseconds(0));
    const int answers = m_page->answers;
    Q_EMIT m_workspace.runsChanged();
    Q_EMIT m_workspace.runsChanged();
    Q_EMIT m_workspace.runsChanged();
    settle();
    EXPECT_GE(m_page->answers, answers + 2) << "one was under way, one more is enough for the others";
}

TEST_F(PageQuestionTest, NothingIsReadWhileThePageIsHiddenAndItIsCaughtUpWithThen)
{
    open(std::chrono::milliseconds(0));
    m_page->hide();
    const int answers = m_page->answers;
    m_selection.set({m_ids[0]});
    Q_EMIT m_workspace.runsChanged();
    QTest::qWait(1);
    EXPECT_FALSE(m_workspace.isBusy());
    m_page->show();
    settle();
    EXPECT_EQ(m_page->answers, answers + 1);
    EXPECT_EQ(m_page->selected, 1);
    m_workspace.close();
    EXPECT_TRUE(eventually([this] { return m_page->selected == 0; })) << "a closed project has no runs";
}

} // namespace

} // namespace rxwatt::pages
