// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/palette.h"

#include "ui/style/outlined_fusion.h"

#include <array>
#include <cmath>
#include <QApplication>

namespace rxwatt::style
{

namespace
{

struct Colors {
    QColor window, base, alternate, text, secondary, border, button, highlight, highlightedText, link, disabled;
};

Colors colorsOf(Theme theme)
{
    if (theme == Theme::dark) {
        return {0x1f2328, 0x16191d, 0x1b1f24, 0xe3e6ea, 0xa3abb5, 0x3d444d,
                0x2a3038, 0x2f6fb5, 0xffffff, 0x6cb2f5, 0x6e7681};
    }
    return {0xf4f5f7, 0xffffff, 0xf8f9fa, 0x1f2328, 0x59636e, 0xd1d5db,
            0xfbfbfc, 0x2f6fb5, 0xffffff, 0x1a5fa8, 0x9aa2ab};
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

QPalette paletteOf(Theme theme)
{
    const Colors colors = colorsOf(theme);
    QPalette palette(colors.button, colors.window);
    palette.setColor(QPalette::Window, colors.window);
    palette.setColor(QPalette::Base, colors.base);
    palette.setColor(QPalette::AlternateBase, colors.alternate);
    palette.setColor(QPalette::Button, colors.button);
    palette.setColor(QPalette::ToolTipBase, colors.base);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, colors.text);
        palette.setColor(QPalette::Disabled, role, colors.disabled);
    }
    palette.setColor(QPalette::PlaceholderText, colors.secondary);
    palette.setColor(QPalette::BrightText, colors.text);
    palette.setColor(QPalette::Highlight, colors.highlight);
    palette.setColor(QPalette::HighlightedText, colors.highlightedText);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, colors.border);
    palette.setColor(QPalette::Link, colors.link);
    palette.setColor(QPalette::Mid, colors.border);
    palette.setColor(QPalette::Dark, colors.border.darker(120));
    palette.setColor(QPalette::Light, theme == Theme::dark ? colors.button.lighter(120) : QColor(Qt::white));
    palette.setColor(QPalette::Midlight, colors.button);
    palette.setColor(QPalette::Shadow, theme == Theme::dark ? QColor(Qt::black) : colors.border.darker(140));
    return palette;
}

void apply(QApplication& application, Theme theme)
{
    application.setStyle(new OutlinedFusion);
    application.setPalette(paletteOf(theme));
}

Theme desktopTheme()
{
    return isDark(QGuiApplication::palette()) ? Theme::dark : Theme::light;
}

bool isDark(const QPalette& palette)
{
    return luminance(palette.color(QPalette::Base)) < luminance(palette.color(QPalette::Text));
}

QColor seriesColor(int index, const QPalette& palette)
{
    static constexpr std::array<QRgb, seriesColorCount> onLight = {0x0072b2, 0xc4500a, 0x00805f, 0xa8557f,
                                                                   0x8a6d00, 0x3a8fc4, 0x4d4d4d};
    static constexpr std::array<QRgb, seriesColorCount> onDark = {0x4da3e0, 0xf0803c, 0x2fc499, 0xe093bd,
                                                                  0xe0c341, 0x8ecdf2, 0xc8c8c8};
    const auto place = static_cast<std::size_t>(index % seriesColorCount);
    return QColor::fromRgb(isDark(palette) ? onDark.at(place) : onLight.at(place));
}

QColor toneColor(Tone tone, const QPalette& palette)
{
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::neutral:
        break;
    case Tone::active:
        return dark ? 0x6cb2f5 : 0x1a5fa8;
    case Tone::success:
        return dark ? 0x57c785 : 0x1a7f45;
    case Tone::warning:
        return dark ? 0xe0b341 : 0x8a6100;
    case Tone::failure:
        return dark ? 0xf47f74 : 0xb3261e;
    }
    return secondaryText(palette);
}

Tone toneOf(run::RunState state)
{
    using run::RunState;
    switch (state) {
    case RunState::starting:
    case RunState::running:
    case RunState::pausing:
        return Tone::active;
    case RunState::succeeded:
        return Tone::success;
    case RunState::stale:
    case RunState::paused:
    case RunState::preempted:
        return Tone::warning;
    case RunState::failed:
    case RunState::timedOut:
        return Tone::failure;
    case RunState::queued:
    case RunState::waiting:
    case RunState::cancelled:
    case RunState::pruned:
        break;
    }
    return Tone::neutral;
}

QColor outlineColor(const QPalette& palette)
{
    return isDark(palette) ? 0x6e7681 : 0x868e97;
}

QColor secondaryText(const QPalette& palette)
{
    return palette.color(QPalette::PlaceholderText);
}

double contrast(const QColor& one, const QColor& other)
{
    const double a = luminance(one) + 0.05;
    const double b = luminance(other) + 0.05;
    return a > b ? a / b : b / a;
}

} // namespace rxwatt::style
