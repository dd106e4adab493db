// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_menu.h"

#include "ui/plots/plot_frame.h"
#include "ui/plots/plot_widget.h"
#include "ui/style/icons.h"

#include <QActionGroup>
#include <QMenu>

namespace rxwatt::plots
{

namespace
{

QAction& add(QMenu& menu, const char* icon, const QString& text, const QKeySequence& key)
{
    QAction* action = icon != nullptr ? menu.addAction(style::icon(QLatin1String(icon)), text) : menu.addAction(text);
    action->setShortcut(key);
    action->setShortcutVisibleInContextMenu(true);
    return *action;
}

void addLegendMenu(QMenu& menu, PlotWidget& plot)
{
    QMenu* legend = menu.addMenu(PlotWidget::tr("&Legend"));
    auto* group = new QActionGroup(legend);
    const std::pair<QString, PlotWidget::LegendPlace> places[] = {
        {PlotWidget::tr("&Automatic"), PlotWidget::LegendPlace::automatic},
        {PlotWidget::tr("At the &right"), PlotWidget::LegendPlace::right},
        {PlotWidget::tr("&Below"), PlotWidget::LegendPlace::below},
        {PlotWidget::tr("&Hidden"), PlotWidget::LegendPlace::hidden}};
    for (const auto& [text, place] : places) {
        QAction* action = legend->addAction(text);
        action->setCheckable(true);
        action->setChecked(plot.legendPlace() == place);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &plot, [&plot, value = place] { plot.setLegendPlace(value); });
    }
    legend->addSeparator();
    QObject::connect(legend->addAction(PlotWidget::tr("&Show all series")), &QAction::triggered, &plot,
                     [&plot] { plot.frame().series.showAll(); });
}

void addViewActions(QMenu& menu, PlotWidget& plot)
{
    PlotAxes& axes = plot.frame().axes;
    QObject::connect(&add(menu, "maximize", PlotWidget::tr("&Fit"), Qt::Key_F), &QAction::triggered, &plot,
                     &PlotWidget::fit);
    QAction& undo = add(menu, "undo-2", PlotWidget::tr("&Undo zoom"), QKeySequence(Qt::CTRL | Qt::Key_Z));
    undo.setEnabled(axes.history().canUndo());
    QObject::connect(&undo, &QAction::triggered, &plot, &PlotWidget::undoZoom);
    QAction& redo = add(menu, "redo-2", PlotWidget::tr("&Redo zoom"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    redo.setEnabled(axes.history().canRedo());
    QObject::connect(&redo, &QAction::triggered, &plot, &PlotWidget::redoZoom);
    menu.addSeparator();
    QAction& log = add(menu, nullptr, PlotWidget::tr("&Logarithmic y axis"), Qt::Key_L);
    log.setCheckable(true);
    log.setChecked(axes.settings(PlotAxes::Which::y).scale == figure::Scale::logarithmic);
    QObject::connect(&log, &QAction::triggered, &plot, &PlotWidget::toggleLogY);
    QAction& grid = add(menu, nullptr, PlotWidget::tr("&Grid"), Qt::Key_G);
    grid.setCheckable(true);
    grid.setChecked(axes.grid());
    QObject::connect(&grid, &QAction::triggered, &plot, [&plot](bool on) { plot.frame().axes.setGrid(on); });
}

} // namespace

void fillMenu(QMenu& menu, PlotWidget& plot)
{
    if (plot.frame().hasAxes()) {
        addViewActions(menu, plot);
    }
    if (plot.frame().series.count() > 0) {
        addLegendMenu(menu, plot);
    }
    QObject::connect(menu.addAction(PlotWidget::tr("Axes and &style…")), &QAction::triggered, &plot,
                     &PlotWidget::editStyle);
    menu.addSeparator();
    QObject::connect(&add(menu, "copy", PlotWidget::tr("&Copy image"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)),
                     &QAction::triggered, &plot, &PlotWidget::copyImage);
    QObject::connect(&add(menu, "download", PlotWidget::tr("&Export…"), QKeySequence(Qt::CTRL | Qt::Key_E)),
                     &QAction::triggered, &plot, &PlotWidget::exportFigure);
}

} // namespace rxwatt::plots
