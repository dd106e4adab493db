// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_widget.h"

#include "ui/plots/plot_frame.h"
#include "ui/plots/qcustomplot_header.h"
#include "ui/style/metrics.h"

#include <array>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QVBoxLayout>

namespace rxwatt::plots
{

namespace
{

constexpr std::array legendPlaces = {"automatic", "right", "below", "hidden"};
/// Narrower plots have their legend below.
constexpr int widthForLegendAtRight = 620;

} // namespace

PlotWidget::PlotWidget(QWidget* parent)
    : QWidget(parent),
      m_canvas(new QCustomPlot(this)),
      m_frame(new PlotFrame{
          *m_canvas, {}, PlotAxes(*m_canvas, [this] { onAxesChanged(); }), SeriesSet([this] { onSeriesChanged(); })}),
      m_emptyLabel(new QLabel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_canvas);
    setFocusPolicy(Qt::StrongFocus);
    m_canvas->setFocusPolicy(Qt::NoFocus);
    m_canvas->setMouseTracking(true);
    m_canvas->setPlottingHint(QCP::phFastPolylines);
    m_canvas->setNoAntialiasingOnDrag(true);
    m_frame->build();
    m_emptyLabel->setTextFormat(Qt::PlainText);
    m_emptyLabel->setWordWrap(true);
    m_emptyLabel->setAlignment(Qt::AlignCenter);
    m_emptyLabel->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_emptyLabel->setForegroundRole(QPalette::PlaceholderText);
    m_emptyLabel->setText(tr("No data yet."));
    m_frame->look = lookOf(palette(), font());
    m_frame->axes.apply(m_frame->look);
    setEmpty(true);
}

PlotWidget::~PlotWidget() = default;

QJsonObject PlotWidget::view() const
{
    QJsonObject view = m_frame->axes.toJson();
    const QJsonObject series = m_frame->series.toJson();
    for (auto it = series.begin(); it != series.end(); ++it) {
        view.insert(it.key(), it.value());
    }
    view.insert(QStringLiteral("legend"), QLatin1String(legendPlaces.at(static_cast<std::size_t>(m_legendPlace))));
    return view;
}

void PlotWidget::setView(const QJsonObject& view)
{
    m_frame->axes.fromJson(view);
    m_frame->series.fromJson(view);
    const std::string legend = view.value(QStringLiteral("legend")).toString().toStdString();
    for (std::size_t i = 0; i < legendPlaces.size(); ++i) {
        if (legend == legendPlaces.at(i)) {
            m_legendPlace = static_cast<LegendPlace>(i);
        }
    }
    applyLook();
}

void PlotWidget::setEmptyText(const QString& text)
{
    m_emptyLabel->setText(text);
}

void PlotWidget::setLegendPlace(LegendPlace place)
{
    m_legendPlace = place;
    arrange(size());
    redraw();
    Q_EMIT viewChanged();
}

void PlotWidget::setExportLook(const ExportLook& look, const QSize& size)
{
    m_frame->exported = look;
    applyLook();
    m_canvas->setViewport(QRect(QPoint(0, 0), size));
    arrange(size);
    m_canvas->replot();
}

std::optional<Reading> PlotWidget::readNear(const QPointF& /*pixel*/) const
{
    return std::nullopt;
}

std::optional<Reading> PlotWidget::readNext(const std::optional<Reading>& /*from*/, int /*direction*/) const
{
    return std::nullopt;
}

QPointF PlotWidget::pixelOf(const QPointF& coordinates) const
{
    return {m_canvas->xAxis->coordToPixel(coordinates.x()), m_canvas->yAxis->coordToPixel(coordinates.y())};
}

bool PlotWidget::grab(const QPointF& /*pixel*/)
{
    return false;
}

void PlotWidget::dragTo(const QPointF& /*pixel*/) {}

void PlotWidget::drop(bool /*cancelled*/) {}

std::optional<Qt::CursorShape> PlotWidget::cursorAt(const QPointF& /*pixel*/) const
{
    return std::nullopt;
}

void PlotWidget::clickAt(const QPointF& /*pixel*/) {}

void PlotWidget::pointedAt(std::optional<double> /*x*/) {}

void PlotWidget::fit()
{
    m_frame->axes.setBounds(bounds());
    m_frame->axes.fit();
}

void PlotWidget::undoZoom()
{
    m_frame->axes.undo();
}

void PlotWidget::redoZoom()
{
    m_frame->axes.redo();
}

void PlotWidget::copyImage()
{
    QGuiApplication::clipboard()->setPixmap(m_canvas->toPixmap(0, 0, std::max(2.0, devicePixelRatioF())));
}

void PlotWidget::exportFigure() {}

void PlotWidget::redraw()
{
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
}

void PlotWidget::setEmpty(bool empty)
{
    m_empty = empty;
    m_emptyLabel->setVisible(empty);
    m_canvas->axisRect()->setVisible(!empty);
}

void PlotWidget::seriesChanged()
{
    m_frame->axes.setBounds(bounds());
    applyLook();
}

void PlotWidget::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange ||
        event->type() == QEvent::FontChange) {
        applyLook();
    }
}

void PlotWidget::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_emptyLabel->setGeometry(rect().adjusted(4 * style::grid, style::grid, -4 * style::grid, -style::grid));
    arrange(size());
}

void PlotWidget::applyLook()
{
    m_frame->look = m_frame->exported ? lookOf(*m_frame->exported) : lookOf(palette(), font());
    const PlotLook& look = m_frame->look;
    m_canvas->setBackground(QBrush(look.base));
    m_frame->axes.apply(look);
    m_frame->legend->apply(look);
    m_frame->title->setFont(look.font);
    m_frame->title->setTextColor(look.text);
    restyle();
    arrange(m_frame->exported ? m_canvas->viewport().size() : size());
    redraw();
}

void PlotWidget::arrange(const QSize& size)
{
    const bool wanted = m_frame->exported ? m_frame->exported->legend : m_legendPlace != LegendPlace::hidden;
    const int fewest = m_legendPlace == LegendPlace::automatic ? 2 : 1;
    const bool atRight = m_legendPlace == LegendPlace::automatic || m_legendPlace == LegendPlace::hidden
                             ? size.width() >= widthForLegendAtRight
                             : m_legendPlace == LegendPlace::right;
    const auto title = QString::fromStdString(std::visit([](const auto& figure) { return figure.title; }, figure()));
    const bool titled = m_frame->exported && m_frame->exported->title && !title.isEmpty();
    m_frame->title->setText(oneLine(title));
    m_frame->arrange({!m_empty && wanted && m_frame->series.count() >= fewest, atRight, titled}, size);
}

void PlotWidget::onAxesChanged()
{
    rangesChanged();
    redraw();
    Q_EMIT viewChanged();
}

void PlotWidget::onSeriesChanged()
{
    seriesChanged();
    Q_EMIT viewChanged();
}

} // namespace rxwatt::plots
