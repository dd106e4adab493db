// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"

#include <memory>
#include <QJsonObject>
#include <QString>
#include <QWidget>

class QCustomPlot;

namespace rxwatt::plots
{

/// A plot of the one look that all pages share: mouse and keys, reader, legend, zoom history, context menu, export.
/// Kinds of plots derive from it and take series; pages never see QCustomPlot.
class PlotWidget : public QWidget
{
    Q_OBJECT

public:
    explicit PlotWidget(QWidget* parent = nullptr);
    ~PlotWidget() override;

    /// What is shown, as data: what an export writes.
    [[nodiscard]] virtual figure::Figure figure() const = 0;

    /// Ranges, scales, hidden series and styles, for the session; setView() of anything else changes nothing.
    [[nodiscard]] QJsonObject view() const;
    void setView(const QJsonObject& view);

    /// Said in the middle while there is nothing to draw: what is missing and what to do.
    void setEmptyText(const QString& text);

public Q_SLOTS:
    void fit();
    void undoZoom();
    void redoZoom();
    void copyImage();
    /// Opens the export dialog.
    void exportFigure();

Q_SIGNALS:
    void viewChanged();

protected:
    [[nodiscard]] QCustomPlot& canvas() { return *m_canvas; }

    /// Drawn at the next turn of the event loop, once, however often it is called.
    void redraw();
    /// Shows or hides the text of setEmptyText().
    void setEmpty(bool empty);

private:
    QCustomPlot* m_canvas = nullptr;
};

} // namespace rxwatt::plots
