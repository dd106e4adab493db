// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/message_bar.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QMainWindow>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

namespace rxwatt::window
{

namespace
{

using Level = pages::Navigator::Level;

class Band : public testing::Test
{
protected:
    Band()
    {
        m_window.addToolBar(m_bar);
        m_window.show();
    }

    void close() { m_bar->findChild<QToolButton*>(QStringLiteral("close"))->click(); }

    QMainWindow m_window;
    MessageBar* m_bar = new MessageBar(&m_window);
};

TEST_F(Band, IsThereExactlyWhileThereAreMessages)
{
    EXPECT_FALSE(m_bar->isVisible());
    m_bar->add(Level::error, QStringLiteral("the disk is full"));
    EXPECT_TRUE(m_bar->isVisible());
    close();
    EXPECT_FALSE(m_bar->isVisible());
    m_bar->setVisible(true); // as a saved layout may
    EXPECT_FALSE(m_bar->isVisible());
}

TEST_F(Band, IsAsHighAsItsTextInTheWidthOfTheWindow)
{
    m_window.setCentralWidget(new QWidget);
    m_window.resize(1000, 600);
    const auto height = [&](const QString& text) {
        m_bar->add(Level::error, text);
        const QLabel* label = nullptr;
        for (const QLabel* one : m_bar->findChildren<QLabel*>()) {
            label = one->text() == text ? one : label;
        }
        EXPECT_NE(label, nullptr);
        const bool isWhole = QTest::qWaitFor(
            [&] { return label != nullptr && label->height() >= label->heightForWidth(label->width()); });
        EXPECT_TRUE(isWhole) << "nothing is cut";
        const int found = m_bar->height();
        close();
        return found;
    };
    const int line = m_window.fontMetrics().height();
    EXPECT_LT(height(QStringLiteral("the disk is full")), 3 * line);
    const QString words = QStringLiteral("no space is left on the device ").repeated(15);
    EXPECT_LT(height(words), 8 * line);
    m_window.resize(500, 600);
    EXPECT_GT(height(words), 8 * line);
}

TEST_F(Band, ShowsEachTextOnceAndOneAfterAnother)
{
    m_bar->add(Level::error, QStringLiteral("one"));
    m_bar->add(Level::warning, QStringLiteral("two"));
    m_bar->add(Level::error, QStringLiteral("one"));
    EXPECT_EQ(m_bar->text(), QStringLiteral("one"));
    close();
    EXPECT_EQ(m_bar->text(), QStringLiteral("two"));
    close();
    EXPECT_FALSE(m_bar->isVisible());
}

TEST_F(Band, TakesBackWhatIsNoLongerTrue)
{
    m_bar->add(Level::error, QStringLiteral("locked"));
    m_bar->add(Level::error, QStringLiteral("other"));
    m_bar->withdraw(QStringLiteral("locked"));
    EXPECT_EQ(m_bar->text(), QStringLiteral("other"));
}

TEST_F(Band, HasAButtonForWhatCanBeDoneAboutAMessage)
{
    auto* button = m_bar->findChild<QPushButton*>(QStringLiteral("action"));
    int pressed = 0;
    const auto act = [&] {
        ++pressed;
        m_bar->change(QStringLiteral("broken"), Level::note, QStringLiteral("being mended"));
    };
    m_bar->add(Level::error, QStringLiteral("broken"), {QStringLiteral("Mend"), act});
    m_bar->add(Level::error, QStringLiteral("other"));
    ASSERT_TRUE(button->isVisible());
    EXPECT_EQ(button->text(), QStringLiteral("Mend"));
    button->click();
    EXPECT_EQ(pressed, 1);
    EXPECT_EQ(m_bar->text(), QStringLiteral("being mended"));
    EXPECT_FALSE(button->isVisible());
    m_bar->change(QStringLiteral("closed long ago"), Level::note, QStringLiteral("unseen"));
    close();
    EXPECT_EQ(m_bar->text(), QStringLiteral("other"));
    close();
    EXPECT_FALSE(m_bar->isVisible());
}

TEST_F(Band, KeepsTheEndOfALongTextWhichSaysWhatToDo)
{
    m_bar->add(Level::error, QString(10'000, QLatin1Char('x')) + QStringLiteral(" is gone. Put it back."));
    EXPECT_TRUE(m_bar->text().endsWith(QStringLiteral("Put it back.")));
    EXPECT_LT(m_bar->text().size(), 1000);
}

TEST_F(Band, TakesTextsForTextsAndCutsLongOnes)
{
    m_bar->add(Level::error, QStringLiteral("<b>bold</b>") + QString(10'000, QLatin1Char('x')));
    bool found = false;
    for (const QLabel* label : m_bar->findChildren<QLabel*>()) {
        if (label->text().startsWith(QLatin1String("<b>"))) {
            EXPECT_EQ(label->textFormat(), Qt::PlainText);
            EXPECT_LT(label->text().size(), 1000);
            found = true;
        }
    }
    EXPECT_TRUE(found);
    EXPECT_LE(m_window.minimumSizeHint().width(), 800);
}

} // namespace

} // namespace rxwatt::window
