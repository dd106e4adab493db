// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_keys.h"

#include "ui/plots/plot_frame.h"
#include "ui/plots/plot_widget.h"

#include <array>
#include <QKeyEvent>

namespace rxwatt::plots
{

namespace
{

enum class Command {
    fit,
    logY,
    grid,
    zoomIn,
    zoomOut,
    panLeft,
    panRight,
    panUp,
    panDown,
    copyImage,
    exportFigure,
    undo,
    redo,
    readPrevious,
    readNext,
    legendPrevious,
    legendNext,
    legendToggle,
    legendSolo,
    cancel,
};

struct Binding {
    int key;
    Qt::KeyboardModifiers modifiers;
    Command command;
};

constexpr auto control = Qt::ControlModifier;
constexpr auto shift = Qt::ShiftModifier;
constexpr double zoomStep = 0.8;
/// A tenth of the plot's side.
constexpr double panShare = 0.1;

const std::array bindings = {
    Binding{Qt::Key_F, Qt::NoModifier, Command::fit},
    Binding{Qt::Key_L, Qt::NoModifier, Command::logY},
    Binding{Qt::Key_G, Qt::NoModifier, Command::grid},
    Binding{Qt::Key_Plus, Qt::NoModifier, Command::zoomIn},
    Binding{Qt::Key_Plus, shift, Command::zoomIn},
    Binding{Qt::Key_Equal, Qt::NoModifier, Command::zoomIn},
    Binding{Qt::Key_Minus, Qt::NoModifier, Command::zoomOut},
    Binding{Qt::Key_Left, Qt::NoModifier, Command::panLeft},
    Binding{Qt::Key_Right, Qt::NoModifier, Command::panRight},
    Binding{Qt::Key_Up, Qt::NoModifier, Command::panUp},
    Binding{Qt::Key_Down, Qt::NoModifier, Command::panDown},
    Binding{Qt::Key_C, control | shift, Command::copyImage},
    Binding{Qt::Key_E, control, Command::exportFigure},
    Binding{Qt::Key_Z, control, Command::undo},
    Binding{Qt::Key_Z, control | shift, Command::redo},
    Binding{Qt::Key_Left, Qt::AltModifier, Command::undo},
    Binding{Qt::Key_Right, Qt::AltModifier, Command::redo},
    Binding{Qt::Key_Left, shift, Command::readPrevious},
    Binding{Qt::Key_Right, shift, Command::readNext},
    Binding{Qt::Key_PageUp, Qt::NoModifier, Command::legendPrevious},
    Binding{Qt::Key_PageDown, Qt::NoModifier, Command::legendNext},
    Binding{Qt::Key_Space, Qt::NoModifier, Command::legendToggle},
    Binding{Qt::Key_Return, Qt::NoModifier, Command::legendSolo},
    Binding{Qt::Key_Enter, Qt::NoModifier, Command::legendSolo},
    Binding{Qt::Key_Escape, Qt::NoModifier, Command::cancel},
};

const Binding* bindingOf(const QKeyEvent& event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const auto* const found = std::find_if(bindings.begin(), bindings.end(), [&](const Binding& binding) {
        return binding.key == event.key() && binding.modifiers == modifiers;
    });
    return found == bindings.end() ? nullptr : found;
}

bool read(PlotWidget& plot, int direction)
{
    plot.showReading(plot.readNext(plot.frame().overlay->reading(), direction));
    return true;
}

bool cancel(PlotWidget& plot)
{
    const bool busy = plot.frame().overlay->reading().has_value() || plot.frame().legend->marked() >= 0;
    plot.showReading(std::nullopt);
    plot.markLegend(-1);
    return busy;
}

bool markNext(PlotWidget& plot, int direction)
{
    const int entry = plot.frame().legend->nextEntry(direction);
    plot.markLegend(entry);
    return entry >= 0;
}

/// Hides or shows the marked series, or all others.
bool actOnMarked(PlotWidget& plot, Command command)
{
    const int entry = plot.frame().legend->marked();
    if (entry < 0) {
        return false;
    }
    SeriesSet& series = plot.frame().series;
    if (command == Command::legendSolo) {
        series.toggleSolo(entry);
    } else {
        series.setVisible(entry, !series.visible(entry));
    }
    plot.markLegend(entry);
    return true;
}

bool moveView(PlotWidget& plot, Command command)
{
    if (!plot.frame().hasAxes()) {
        return false;
    }
    PlotAxes& axes = plot.frame().axes;
    const QRect area = plot.frame().data->rect();
    switch (command) {
    case Command::zoomIn:
    case Command::zoomOut:
        axes.zoom(Qt::Horizontal | Qt::Vertical, command == Command::zoomIn ? zoomStep : 1 / zoomStep,
                  QRectF(area).center(), PlotAxes::Step::continuous);
        return true;
    case Command::panLeft:
        axes.pan({area.width() * panShare, 0});
        return true;
    case Command::panRight:
        axes.pan({-area.width() * panShare, 0});
        return true;
    case Command::panUp:
        axes.pan({0, area.height() * panShare});
        return true;
    case Command::panDown:
        axes.pan({0, -area.height() * panShare});
        return true;
    default:
        return false;
    }
}

} // namespace

bool takesKey(const QKeyEvent& event)
{
    // Esc goes to a dialog around the plot unless there is something to cancel.
    return event.key() != Qt::Key_Escape && bindingOf(event) != nullptr;
}

bool handleKey(PlotWidget& plot, const QKeyEvent& event)
{
    const Binding* binding = bindingOf(event);
    if (binding == nullptr) {
        return false;
    }
    PlotAxes& axes = plot.frame().axes;
    switch (binding->command) {
    case Command::fit:
        plot.fit();
        return true;
    case Command::logY:
        plot.toggleLogY();
        return true;
    case Command::grid:
        axes.setGrid(!axes.grid());
        return true;
    case Command::copyImage:
        plot.copyImage();
        return true;
    case Command::exportFigure:
        plot.exportFigure();
        return true;
    case Command::undo:
        plot.undoZoom();
        return true;
    case Command::redo:
        plot.redoZoom();
        return true;
    case Command::readPrevious:
        return read(plot, -1);
    case Command::readNext:
        return read(plot, 1);
    case Command::legendPrevious:
        return markNext(plot, -1);
    case Command::legendNext:
        return markNext(plot, 1);
    case Command::legendToggle:
    case Command::legendSolo:
        return actOnMarked(plot, binding->command);
    case Command::cancel:
        return cancel(plot);
    default:
        return moveView(plot, binding->command);
    }
}

} // namespace rxwatt::plots
