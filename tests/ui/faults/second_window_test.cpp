// SPDX-License-Identifier: GPL-3.0-or-later
// A second window, in a process of its own, has the same project open.
#include "tests/ui/faults/window_fixture.h"

#include <QProcess>

namespace rxwatt::test
{

namespace
{

class TwoWindows : public FaultTest
{
protected:
    void openBoth(const Names& names)
    {
        open(names);
        m_other.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("--second-window"), QString::fromStdString(projectPath().string())});
        ASSERT_TRUE(m_other.waitForStarted());
    }

    ~TwoWindows() override
    {
        m_other.closeWriteChannel();
        m_other.waitForFinished();
    }

    /// Whether the other window comes to show this.
    [[nodiscard]] bool otherShows(const char* names)
    {
        return eventually([&] {
            while (m_other.canReadLine()) {
                m_shownByOther = m_other.readLine().trimmed();
            }
            return m_shownByOther == names;
        });
    }

    void tellOther(const char* line)
    {
        m_other.write(line);
        m_other.write("\n");
    }

    QProcess m_other;
    QByteArray m_shownByOther;
};

TEST_F(TwoWindows, ShowTheSameAndEachWhatTheOtherChanges)
{
    openBoth({"first"});
    ASSERT_TRUE(otherShows("first")) << m_other.readAllStandardError().toStdString();
    rename(0, "here");
    ASSERT_TRUE(eventually([&] { return shows({"here"}); }));
    EXPECT_TRUE(otherShows("here")) << m_shownByOther.toStdString();
    tellOther("rename there");
    EXPECT_TRUE(eventually([&] { return shows({"there"}); }));
    EXPECT_TRUE(otherShows("there")) << m_shownByOther.toStdString();
    EXPECT_EQ(said(), "");
}

TEST_F(TwoWindows, EditAtTheSameTimeAndAgreeInTheEnd)
{
    openBoth({"first"});
    ASSERT_TRUE(otherShows("first"));
    for (int i = 0; i < 10; ++i) {
        tellOther(("rename other" + std::to_string(i)).c_str());
        rename(0, ("own" + std::to_string(i)).c_str());
        QTest::qWait(10);
    }
    ASSERT_TRUE(eventually([&] { return !m_window.edits().isBusy(); }));
    tellOther("rename last");
    EXPECT_TRUE(eventually([&] { return shows({"last"}); }));
    EXPECT_TRUE(otherShows("last")) << m_shownByOther.toStdString();
    EXPECT_EQ(said(), "");
}

TEST_F(TwoWindows, OfWhichOneIsKilledLeaveTheOtherAlone)
{
    openBoth({"first"});
    ASSERT_TRUE(otherShows("first"));
    m_other.kill();
    ASSERT_TRUE(m_other.waitForFinished());
    rename(0, "after");
    EXPECT_TRUE(eventually([&] { return shows({"after"}); }));
    EXPECT_EQ(said(), "");
    expectUsable();
}

} // namespace

} // namespace rxwatt::test
