// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ber/gain_panel.h"

#include "ui/pages/copyable_table.h"
#include "ui/style/metrics.h"

#include <cmath>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>

namespace rxwatt::pages
{

namespace
{

/// A curve that reaches it has one error in a billion bits.
constexpr double lowestLevel = 1e-9;

} // namespace

std::optional<double> berFromText(const QString& text)
{
    bool isNumber = false;
    double ber = QLocale::c().toDouble(text.trimmed(), &isNumber);
    if (!isNumber) {
        ber = QLocale().toDouble(text.trimmed(), &isNumber);
    }
    return isNumber && ber >= lowestLevel && ber < 1 ? std::optional(ber) : std::nullopt;
}

QString berLevelText(double ber)
{
    const QLocale locale;
    return ber >= 0.001 ? locale.toString(ber, 'g', 3) : locale.toString(ber, 'e', 2);
}

GainPanel::GainPanel(bridge::Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      m_question(workspace),
      m_field(new QLineEdit(this)),
      m_reference(new QComboBox(this)),
      m_view(new CopyableTable(this))
{
    auto* at = new QLabel(tr("At &BER"), this);
    at->setBuddy(m_field);
    auto* against = new QLabel(tr("a&gainst"), this);
    against->setBuddy(m_reference);
    m_field->setText(berLevelText(m_level));
    m_field->setFixedWidth(11 * style::grid);
    m_field->setAlignment(Qt::AlignRight);
    m_field->setToolTip(
        tr("The BER at which curves are compared, like 0.1 or 1e-3; the line in the plot can be dragged too"));
    m_reference->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_reference->setMaximumWidth(50 * style::grid);
    m_reference->setToolTip(tr("The curve that gains are counted from"));
    m_view->setModel(&m_table);
    m_view->setAccessibleName(tr("Gains"));
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->horizontalHeader()->setSectionResizeMode(models::GainTable::curveColumn, QHeaderView::Stretch);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(style::grid, style::halfGrid, style::grid, style::halfGrid);
    line->setSpacing(style::halfGrid);
    line->addWidget(at);
    line->addWidget(m_field);
    line->addSpacing(style::grid);
    line->addWidget(against);
    line->addWidget(m_reference);
    line->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_view, 1);
    connect(m_field, &QLineEdit::editingFinished, this, &GainPanel::takeTyped);
    connect(m_reference, &QComboBox::activated, this, [this](int item) {
        m_chosen = m_current = m_reference->itemData(item).toString();
        recompute();
        Q_EMIT referenceChanged();
    });
    connect(&m_question, &GainQuestion::answered, this, &GainPanel::takeInterval);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        const auto row = static_cast<std::size_t>(index.row());
        Q_EMIT curveChosen(index.isValid() && row < m_curves.size() ? QString::fromStdString(m_curves[row].name)
                                                                    : QString());
    });
}

void GainPanel::setCurves(std::vector<ShownCurve> curves)
{
    m_curves = std::move(curves);
    fillReferences();
    recompute();
}

void GainPanel::setLevel(double ber)
{
    if (ber == m_level || !std::isfinite(ber) || ber < lowestLevel || ber >= 1) {
        return;
    }
    m_level = ber;
    m_field->setText(berLevelText(ber));
    recompute();
}

void GainPanel::setReference(const QString& key)
{
    m_chosen = key;
    fillReferences();
    recompute();
}

void GainPanel::showCurve(const QString& series)
{
    const QSignalBlocker quiet(m_view->selectionModel());
    m_view->clearSelection();
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        if (!series.isEmpty() && m_curves[i].name == series.toStdString()) {
            m_view->selectRow(static_cast<int>(i));
            m_view->scrollTo(m_table.index(static_cast<int>(i), 0));
        }
    }
    m_view->viewport()->update();
}

void GainPanel::takeTyped()
{
    if (m_field->text() == berLevelText(m_level)) {
        return;
    }
    if (const auto ber = berFromText(m_field->text())) {
        setLevel(*ber);
        Q_EMIT levelTyped(*ber);
    }
    // What cannot be read makes way for the level that stands.
    m_field->setText(berLevelText(m_level));
}

void GainPanel::fillReferences()
{
    const std::vector<Reference> references = referencesOf(m_curves);
    m_reference->clear();
    m_current = defaultReference(references);
    for (const Reference& reference : references) {
        m_reference->addItem(reference.text, reference.key);
        if (reference.key == m_chosen) {
            m_current = m_chosen;
        }
    }
    m_reference->setCurrentIndex(m_reference->findData(m_current));
    m_reference->setEnabled(!references.empty());
}

void GainPanel::recompute()
{
    std::vector<models::GainRow> rows;
    std::vector<GainTask> tasks;
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        const auto reference = referenceFor(i, m_current, m_curves);
        rows.push_back(gainRow(i, reference, m_curves, m_level));
        if (rows.back().gainDb && rows.back().basis == models::GainBasis::pending) {
            tasks.push_back({static_cast<int>(i), m_curves[i], m_curves[*reference]});
        }
    }
    m_table.setRows(std::move(rows));
    m_question.ask(std::move(tasks), m_level);
}

void GainPanel::takeInterval(int row, const project::CurveGain& gain)
{
    if (row < m_table.rowCount()) {
        models::GainRow known = m_table.rows()[static_cast<std::size_t>(row)];
        known.basis = gain.resampled ? models::GainBasis::resampled : models::GainBasis::noSlots;
        known.lowDb = gain.lowDb;
        known.highDb = gain.highDb;
        m_table.setRow(row, std::move(known));
    }
}

} // namespace rxwatt::pages
