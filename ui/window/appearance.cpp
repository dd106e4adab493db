// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/appearance.h"

#include <QApplication>

namespace rxwatt::window
{

Appearance::Appearance(settings::Settings& settings, std::optional<style::Theme> forced, QObject* parent)
    : QObject(parent),
      m_settings(settings),
      m_forced(forced),
      m_desktopTheme(style::desktopTheme()),
      m_desktopFont(QApplication::font())
{
    connect(&settings, &settings::Settings::themeChanged, this, [this] {
        m_forced.reset();
        apply();
    });
    connect(&settings, &settings::Settings::fontScaleChanged, this, &Appearance::apply);
    apply();
}

void Appearance::apply()
{
    style::Theme theme = m_desktopTheme;
    if (m_forced) {
        theme = *m_forced;
    } else if (m_settings.theme() != settings::Settings::ThemeChoice::desktop) {
        theme = m_settings.theme() == settings::Settings::ThemeChoice::dark ? style::Theme::dark : style::Theme::light;
    }
    style::apply(*qApp, theme);
    QFont font = m_desktopFont;
    font.setPointSizeF(m_desktopFont.pointSizeF() * m_settings.fontScale());
    QApplication::setFont(font);
}

} // namespace rxwatt::window
