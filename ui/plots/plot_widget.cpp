// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_widget.h"

#include "ui/plots/export_dialog.h"
#include "ui/plots/make_plot.h"
#include "ui/plots/plot_frame.h"
#include "ui/plots/plot_mouse.h"
#include "ui/plots/qcustomplot_header.h"
#include "ui/style/metrics.h"

#include <array>
#include <QClipboard>
#include <QFrame>
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
constexpr qsizetype longestTitle = 500;

} // namespace

PlotWidget::PlotWidget(QWidget* parent)
    : QWidget(parent),
      m_canvas(new QCustomPlot(this)),
      m_frame(new PlotFrame{
          *m_canvas, {}, PlotAxes(*m_canvas, [this] { onAxesChanged(); }), SeriesSet([this] { onSeriesChanged(); })}),
      m_emptyLabel(new QLabel(this)),
      m_focusFrame(new QFrame(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_canvas);
    setFocusPolicy(Qt::StrongFocus);
    m_canvas->setFocusPolicy(Qt::NoFocus);
    m_canvas->setMouseTracking(true);
    m_mouse = new PlotMouse(*this);
    connect(m_mouse, &PlotMouse::axisDoubleClicked, this, &PlotWidget::editStyle);
    m_canvas->setPlottingHint(QCP::phFastPolylines);
    m_canvas->setNoAntialiasingOnDrag(true);
    m_frame->build([this](const QPointF& coordinates) { return pixelOf(coordinates); });
    m_focusFrame->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_focusFrame->setFrameStyle(QFrame::Box | QFrame::Plain);
    m_focusFrame->hide();
    m_emptyLabel->setTextFormat(Qt::PlainText);
    m_emptyLabel->setWordWrap(true);
    m_emptyLabel->setAlignment(Qt::AlignCenter);
    m_emptyLabel->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_emptyLabel->setForegroundRole(QPalette::PlaceholderText);
    m_emptyLabel->setText(tr("No data yet."));
    m_frame->look = lookOf(palette(), font());
    m_canvas->setBackground(QBrush(m_frame->look.base));
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
    if (!m_frame->ownTitle.isEmpty()) {
        view.insert(QStringLiteral("title"), m_frame->ownTitle);
    }
    if (const QJsonObject own = ownView(); !own.isEmpty()) {
        view.insert(QStringLiteral("own"), own);
    }
    view.insert(QStringLiteral("legend"), QLatin1String(legendPlaces.at(static_cast<std::size_t>(m_legendPlace))));
    return view;
}

void PlotWidget::setView(const QJsonObject& view)
{
    m_frame->axes.fromJson(view);
    m_frame->series.fromJson(view);
    if (view.contains(QStringLiteral("own"))) {
        setOwnView(view.value(QStringLiteral("own")).toObject());
    }
    const std::string legend = view.value(QStringLiteral("legend")).toString().toStdString();
    for (std::size_t i = 0; i < legendPlaces.size(); ++i) {
        if (legend == legendPlaces.at(i)) {
            m_legendPlace = static_cast<LegendPlace>(i);
        }
    }
    m_frame->ownTitle = view.value(QStringLiteral("title")).toString(m_frame->ownTitle).left(longestTitle);
    applyLook();
}

std::unique_ptr<PlotWidget> PlotWidget::copy() const
{
    std::unique_ptr<PlotWidget> plot = makePlot(figure());
    if (plot != nullptr) {
        plot->setView(view());
    }
    return plot;
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

void PlotWidget::fit()
{
    m_frame->axes.setBounds(bounds());
    m_frame->axes.fit();
}

void PlotWidget::toggleLogY()
{
    using figure::Scale;
    const bool log = m_frame->axes.settings(PlotAxes::Which::y).scale == Scale::logarithmic;
    m_frame->axes.setScale(PlotAxes::Which::y, log ? Scale::linear : Scale::logarithmic);
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

void PlotWidget::exportFigure()
{
    if (m_empty) {
        return;
    }
    auto* dialog = new ExportDialog(*this, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void PlotWidget::redraw()
{
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
}

void PlotWidget::setEmpty(bool empty)
{
    m_empty = empty;
    m_emptyLabel->setVisible(empty);
    m_canvas->xAxis->axisRect()->setVisible(!empty);
}

void PlotWidget::seriesChanged()
{
    if (accessibleName() == m_ownName) {
        const AxisSettings& y = m_frame->axes.settings(PlotAxes::Which::y);
        const AxisSettings& x = m_frame->axes.settings(PlotAxes::Which::x);
        m_ownName = m_frame->hasAxes() ? tr("Plot of %1 against %2").arg(y.text(), x.text()) : tr("Plot");
        setAccessibleName(m_ownName);
    }
    m_frame->axes.setBounds(bounds());
    applyLook();
}

void PlotWidget::applyLook()
{
    m_frame->look = m_frame->exported ? lookOf(*m_frame->exported) : lookOf(palette(), font());
    const PlotLook& look = m_frame->look;
    m_canvas->setBackground(QBrush(look.base));
    m_frame->axes.apply(look);
    m_frame->legend->apply(look);
    m_frame->overlay->apply(look);
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
    const bool asked = m_frame->exported ? m_frame->exported->title : !m_frame->ownTitle.isEmpty();
    const QString text = asked ? oneLine(title()) : QString();
    const bool titled = !m_empty && !text.isEmpty();
    m_frame->title->setText(text);
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
