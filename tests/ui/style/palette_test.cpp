// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/icons.h"
#include "ui/style/palette.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDirIterator>
#include <QLineEdit>
#include <QSpinBox>

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

TEST_P(EveryTheme, HasOutlinesThatCanBeSeen)
{
    const QPalette palette = paletteOf(GetParam());
    EXPECT_GE(contrast(outlineColor(palette), palette.color(QPalette::Base)), 3);
}

TEST(DarkTheme, DrawsTheOutlineOfFieldsAndBoxes)
{
    apply(*static_cast<QApplication*>(QCoreApplication::instance()), Theme::dark);
    const QColor outline = outlineColor(paletteOf(Theme::dark));
    const auto isOutlined = [&](QWidget& widget) {
        widget.resize(widget.sizeHint());
        const QImage picture = widget.grab().toImage();
        int found = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                found += picture.pixelColor(x, y) == outline ? 1 : 0;
            }
        }
        return found >= 20;
    };
    QLineEdit line;
    QSpinBox spin;
    QCheckBox box;
    QComboBox choice;
    for (QWidget* widget : std::initializer_list<QWidget*>{&line, &spin, &box, &choice}) {
        EXPECT_TRUE(isOutlined(*widget)) << widget->metaObject()->className();
        widget->setEnabled(false);
        EXPECT_FALSE(isOutlined(*widget)) << widget->metaObject()->className();
    }
}

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
