// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_axes.h"
#include "ui/plots/series_style.h"

#include <QDialog>
#include <QJsonObject>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace rxwatt::plots
{

class PlotWidget;

/// Labels, ranges, scales and ticks of the axes, and the look of each series. Changes show at once; cancel takes them
/// all back.
class StyleDialog : public QDialog
{
    Q_OBJECT

public:
    explicit StyleDialog(PlotWidget& plot);

    void reject() override;

private:
    struct AxisFields {
        QLineEdit* label = nullptr;
        QLineEdit* lower = nullptr;
        QLineEdit* upper = nullptr;
        QCheckBox* log = nullptr;
        QComboBox* format = nullptr;
    };

    [[nodiscard]] QWidget* axesPage();
    [[nodiscard]] QWidget* seriesPage();
    [[nodiscard]] QWidget* axisGroup(PlotAxes::Which which);
    void showRanges();
    void takeAxis(PlotAxes::Which which);
    void takeRanges();
    void showSeries();
    void takeSeries();
    void chooseColor();
    [[nodiscard]] int currentSeries() const;

    PlotWidget& m_plot;
    QJsonObject m_before;
    std::array<AxisFields, 2> m_axes;
    QListWidget* m_list = nullptr;
    QPushButton* m_color = nullptr;
    QDoubleSpinBox* m_width = nullptr;
    QComboBox* m_dash = nullptr;
    QComboBox* m_marker = nullptr;
    bool m_showing = false;
};

} // namespace rxwatt::plots
