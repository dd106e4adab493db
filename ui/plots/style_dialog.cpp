// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/style_dialog.h"

#include "ui/plots/plot_frame.h"
#include "ui/plots/plot_widget.h"
#include "ui/style/metrics.h"

#include <QCheckBox>
#include <QColorDialog>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace rxwatt::plots
{

namespace
{

QString rangeText(double value)
{
    return QLocale().toString(value, 'g', 6);
}

} // namespace

StyleDialog::StyleDialog(PlotWidget& plot) : QDialog(&plot), m_plot(plot), m_before(plot.view())
{
    setWindowTitle(tr("Axes and style"));
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(style::grid);
    auto* tabs = new QTabWidget;
    tabs->addTab(axesPage(), tr("&Axes"));
    if (plot.frame().series.count() > 0) {
        tabs->addTab(seriesPage(), tr("&Series"));
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(tabs);
    layout->addWidget(buttons);
}

void StyleDialog::reject()
{
    m_plot.setTitle(m_before.value(QStringLiteral("title")).toString());
    m_plot.setView(m_before);
    QDialog::reject();
}

QWidget* StyleDialog::axesPage()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    auto* form = new QFormLayout;
    auto* title = new QLineEdit(m_plot.frame().ownTitle);
    title->setPlaceholderText(tr("None"));
    connect(title, &QLineEdit::textEdited, &m_plot, &PlotWidget::setTitle);
    form->addRow(tr("&Title"), title);
    layout->addLayout(form);
    if (m_plot.frame().hasAxes()) {
        layout->addWidget(axisGroup(PlotAxes::Which::x));
        layout->addWidget(axisGroup(PlotAxes::Which::y));
        showRanges();
    }
    layout->addStretch();
    return page;
}

QWidget* StyleDialog::axisGroup(PlotAxes::Which which)
{
    const bool isX = which == PlotAxes::Which::x;
    const AxisSettings& settings = m_plot.frame().axes.settings(which);
    AxisFields& fields = m_axes.at(isX ? 0 : 1);
    auto* group = new QGroupBox(isX ? tr("Horizontal axis") : tr("Vertical axis"));
    auto* form = new QFormLayout(group);
    fields.label = new QLineEdit(settings.label);
    fields.label->setPlaceholderText(AxisSettings{settings.axis, settings.scale, settings.format, {}}.text());
    fields.lower = new QLineEdit;
    fields.upper = new QLineEdit;
    fields.log = new QCheckBox(tr("Logarithmic"));
    fields.log->setChecked(settings.scale == figure::Scale::logarithmic);
    fields.format = new QComboBox;
    fields.format->addItems({tr("Automatic"), tr("Plain: 0.001"), tr("Powers: 10⁻³"), tr("Prefixes: 1m, 20k")});
    fields.format->setCurrentIndex(static_cast<int>(settings.format));
    form->addRow(tr("Label"), fields.label);
    form->addRow(tr("From"), fields.lower);
    form->addRow(tr("To"), fields.upper);
    form->addRow(tr("Numbers"), fields.format);
    form->addRow(QString(), fields.log);
    for (QLineEdit* field : {fields.lower, fields.upper}) {
        field->setAlignment(Qt::AlignRight);
        connect(field, &QLineEdit::editingFinished, this, &StyleDialog::takeRanges);
    }
    connect(fields.label, &QLineEdit::textEdited, this, [this, which] { takeAxis(which); });
    connect(fields.log, &QCheckBox::toggled, this, [this, which] { takeAxis(which); });
    connect(fields.format, &QComboBox::activated, this, [this, which] { takeAxis(which); });
    return group;
}

void StyleDialog::showRanges()
{
    const Ranges ranges = m_plot.frame().axes.ranges();
    m_axes[0].lower->setText(rangeText(ranges.xLower));
    m_axes[0].upper->setText(rangeText(ranges.xUpper));
    m_axes[1].lower->setText(rangeText(ranges.yLower));
    m_axes[1].upper->setText(rangeText(ranges.yUpper));
}

void StyleDialog::takeAxis(PlotAxes::Which which)
{
    const AxisFields& fields = m_axes.at(which == PlotAxes::Which::x ? 0 : 1);
    AxisSettings settings = m_plot.frame().axes.settings(which);
    settings.label = fields.label->text();
    settings.format = static_cast<TickFormat>(fields.format->currentIndex());
    settings.scale = fields.log->isChecked() ? figure::Scale::logarithmic : figure::Scale::linear;
    m_plot.frame().axes.setSettings(which, settings);
    showRanges();
}

void StyleDialog::takeRanges()
{
    const Ranges before = m_plot.frame().axes.ranges();
    const auto value = [](const QLineEdit* field, double current) {
        bool good = false;
        const double number = QLocale().toDouble(field->text(), &good);
        return good && field->text() != rangeText(current) ? number : current;
    };
    Ranges ranges = before;
    ranges.xLower = value(m_axes[0].lower, before.xLower);
    ranges.xUpper = value(m_axes[0].upper, before.xUpper);
    ranges.yLower = value(m_axes[1].lower, before.yLower);
    ranges.yUpper = value(m_axes[1].upper, before.yUpper);
    if (ranges != before) {
        m_plot.frame().axes.zoomTo(ranges);
    }
    // What was no number, or no range, shows again what is.
    showRanges();
}

QWidget* StyleDialog::seriesPage()
{
    const SeriesSet& series = m_plot.frame().series;
    auto* page = new QWidget;
    auto* layout = new QHBoxLayout(page);
    m_list = new QListWidget;
    m_list->setAccessibleName(tr("Series"));
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (int i = 0; i < series.count(); ++i) {
        auto* item = new QListWidgetItem(oneLine(series.name(i)), m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(series.visible(i) ? Qt::Checked : Qt::Unchecked);
    }
    m_color = new QPushButton(tr("Choose…"));
    m_width = new QDoubleSpinBox;
    m_width->setRange(0.5, 12);
    m_width->setSingleStep(0.5);
    m_width->setDecimals(1);
    m_width->setSuffix(tr(" px"));
    m_dash = new QComboBox;
    m_dash->addItems({tr("Solid"), tr("Dashes"), tr("Dots"), tr("Dashes and dots"), tr("Long dashes")});
    m_marker = new QComboBox;
    m_marker->addItems({tr("None"), tr("Disc"), tr("Square"), tr("Diamond"), tr("Triangle"), tr("Cross"), tr("Plus"),
                        tr("Star"), tr("Circle")});
    auto* reset = new QPushButton(tr("&Reset"));
    auto* form = new QFormLayout;
    form->addRow(tr("&Colour"), m_color);
    form->addRow(tr("&Width"), m_width);
    form->addRow(tr("&Line"), m_dash);
    form->addRow(tr("&Marker"), m_marker);
    form->addRow(QString(), reset);
    layout->addWidget(m_list, 1);
    layout->addLayout(form);
    connect(m_list, &QListWidget::currentRowChanged, this, &StyleDialog::showSeries);
    connect(m_list, &QListWidget::itemChanged, this, [this](const QListWidgetItem* item) {
        m_plot.frame().series.setVisible(m_list->row(item), item->checkState() == Qt::Checked);
    });
    connect(m_color, &QPushButton::clicked, this, &StyleDialog::chooseColor);
    connect(m_width, &QDoubleSpinBox::valueChanged, this, &StyleDialog::takeSeries);
    connect(m_dash, &QComboBox::activated, this, &StyleDialog::takeSeries);
    connect(m_marker, &QComboBox::activated, this, &StyleDialog::takeSeries);
    connect(reset, &QPushButton::clicked, this, [this] {
        m_plot.frame().series.resetStyle(currentSeries());
        showSeries();
    });
    m_list->setCurrentRow(0);
    return page;
}

int StyleDialog::currentSeries() const
{
    return std::max(0, m_list->currentRow());
}

void StyleDialog::showSeries()
{
    const PlotFrame& frame = m_plot.frame();
    const SeriesStyle style = frame.series.style(currentSeries());
    m_showing = true;
    m_width->setValue(style.width);
    m_dash->setCurrentIndex(static_cast<int>(style.dash));
    m_marker->setCurrentIndex(static_cast<int>(style.marker));
    QPixmap swatch(style::iconSize, style::iconSize);
    swatch.fill(frame.series.color(currentSeries(), frame.look.palette));
    m_color->setIcon(swatch);
    m_showing = false;
}

void StyleDialog::takeSeries()
{
    if (m_showing) {
        return;
    }
    SeriesStyle style = m_plot.frame().series.style(currentSeries());
    style.width = m_width->value();
    style.dash = static_cast<Dash>(m_dash->currentIndex());
    style.marker = static_cast<Marker>(m_marker->currentIndex());
    m_plot.frame().series.setStyle(currentSeries(), style);
}

void StyleDialog::chooseColor()
{
    const PlotFrame& frame = m_plot.frame();
    const QColor color = QColorDialog::getColor(frame.series.color(currentSeries(), frame.look.palette), this);
    if (color.isValid()) {
        SeriesStyle style = frame.series.style(currentSeries());
        style.color = color;
        m_plot.frame().series.setStyle(currentSeries(), style);
        showSeries();
    }
}

} // namespace rxwatt::plots
