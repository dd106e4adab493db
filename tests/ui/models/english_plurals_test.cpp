// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/english_plurals.h"

#include <gtest/gtest.h>

#include <QCoreApplication>

namespace rxwatt::models
{

namespace
{

QString runs(int count)
{
    return QCoreApplication::translate("Test", "Archive %n run(s)", nullptr, count);
}

TEST(EnglishPlurals, OneIsSingularAndAllOthersArePlural)
{
    EnglishPlurals plurals;
    ASSERT_TRUE(QCoreApplication::installTranslator(&plurals));
    EXPECT_EQ(runs(0), "Archive 0 runs");
    EXPECT_EQ(runs(1), "Archive 1 run");
    EXPECT_EQ(runs(2), "Archive 2 runs");
    EXPECT_EQ(QCoreApplication::translate("Test", "f(s) of %1"), "f(s) of %1") << "no plural is meant";
    QCoreApplication::removeTranslator(&plurals);
}

/// Knows one text in another language.
class OtherLanguage : public QTranslator
{
public:
    [[nodiscard]] bool isEmpty() const override { return false; }

    [[nodiscard]] QString translate(const char* /*context*/, const char* sourceText, const char* /*disambiguation*/,
                                    int n) const override
    {
        return qstrcmp(sourceText, "Archive %n run(s)") == 0 && n == 3 ? QStringLiteral("%n Läufe") : QString();
    }
};

TEST(EnglishPlurals, TranslationsComeFirst)
{
    EnglishPlurals plurals;
    OtherLanguage other;
    ASSERT_TRUE(QCoreApplication::installTranslator(&plurals));
    ASSERT_TRUE(QCoreApplication::installTranslator(&other));
    EXPECT_EQ(runs(3), QStringLiteral("3 Läufe"));
    EXPECT_EQ(runs(1), "Archive 1 run");
    QCoreApplication::removeTranslator(&other);
    QCoreApplication::removeTranslator(&plurals);
}

} // namespace

} // namespace rxwatt::models
