// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/icons.h"
#include "ui/style/palette.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QDirIterator>

namespace rxwatt::style
{

namespace
{

class EveryTheme : public testing::TestWithParam<Theme>
{
};

TEST_P(EveryTheme, HasSeriesColoursThatStandOutFromTheBase)
{
    const QPalette palette = paletteOf(GetParam());
    for (int i = 0; i < seriesColorCount; ++i) {
        EXPECT_GE(contrast(seriesColor(i, palette), palette.color(QPalette::Base)), 3) << i;
        EXPECT_EQ(seriesColor(i, palette), seriesColor(i + seriesColorCount, palette));
    }
}

TEST_P(EveryTheme, HasTextsThatCanBeRead)
{
    const QPalette palette = paletteOf(GetParam());
    const QColor base = palette.color(QPalette::Base);
    const QColor window = palette.color(QPalette::Window);
    for (const QColor& background : {base, window}) {
        EXPECT_GE(contrast(palette.color(QPalette::Text), background), 7);
        EXPECT_GE(contrast(secondaryText(palette), background), 4.5);
        for (const Tone tone : {Tone::neutral, Tone::active, Tone::success, Tone::warning, Tone::failure}) {
            EXPECT_GE(contrast(toneColor(tone, palette), background), 4.5) << static_cast<int>(tone);
        }
    }
    EXPECT_GE(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)), 4.5);
}

INSTANTIATE_TEST_SUITE_P(Palettes, EveryTheme, testing::Values(Theme::light, Theme::dark));

TEST(Icon, IsDrawnInTheColourOfTheText)
{
    apply(*static_cast<QApplication*>(QCoreApplication::instance()), Theme::dark);
    const QImage picture = icon(QStringLiteral("square")).pixmap(24).toImage();
    bool found = false;
    for (int x = 0; x < picture.width(); ++x) {
        found =
            found || picture.pixelColor(x, picture.height() / 2) == paletteOf(Theme::dark).color(QPalette::WindowText);
    }
    EXPECT_TRUE(found);
}

} // namespace

} // namespace rxwatt::style
