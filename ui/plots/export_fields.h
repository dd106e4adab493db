// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/export_style.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFontComboBox;
class QFormLayout;
class QSpinBox;
class QToolButton;

namespace rxwatt::plots
{

/// The fields of an export's style, with presets, ours and the person's own.
class ExportFields : public QWidget
{
    Q_OBJECT

public:
    explicit ExportFields(QWidget* parent = nullptr);

    [[nodiscard]] const figure::ExportStyle& chosen() const { return m_style; }

    void choose(const figure::ExportStyle& style);
    /// Whether the resolution matters: it does for raster pictures alone.
    void setRaster(bool raster);
    /// Of the column of labels, for fields above that stand in line with these.
    [[nodiscard]] int labelWidth() const;
    /// Keeps the style under a name; one of the same name is replaced.
    void savePreset(const QString& name);

Q_SIGNALS:
    void changed();

private:
    void build();
    void fillPresets();
    void showPreset();
    void choosePreset(int index);
    void askForName();
    void showValues();
    void take();

    figure::ExportStyle m_style;
    QComboBox* m_preset = nullptr;
    QToolButton* m_save = nullptr;
    QToolButton* m_remove = nullptr;
    QDoubleSpinBox* m_width = nullptr;
    QDoubleSpinBox* m_height = nullptr;
    QFontComboBox* m_family = nullptr;
    QDoubleSpinBox* m_fontSize = nullptr;
    QDoubleSpinBox* m_line = nullptr;
    QDoubleSpinBox* m_marker = nullptr;
    QSpinBox* m_dpi = nullptr;
    QComboBox* m_legend = nullptr;
    QCheckBox* m_title = nullptr;
    QCheckBox* m_grid = nullptr;
    bool m_showing = false;
};

} // namespace rxwatt::plots
