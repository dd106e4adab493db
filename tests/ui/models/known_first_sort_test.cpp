// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/known_first_sort.h"
#include "ui/models/number_text.h"
#include "ui/models/plain_table.h"

#include <gtest/gtest.h>

#include <limits>
#include <QAbstractItemModelTester>
#include <QLocale>

namespace rxwatt::models
{

namespace
{

QStringList shown(const QAbstractItemModel& model)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row) {
        texts << model.index(row, 0).data().toString();
    }
    return texts;
}

TEST(KnownFirstSort, PutsWhatIsNotKnownLastWhicheverWayItSorts)
{
    PlainTable table;
    table.set({{QStringLiteral("Watts"), true}}, {{{QStringLiteral("–"), QVariant(QString())}},
                                                  {{QStringLiteral("100 W"), QVariant(100.0)}},
                                                  {{QStringLiteral("9 W"), QVariant(9.0)}}});
    KnownFirstSort sorted;
    const QAbstractItemModelTester tester(&sorted);
    sorted.setSourceModel(&table);
    sorted.sort(0, Qt::AscendingOrder);
    EXPECT_EQ(shown(sorted), QStringList({QStringLiteral("9 W"), QStringLiteral("100 W"), QStringLiteral("–")}));
    sorted.sort(0, Qt::DescendingOrder);
    EXPECT_EQ(shown(sorted), QStringList({QStringLiteral("100 W"), QStringLiteral("9 W"), QStringLiteral("–")}));
}

TEST(KnownFirstSort, SortsTextsByTheNumbersInThem)
{
    PlainTable table;
    table.set({{QStringLiteral("Name")}},
              {{{QStringLiteral("Orin 64")}}, {{QStringLiteral("orin 8")}}, {{QString()}}, {{QStringLiteral("A100")}}});
    KnownFirstSort sorted;
    sorted.setSourceModel(&table);
    sorted.sort(0, Qt::DescendingOrder);
    EXPECT_EQ(shown(sorted),
              QStringList({QStringLiteral("Orin 64"), QStringLiteral("orin 8"), QStringLiteral("A100"), QString()}));
}

TEST(NumberText, IsReadBackAsTheSame)
{
    for (const double number : {0.1, 2.2, 3.6608, 187.712, 1e-3, 12345.678, 1e18}) {
        EXPECT_EQ(numberFromText(numberText(number)), number);
    }
    EXPECT_EQ(numberText(2.2e9 / 1e9), QStringLiteral("2.2"));
    EXPECT_EQ(numberText(64e6), QStringLiteral("64000000")) << "no groups: it is to be typed over";
}

TEST(NumberText, ReadsWhatPeopleTypeAndNothingElse)
{
    EXPECT_EQ(numberFromText(QStringLiteral(" 1e-3 ")), 1e-3);
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    EXPECT_EQ(numberFromText(QStringLiteral("2,5")), 2.5);
    EXPECT_EQ(numberFromText(QStringLiteral("187,712")), 187.712) << "no thousands";
    EXPECT_EQ(numberFromText(numberText(3.661)), 3.661);
    EXPECT_EQ(numberFromText(QStringLiteral("2.5")), 2.5);
    QLocale::setDefault(before);
    for (const char* wrong : {"", "two", "1 W", "nan", "inf", "1e999"}) {
        EXPECT_FALSE(numberFromText(QString::fromLatin1(wrong))) << wrong;
    }
}

} // namespace

} // namespace rxwatt::models
