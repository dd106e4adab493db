// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settings.h"
#include "ui/style/palette.h"

#include <optional>
#include <QFont>
#include <QObject>

namespace rxwatt::window
{

/// Keeps the program's palette and font as the settings want them. Make it once the application object is there.
class Appearance : public QObject
{
    Q_OBJECT

public:
    /// `forced` goes before the settings: `--theme`.
    Appearance(settings::Settings& settings, std::optional<style::Theme> forced, QObject* parent = nullptr);

private:
    void apply();

    settings::Settings& m_settings;
    std::optional<style::Theme> m_forced;
    /// As the desktop has them: read before anything of ours is applied.
    style::Theme m_desktopTheme;
    QFont m_desktopFont;
};

} // namespace rxwatt::window
