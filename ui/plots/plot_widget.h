// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"
#include "ui/plots/extent.h"
#include "ui/plots/reading.h"

#include <memory>
#include <optional>
#include <QJsonObject>
#include <QString>
#include <QWidget>

class QCustomPlot;
class QFrame;
class QKeyEvent;
class QLabel;

namespace rxwatt::plots
{

struct ExportLook;
struct PlotFrame;
class PlotMouse;

/// A plot of the one look that all pages share: mouse and keys, reader, legend, zoom history, context menu, export.
/// Kinds of plots derive from it and take series; pages never see QCustomPlot.
class PlotWidget : public QWidget
{
    Q_OBJECT

public:
    /// Automatic: at the right of the data, or below where the plot is narrow; none for a single series.
    enum class LegendPlace { automatic, right, below, hidden };

    explicit PlotWidget(QWidget* parent = nullptr);
    ~PlotWidget() override;

    /// What is shown, as data: what an export writes.
    [[nodiscard]] virtual figure::Figure figure() const = 0;

    /// Ranges, scales, hidden series and styles, for the session; setView() of anything else changes nothing. A view
    /// may be set before the data come: it waits for axes of the same keys.
    [[nodiscard]] QJsonObject view() const;
    void setView(const QJsonObject& view);

    /// A plot of the same data that looks the same, for a picture; null where nothing can be drawn.
    [[nodiscard]] virtual std::unique_ptr<PlotWidget> copy() const;

    /// Whether there is nothing to draw.
    [[nodiscard]] bool isEmpty() const { return m_empty; }

    /// Said in the middle while there is nothing to draw: what is missing and what to do.
    void setEmptyText(const QString& text);

    [[nodiscard]] LegendPlace legendPlace() const { return m_legendPlace; }

    void setLegendPlace(LegendPlace place);

    /// Draws for a file of this size (pixels) from now on: canvas().toPainter() with the same size is the picture. The
    /// plot should be one that nobody looks at. Zoom, hidden series and styles are as in view().
    void setExportLook(const ExportLook& look, const QSize& size);

    /// For classes of ui/plots.
    [[nodiscard]] QCustomPlot& canvas() const { return *m_canvas; }

    [[nodiscard]] PlotFrame& frame() const { return *m_frame; }

    /// What the reader would say at a pixel, and at the next point in a direction (-1, 1) for those who use keys.
    [[nodiscard]] virtual std::optional<Reading> readNear(const QPointF& pixel) const;
    [[nodiscard]] virtual std::optional<Reading> readNext(const std::optional<Reading>& from, int direction) const;
    /// Where a reading's point is on the canvas.
    [[nodiscard]] virtual QPointF pixelOf(const QPointF& coordinates) const;
    /// A thing of the kind's own that can be dragged from a pixel: true takes the drag away from the zoom rectangle.
    virtual bool grab(const QPointF& pixel);
    virtual void dragTo(const QPointF& pixel);
    /// The drag ended; cancelled: by Esc, everything as before it.
    virtual void drop(bool cancelled);
    [[nodiscard]] virtual std::optional<Qt::CursorShape> cursorAt(const QPointF& pixel) const;
    /// Asked before the keys that all plots have.
    virtual bool keyPressed(const QKeyEvent& event);
    [[nodiscard]] virtual bool wantsKey(const QKeyEvent& event) const;
    virtual void clickAt(const QPointF& pixel);
    /// The cross-hair moved or left (none); by the mouse here.
    virtual void pointedAt(std::optional<double> x);
    /// Shows a point at the reader, and says it to those who listen to the screen.
    void showReading(const std::optional<Reading>& reading);
    /// Frames an entry of the legend for keys, and says it to those who listen to the screen; -1: none.
    void markLegend(int series);
    [[nodiscard]] QString title() const;
    void setTitle(const QString& title);

public Q_SLOTS:
    void fit();
    void toggleLogY();
    /// Opens the dialog for axes and series.
    void editStyle();
    void undoZoom();
    void redoZoom();
    void copyImage();
    /// Opens the export dialog.
    void exportFigure();

Q_SIGNALS:
    void viewChanged();

protected:
    /// Drawn at the next turn of the event loop, once, however often it is called.
    void redraw();
    /// Shows or hides the text of setEmptyText().
    void setEmpty(bool empty);
    /// To be called when series came or went: legend, colours and ranges follow.
    void seriesChanged();

    /// What fit() shows.
    [[nodiscard]] virtual Bounds bounds() const = 0;
    /// Gives plottables the colours, widths and visibility that frame() says.
    virtual void restyle() = 0;

    /// What the kind itself has for view(), and what it was given back.
    [[nodiscard]] virtual QJsonObject ownView() const { return {}; }

    virtual void setOwnView(const QJsonObject& /*view*/) {}

    /// The person zoomed or moved.
    virtual void rangesChanged() {}

    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyLook();
    void arrange(const QSize& size);
    void onAxesChanged();
    void onSeriesChanged();

    QCustomPlot* m_canvas = nullptr;
    std::unique_ptr<PlotFrame> m_frame;
    QLabel* m_emptyLabel = nullptr;
    QFrame* m_focusFrame = nullptr;
    PlotMouse* m_mouse = nullptr;
    LegendPlace m_legendPlace = LegendPlace::automatic;
    /// The accessible name, unless somebody gave it a better one.
    QString m_ownName;
    bool m_empty = true;
};

} // namespace rxwatt::plots
