// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_palette.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QMenuBar>
#include <QTest>

namespace rxwatt::window
{

namespace
{

TEST(Fit, WantsEveryLetterInOrder)
{
    EXPECT_GE(fitOf(QStringLiteral("theme"), QStringLiteral("View › Theme › Dark")), 0);
    EXPECT_GE(fitOf(QStringLiteral("VTD"), QStringLiteral("View › Theme › Dark")), 0);
    EXPECT_LT(fitOf(QStringLiteral("dv"), QStringLiteral("View › Theme › Dark")), 0);
    EXPECT_GE(fitOf({}, QStringLiteral("anything")), 0);
    EXPECT_LT(fitOf(QStringLiteral("x"), {}), 0);
}

TEST(Fit, PrefersBeginningsOfWords)
{
    EXPECT_GT(fitOf(QStringLiteral("sq"), QStringLiteral("Start the queue")),
              fitOf(QStringLiteral("sq"), QStringLiteral("Mosquito")));
    EXPECT_GT(fitOf(QStringLiteral("dark"), QStringLiteral("Theme › Dark")),
              fitOf(QStringLiteral("dark"), QStringLiteral("Download › Park")));
}

TEST(Fit, FindsWhatJumpingToWordsWouldMiss)
{
    // The second o begins a word, but the rest lies before it.
    EXPECT_GE(fitOf(QStringLiteral("low"), QStringLiteral("slow other")), 0);
}

class Palette : public testing::Test
{
protected:
    Palette()
    {
        QMenu* view = m_window.menuBar()->addMenu(QStringLiteral("&View"));
        QMenu* theme = view->addMenu(QStringLiteral("&Theme"));
        for (const char* name : {"&Light", "&Dark"}) {
            QAction* action = theme->addAction(QString::fromLatin1(name));
            QObject::connect(action, &QAction::triggered, action, [this, action] { m_triggered << action->text(); });
        }
        view->addSeparator();
        QAction* off = view->addAction(QStringLiteral("Never"));
        off->setEnabled(false);
        QObject::connect(off, &QAction::triggered, off, [this] { m_triggered << QStringLiteral("Never"); });
        m_window.resize(800, 600);
        m_window.show();
    }

    QLineEdit* open()
    {
        m_palette.open(commandsOf(*m_window.menuBar()));
        return m_palette.findChild<QLineEdit*>();
    }

    QMainWindow m_window;
    CommandPalette m_palette{&m_window};
    QStringList m_triggered;
};

TEST_F(Palette, ListsEveryActionWithItsWay)
{
    const QList<Command> commands = commandsOf(*m_window.menuBar());
    ASSERT_EQ(commands.size(), 3);
    EXPECT_EQ(commands.at(1).path, QStringLiteral("View › Theme › Dark"));
}

TEST_F(Palette, TriggersWhatWasTypedByReturn)
{
    QLineEdit* input = open();
    QTest::keyClicks(input, QStringLiteral("dark"));
    QTest::keyClick(input, Qt::Key_Return);
    EXPECT_EQ(m_triggered, QStringList{QStringLiteral("&Dark")});
    EXPECT_FALSE(m_palette.isVisible());
}

TEST_F(Palette, MovesByArrowsAndClosesByEscape)
{
    QLineEdit* input = open();
    QTest::keyClick(input, Qt::Key_Down);
    EXPECT_EQ(m_palette.findChild<QListWidget*>()->currentRow(), 1);
    QTest::keyClick(input, Qt::Key_Escape);
    EXPECT_FALSE(m_palette.isVisible());
    EXPECT_TRUE(m_triggered.isEmpty());
}

TEST_F(Palette, IsAsHighAsWhatItFinds)
{
    QLineEdit* input = open();
    const auto* list = m_palette.findChild<QListWidget*>();
    const int all = m_palette.height();
    QTest::keyClicks(input, QStringLiteral("dark"));
    ASSERT_EQ(list->count(), 1);
    EXPECT_EQ(m_palette.height(), all - 2 * list->sizeHintForRow(0));
    input->setText(QStringLiteral("qqqq"));
    ASSERT_EQ(list->count(), 1) << "says that there is none";
    EXPECT_FALSE(list->item(0)->text().isEmpty());
}

TEST_F(Palette, TriggersNothingThatIsDisabledOrNotFound)
{
    QLineEdit* input = open();
    QTest::keyClicks(input, QStringLiteral("never"));
    QTest::keyClick(input, Qt::Key_Return);
    input->setText(QStringLiteral("qqqq"));
    QTest::keyClick(input, Qt::Key_Return);
    EXPECT_TRUE(m_triggered.isEmpty());
}

} // namespace

} // namespace rxwatt::window
