// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/energy_text.h"

#include <gtest/gtest.h>

namespace rxwatt::models
{

TEST(EnergyText, HasThreeDigitsOfTheLanguageAndAPrefix)
{
    const QLocale german(QLocale::German, QLocale::Germany);
    EXPECT_EQ(energyText(4612.5, german), u"4,61 kJ");
    EXPECT_EQ(energyText(-0.0114, QLocale::c()), u"\u221211.4 mJ");
    EXPECT_EQ(energyText(0, QLocale::c()), u"0 J");
    EXPECT_EQ(siText(2e-6, QStringLiteral("Wh"), QLocale::c()), u"2 µWh");
}

TEST(EnergyText, AnEstimateSaysSoAndAMeasurementDoesNot)
{
    EXPECT_EQ(energyText(2, true, QLocale::c()), u"2 J");
    EXPECT_EQ(energyText(2, false, QLocale::c()), u"2 J (estimate)");
    for (const run::Quality quality : run::allQualities) {
        EXPECT_EQ(qualityText(quality).contains(QStringLiteral("Estimate")), !run::isMeasured(quality));
        EXPECT_EQ(qualityHelp(quality).startsWith(QStringLiteral("Measured")), run::isMeasured(quality));
    }
}

} // namespace rxwatt::models
