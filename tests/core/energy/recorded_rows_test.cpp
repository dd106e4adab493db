// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/csv_rows.h"
#include "core/energy/recorded_value.h"

#include <gtest/gtest.h>

namespace rxwatt::energy
{

namespace
{

using Rows = std::vector<std::vector<std::string>>;

Rows rowsOf(std::string_view text, char separator = ',')
{
    Rows rows;
    CsvRows csv(text, separator);
    while (csv.next().value()) {
        rows.emplace_back(csv.fields().begin(), csv.fields().end());
    }
    return rows;
}

TEST(RecordedRows, AreSplitAfterRfc4180)
{
    EXPECT_EQ(rowsOf("a,b\r\nc,d\n"), (Rows{{"a", "b"}, {"c", "d"}}));
    EXPECT_EQ(rowsOf("a,,\n,b,"), (Rows{{"a", "", ""}, {"", "b", ""}}));
    EXPECT_EQ(rowsOf("\"a,b\",\"c\nd\"\n"), (Rows{{"a,b", "c\nd"}}));
    EXPECT_EQ(rowsOf("\"a \"\"b\"\" \"\"c\"\"\",\"\",\"\"\"\"\n"), (Rows{{"a \"b\" \"c\"", "", "\""}}));
    EXPECT_EQ(rowsOf("a, b , \"c\" ,d\"e\n"), (Rows{{"a", "b", "c", "d\"e"}}));
    EXPECT_EQ(rowsOf("a;b,c\n", ';'), (Rows{{"a", "b,c"}}));
    EXPECT_EQ(rowsOf("\n\na\n \nb"), (Rows{{"a"}, {"b"}}));
    EXPECT_EQ(rowsOf("\"a"), (Rows{{"a"}}));
    EXPECT_EQ(rowsOf(""), Rows());
}

TEST(RecordedRows, KnowTheirLineAndWhetherTheyEnd)
{
    CsvRows csv("a\n\n\"b\nc\"\nd\ne", ',');
    for (const std::size_t line : {1U, 3U, 5U}) {
        ASSERT_TRUE(csv.next().value());
        EXPECT_EQ(csv.line(), line);
        EXPECT_FALSE(csv.unended());
    }
    ASSERT_TRUE(csv.next().value());
    EXPECT_EQ(csv.line(), 6U);
    EXPECT_TRUE(csv.unended());
    EXPECT_FALSE(csv.next().value());
}

TEST(RecordedRows, TheSeparatorIsTheMostFrequentOutsideOfQuotes)
{
    EXPECT_EQ(separatorOf("a,b\n;;;"), ',');
    EXPECT_EQ(separatorOf("\"a,b,c\";d\n,,,"), ';');
    EXPECT_EQ(separatorOf("\n\na\tb,c\td\n"), '\t');
    EXPECT_EQ(separatorOf("alone\n"), ',');
}

/// 0 where it is no unit.
double microIn(std::string_view name)
{
    const auto unit = powerUnitInName(name);
    return unit ? unit->micro : 0;
}

TEST(RecordedRows, UnitsAreFoundInNames)
{
    EXPECT_DOUBLE_EQ(microIn("Processor Power_0(Watt)"), 1e6);
    EXPECT_DOUBLE_EQ(microIn("power.draw [W]"), 1e6);
    EXPECT_DOUBLE_EQ(microIn("power_mw"), 1e3);
    EXPECT_DOUBLE_EQ(microIn("P (kW)"), 1e9);
    EXPECT_DOUBLE_EQ(microIn("P [MW]"), 1e12);
    EXPECT_DOUBLE_EQ(microIn("P [µW]"), 1);
    EXPECT_DOUBLE_EQ(microIn("Cumulative IA Energy_0(mWh)"), 3.6e6);
    EXPECT_DOUBLE_EQ(microIn("energy_kwh"), 3.6e12);
    EXPECT_DOUBLE_EQ(microIn("Energy in millijoules"), 1e3);
    EXPECT_DOUBLE_EQ(microIn("kilowatthours"), 3.6e12);
    EXPECT_EQ(microIn("energy"), 0);
    EXPECT_EQ(microIn("CPU Frequency_0(MHz)"), 0);
    EXPECT_EQ(microIn("j of w in x"), 0) << "letters are units at the end alone";
    EXPECT_EQ(powerUnitInName("watts")->kind, ReadingKind::power);
    EXPECT_EQ(powerUnitInName("Wh")->kind, ReadingKind::energyCounter);
}

TEST(RecordedRows, AmountsAreNumbersAndWhatStandsBehind)
{
    EXPECT_EQ(amountOf(" +76.78 W ")->value, 76.78);
    EXPECT_EQ(amountOf("76.78 W")->unit, "W");
    EXPECT_EQ(amountOf("1e3")->value, 1000);
    EXPECT_EQ(amountOf("1,5 kW", true)->value, 1.5);
    EXPECT_EQ(amountOf("1,5 kW", true)->unit, "kW");
    for (const char* none : {"", "-", "[N/A]", "nan", "inf", "-inf", "1e999", "1,5", "1.2.3", "W"}) {
        EXPECT_FALSE(amountOf(none)) << none;
    }
    EXPECT_FALSE(amountOf("1.234,5", true)) << "a point for thousands";
}

TEST(RecordedRows, WhatIsNoReadingIsNotZero)
{
    EXPECT_EQ(readingOf(ReadingKind::power, 0), (Reading{0, true}));
    EXPECT_EQ(readingOf(ReadingKind::power, 1.6), (Reading{2, true}));
    EXPECT_FALSE(readingOf(ReadingKind::power, std::nullopt).valid);
    EXPECT_FALSE(readingOf(ReadingKind::power, -1e-9).valid);
    EXPECT_FALSE(readingOf(ReadingKind::power, 1.1e12).valid) << "more than a megawatt";
    EXPECT_TRUE(readingOf(ReadingKind::energyCounter, 1.1e12).valid);
    EXPECT_FALSE(readingOf(ReadingKind::energyCounter, 1e19).valid) << "does not fit";
}

} // namespace

} // namespace rxwatt::energy
