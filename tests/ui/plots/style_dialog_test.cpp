// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plots/plot_probe.h"
#include "ui/plots/style_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>

namespace rxwatt::plots
{

namespace
{

TEST(StyleDialog, ShowsChangesAtOnceAndCancelTakesThemBack)
{
    Shown<> shown;
    shown.plot.setPlot(simplePlot());
    shown.plot.frame().axes.zoomTo(Ranges{1, 5, 1e-3, 1e-1, false});
    const QJsonObject before = shown.plot.view();
    StyleDialog dialog(shown.plot);
    dialog.show();
    for (QCheckBox* box : dialog.findChildren<QCheckBox*>()) {
        box->toggle();
    }
    dialog.findChildren<QDoubleSpinBox*>().front()->setValue(4);
    EXPECT_EQ(shown.plot.canvas().xAxis->scaleType(), QCPAxis::stLogarithmic);
    EXPECT_EQ(shown.plot.canvas().yAxis->scaleType(), QCPAxis::stLinear);
    EXPECT_EQ(shown.plot.frame().series.style(0).width, 4);
    dialog.reject();
    EXPECT_EQ(shown.plot.view(), before);
}

} // namespace

} // namespace rxwatt::plots
