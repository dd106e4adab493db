// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/export_fields.h"

#include "ui/plots/export_look.h"
#include "ui/plots/export_presets.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFontComboBox>
#include <QFormLayout>
#include <QInputDialog>
#include <QLabel>
#include <QToolButton>

namespace rxwatt::plots
{

namespace
{

/// Places in the list of presets: none of them, ours, the person's own.
constexpr int ourFirst = 1;

QDoubleSpinBox* box(figure::StyleRange range, double step, const QString& unit, const QString& name)
{
    auto* spin = new QDoubleSpinBox;
    spin->setRange(range.low, range.high);
    spin->setSingleStep(step);
    spin->setDecimals(step < 1 ? 2 : 1);
    spin->setSuffix(unit);
    spin->setAlignment(Qt::AlignRight);
    spin->setAccessibleName(name);
    spin->setToolTip(name);
    return spin;
}

QLayout* beside(std::initializer_list<QWidget*> widgets)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(style::grid);
    for (QWidget* widget : widgets) {
        row->addWidget(widget, qobject_cast<QToolButton*>(widget) != nullptr ? 0 : 1);
    }
    return row;
}

QToolButton* button(const char* icon, const QString& tip)
{
    auto* tool = new QToolButton;
    tool->setIcon(style::icon(QLatin1String(icon)));
    tool->setAccessibleName(tip);
    tool->setToolTip(tip);
    return tool;
}

int ownFirst()
{
    return ourFirst + static_cast<int>(figure::exportPresets().size());
}

} // namespace

ExportFields::ExportFields(QWidget* parent) : QWidget(parent)
{
    build();
    fillPresets();
    showValues();
    for (QDoubleSpinBox* spin : {m_width, m_height, m_fontSize, m_line, m_marker}) {
        connect(spin, &QDoubleSpinBox::valueChanged, this, &ExportFields::take);
    }
    connect(m_dpi, &QSpinBox::valueChanged, this, &ExportFields::take);
    connect(m_family, &QFontComboBox::currentFontChanged, this, &ExportFields::take);
    connect(m_legend, &QComboBox::currentIndexChanged, this, &ExportFields::take);
    connect(m_title, &QCheckBox::toggled, this, &ExportFields::take);
    connect(m_grid, &QCheckBox::toggled, this, &ExportFields::take);
    connect(m_preset, &QComboBox::activated, this, &ExportFields::choosePreset);
    connect(m_save, &QToolButton::clicked, this, &ExportFields::askForName);
    connect(m_remove, &QToolButton::clicked, this, [this] {
        removeExportPreset(m_preset->currentText());
        fillPresets();
    });
}

void ExportFields::build()
{
    using figure::ExportStyle;
    m_preset = new QComboBox;
    m_preset->setObjectName(QStringLiteral("preset"));
    m_preset->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_preset->setMinimumContentsLength(18);
    m_save = button("save", tr("Save this style by name"));
    m_remove = button("trash-2", tr("Forget this style"));
    m_save->setVisible(exportPresetsAreKept());
    m_remove->setVisible(exportPresetsAreKept());
    m_width = box(ExportStyle::sizeMm, 1, tr(" mm"), tr("Width of the page"));
    m_width->setObjectName(QStringLiteral("width"));
    m_height = box(ExportStyle::sizeMm, 1, tr(" mm"), tr("Height of the page"));
    m_family = new QFontComboBox;
    m_family->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_family->setMinimumContentsLength(12);
    m_fontSize = box(ExportStyle::fontPt, 0.5, tr(" pt"), tr("Size of the font"));
    m_line = box(ExportStyle::linePt, 0.25, tr(" pt"), tr("Width of lines"));
    m_marker = box(ExportStyle::markerPt, 0.5, tr(" pt"), tr("Size of markers"));
    m_dpi = new QSpinBox;
    m_dpi->setRange(static_cast<int>(ExportStyle::dotsPerInch.low), static_cast<int>(ExportStyle::dotsPerInch.high));
    m_dpi->setSingleStep(50);
    m_dpi->setSuffix(tr(" dpi"));
    m_dpi->setAlignment(Qt::AlignRight);
    m_legend = new QComboBox;
    m_legend->addItems({tr("Automatic"), tr("At the right"), tr("Below"), tr("Hidden")});
    m_title = new QCheckBox(tr("&Title"));
    m_grid = new QCheckBox(tr("&Grid"));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(style::grid);
    form->addRow(tr("&Style"), beside({m_preset, m_save, m_remove}));
    form->addRow(tr("S&ize"), beside({m_width, m_height}));
    form->addRow(tr("F&ont"), m_family);
    form->addRow(tr("Font si&ze"), m_fontSize);
    form->addRow(tr("&Lines"), m_line);
    form->addRow(tr("&Markers"), m_marker);
    form->addRow(tr("&Resolution"), m_dpi);
    form->addRow(tr("L&egend"), m_legend);
    form->addRow(QString(), beside({m_title, m_grid}));
    const auto befriend = [form](int row, QWidget* field) {
        static_cast<QLabel*>(form->itemAt(row, QFormLayout::LabelRole)->widget())->setBuddy(field);
    };
    befriend(0, m_preset);
    befriend(1, m_width);
}

void ExportFields::fillPresets()
{
    m_preset->clear();
    m_preset->addItems({tr("Custom"), tr("One column (88 mm)"), tr("Two columns (180 mm)"), tr("Slide (254 mm)")});
    m_preset->addItems(exportPresetNames());
    showPreset();
}

void ExportFields::showPreset()
{
    int place = 0;
    for (int i = ourFirst; i < m_preset->count() && place == 0; ++i) {
        const std::optional<figure::ExportStyle> style =
            i < ownFirst() ? figure::exportPresets().at(static_cast<std::size_t>(i - ourFirst)).style
                           : exportPreset(m_preset->itemText(i));
        place = style == m_style ? i : 0;
    }
    m_preset->setCurrentIndex(place);
    m_remove->setEnabled(place >= ownFirst());
}

void ExportFields::choosePreset(int index)
{
    std::optional<figure::ExportStyle> style = m_style;
    if (index >= ownFirst()) {
        style = exportPreset(m_preset->itemText(index));
    } else if (index >= ourFirst) {
        style = figure::exportPresets().at(static_cast<std::size_t>(index - ourFirst)).style;
    }
    choose(style.value_or(m_style));
}

void ExportFields::choose(const figure::ExportStyle& style)
{
    if (style != m_style) {
        m_style = style;
        Q_EMIT changed();
    }
    showValues();
    showPreset();
}

void ExportFields::setRaster(bool raster)
{
    m_dpi->setEnabled(raster);
    m_dpi->setToolTip(raster ? tr("Pixels per inch of the picture") : tr("Vector pictures are sharp at every size"));
}

int ExportFields::labelWidth() const
{
    const auto& form = static_cast<const QFormLayout&>(*layout());
    int width = 0;
    for (int row = 0; row < form.rowCount(); ++row) {
        if (const QLayoutItem* label = form.itemAt(row, QFormLayout::LabelRole)) {
            width = std::max(width, label->sizeHint().width());
        }
    }
    return width;
}

void ExportFields::savePreset(const QString& name)
{
    constexpr qsizetype longestName = 80;
    const QString kept = name.simplified().left(longestName);
    if (!kept.isEmpty()) {
        saveExportPreset(kept, m_style);
        fillPresets();
    }
}

void ExportFields::askForName()
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save style"));
    dialog->setLabelText(tr("Name"));
    connect(dialog, &QInputDialog::textValueSelected, this, &ExportFields::savePreset);
    dialog->open();
}

void ExportFields::showValues()
{
    m_showing = true;
    m_width->setValue(m_style.widthMm);
    m_height->setValue(m_style.heightMm);
    m_family->setCurrentFont(QFont(familyOf(m_style)));
    m_fontSize->setValue(m_style.fontSizePt);
    m_line->setValue(m_style.lineWidthPt);
    m_marker->setValue(m_style.markerSizePt);
    m_dpi->setValue(m_style.dpi);
    m_legend->setCurrentIndex(static_cast<int>(m_style.legend));
    m_title->setChecked(m_style.title);
    m_grid->setChecked(m_style.grid);
    m_showing = false;
}

void ExportFields::take()
{
    if (m_showing) {
        return;
    }
    m_style.widthMm = m_width->value();
    m_style.heightMm = m_height->value();
    // The program's own font stays unnamed, so that a style means the same on another machine.
    if (sender() == m_family) {
        m_style.fontFamily = m_family->currentFont().family().toStdString();
    }
    m_style.fontSizePt = m_fontSize->value();
    m_style.lineWidthPt = m_line->value();
    m_style.markerSizePt = m_marker->value();
    m_style.dpi = m_dpi->value();
    m_style.legend = static_cast<figure::LegendPlace>(m_legend->currentIndex());
    m_style.title = m_title->isChecked();
    m_style.grid = m_grid->isChecked();
    showPreset();
    Q_EMIT changed();
}

} // namespace rxwatt::plots
