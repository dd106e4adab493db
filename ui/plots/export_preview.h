// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/export_style.h"

#include <memory>
#include <QImage>
#include <QWidget>

class QTimer;

namespace rxwatt::plots
{

class PlotWidget;

/// The page that an export will write, drawn a moment after the last change; or a text where there is no page.
class ExportPreview : public QWidget
{
    Q_OBJECT

public:
    explicit ExportPreview(QWidget* parent = nullptr);

    /// `plot` is drawn and changed: nobody else should look at it. It must live until there is another.
    void setPlot(PlotWidget* plot) { m_plot = plot; }

    void showPage(const figure::ExportStyle& style);
    void showText(const QString& text);

    [[nodiscard]] const QImage& image() const { return m_image; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void draw();

    PlotWidget* m_plot = nullptr;
    figure::ExportStyle m_style;
    QString m_text;
    QImage m_image;
    QTimer* m_timer = nullptr;
};

} // namespace rxwatt::plots
