// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/model_card.h"

#include "core/run/config_json.h"
#include "ui/pages/editor/share_delegate.h"
#include "ui/pages/editor/value_text.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTableWidget>
#include <QVBoxLayout>

namespace rxwatt::pages::editor
{

namespace
{

enum Column { blockColumn, shapeColumn, parameterColumn, macColumn, columnCount };

/// Forward and backward together cost about three times the forward pass.
constexpr double trainingFactor = 3;
constexpr double flopPerMac = 2;

QLabel* makeLabel(QWidget* parent, bool isQuiet)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (isQuiet) {
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    return label;
}

QString bytesText(std::int64_t bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString whole(std::int64_t number)
{
    return QLocale().toString(static_cast<qlonglong>(number));
}

bool concernsModel(const Problem& problem)
{
    return problem.path.starts_with("model") || problem.path.starts_with("link") || problem.path.empty();
}

/// Output shape of a block: that of its last layer.
QString shapeText(const model::ModelLayers& layers, const std::string& block)
{
    std::array<int, 3> shape{};
    for (const model::Layer& layer : layers.layers) {
        shape = layer.block == block ? layer.outputShape : shape;
    }
    return QStringLiteral("%1 × %2 × %3").arg(shape[0]).arg(shape[1]).arg(shape[2]);
}

QTableWidgetItem* makeItem(const QString& text, Qt::Alignment alignment)
{
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment(alignment | Qt::AlignVCenter);
    return item;
}

} // namespace

ModelCard::ModelCard(QWidget* parent)
    : QWidget(parent),
      m_note(makeLabel(this, true)),
      m_blocks(new QTableWidget(0, columnCount, this)),
      m_work(makeLabel(this, false)),
      m_modelPart(new QWidget(this))
{
    build();
}

void ModelCard::build()
{
    static constexpr std::array names = {QT_TR_NOOP("parameters"), QT_TR_NOOP("MAC / slot"), QT_TR_NOOP("GFLOP / slot"),
                                         QT_TR_NOOP("moved / slot")};
    auto* figures = new QGridLayout();
    figures->setHorizontalSpacing(2 * style::grid);
    figures->setVerticalSpacing(0);
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        m_figures.at(i) = {makeLabel(m_modelPart, false), makeLabel(m_modelPart, true)};
        QFont font = m_figures.at(i).value->font();
        font.setPointSizeF(font.pointSizeF() * 1.4);
        m_figures.at(i).value->setFont(font);
        m_figures.at(i).value->setWordWrap(false);
        m_figures.at(i).name->setText(tr(names.at(i)));
        figures->addWidget(m_figures.at(i).value, 0, static_cast<int>(i));
        figures->addWidget(m_figures.at(i).name, 1, static_cast<int>(i), Qt::AlignTop);
    }
    m_blocks->setHorizontalHeaderLabels({tr("Block"), tr("Output"), tr("Parameters"), tr("MAC")});
    m_blocks->setObjectName(QStringLiteral("costs"));
    m_blocks->setAccessibleName(tr("Cost of each block"));
    m_blocks->setItemDelegateForColumn(macColumn, new ShareDelegate(m_blocks));
    m_blocks->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_blocks->setSelectionMode(QAbstractItemView::NoSelection);
    m_blocks->setShowGrid(false);
    m_blocks->setTabKeyNavigation(false);
    m_blocks->verticalHeader()->hide();
    m_blocks->verticalHeader()->setDefaultSectionSize(22);
    m_blocks->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_blocks->horizontalHeader()->setSectionResizeMode(macColumn, QHeaderView::Stretch);
    m_blocks->horizontalHeader()->setHighlightSections(false);
    m_blocks->horizontalHeaderItem(blockColumn)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (const int column : {shapeColumn, parameterColumn, macColumn}) {
        m_blocks->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
    m_blocks->horizontalHeaderItem(shapeColumn)->setToolTip(tr("Channels × symbols × subcarriers"));
    auto* model = new QVBoxLayout(m_modelPart);
    model->setContentsMargins(0, 0, 0, 0);
    model->setSpacing(style::grid);
    model->addLayout(figures);
    model->addWidget(m_blocks, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(style::grid, style::grid, style::grid, style::grid);
    layout->setSpacing(style::grid);
    layout->addWidget(m_note);
    layout->addWidget(m_modelPart, 1);
    layout->addWidget(m_work);
    layout->addStretch();
}

void ModelCard::setFigure(std::size_t place, const QString& value, const QString& exact)
{
    m_figures.at(place).value->setText(value);
    m_figures.at(place).value->setToolTip(exact);
    m_figures.at(place).value->setAccessibleName(m_figures.at(place).name->text() + u' ' + value);
}

void ModelCard::display(const Examination& examination)
{
    const run::RunSpec& spec = examination.repaired;
    const bool hasNone = !spec.hasOwnModel();
    const bool isWrong = std::any_of(examination.problems.begin(), examination.problems.end(), concernsModel);
    m_modelPart->setVisible(!hasNone && !(isWrong && m_summary.isEmpty()));
    m_modelPart->setEnabled(!isWrong);
    m_work->setVisible(hasNone || !isWrong);
    m_note->setVisible(hasNone || isWrong);
    m_note->setText(spec.kind == run::RunKind::idle ? tr("A run that measures the machine at rest has no model.")
                    : hasNone                       ? tr("The model comes with the weights that are judged.")
                    : m_summary.isEmpty()           ? tr("Not a model at the moment.")
                                                    : tr("Not a model at the moment: below is the last one that was."));
    if (hasNone) {
        displayWork(spec, 0);
        m_summary.clear();
    } else if (!isWrong) {
        displayModel(spec);
    }
}

void ModelCard::displayModel(const run::RunSpec& spec)
{
    const model::ModelLayers layers = model::layersOf(spec.model, run::modelShape(spec.link));
    const std::int64_t macs = layers.macs();
    std::int64_t moved = 0;
    for (const model::Layer& layer : layers.layers) {
        moved += layer.bytesRead + layer.bytesWritten;
    }
    const QString gflop = QLocale().toString(flopPerMac * static_cast<double>(macs) / 1e9, 'g', 3);
    setFigure(0, countText(static_cast<double>(layers.parameters())), whole(layers.parameters()));
    setFigure(1, countText(static_cast<double>(macs)), whole(macs));
    setFigure(2, gflop, tr("1 MAC is 2 FLOP"));
    setFigure(3, bytesText(moved), tr("Read and written by all layers, 4 bytes an element"));
    m_summary =
        tr("%1 parameters · %2 MAC · %3 GFLOP a slot")
            .arg(countText(static_cast<double>(layers.parameters())), countText(static_cast<double>(macs)), gflop);
    displayBlocks(layers);
    displayWork(spec, macs);
}

void ModelCard::displayBlocks(const model::ModelLayers& layers)
{
    const std::vector<model::BlockCost> blocks = layers.blocks();
    const double total = std::max(1.0, static_cast<double>(layers.macs()));
    double most = 1;
    for (const model::BlockCost& block : blocks) {
        most = std::max(most, static_cast<double>(block.macs));
    }
    m_blocks->setRowCount(static_cast<int>(blocks.size()));
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const int row = static_cast<int>(i);
        const auto macs = static_cast<double>(blocks[i].macs);
        m_blocks->setItem(row, blockColumn, makeItem(QString::fromStdString(blocks[i].name), Qt::AlignLeft));
        m_blocks->setItem(row, shapeColumn, makeItem(shapeText(layers, blocks[i].name), Qt::AlignRight));
        m_blocks->setItem(row, parameterColumn,
                          makeItem(countText(static_cast<double>(blocks[i].parameters)), Qt::AlignRight));
        QTableWidgetItem* item = makeItem(countText(macs), Qt::AlignRight);
        item->setData(ShareDelegate::shareRole, macs / most);
        item->setToolTip(
            tr("%1 MAC, %2 % of all").arg(whole(blocks[i].macs), QLocale().toString(100 * macs / total, 'f', 1)));
        m_blocks->setItem(row, macColumn, item);
    }
}

void ModelCard::displayWork(const run::RunSpec& spec, std::int64_t macs)
{
    const auto points = static_cast<std::int64_t>(spec.evaluation.sinrDb.size());
    QStringList lines;
    if (spec.kind == run::RunKind::train) {
        const std::int64_t slots = spec.training.steps * spec.training.batchSlots;
        const std::int64_t checks = spec.training.steps / std::max<std::int64_t>(1, spec.validation.every);
        const auto perCheck = static_cast<std::int64_t>(spec.validation.sinrDb.size()) * spec.validation.slots;
        const double flop = trainingFactor * flopPerMac * static_cast<double>(macs) * static_cast<double>(slots);
        lines << tr("Training: %1 steps of %2, %3 slots, about %4FLOP (an estimate: three forward passes a slot)")
                     .arg(whole(spec.training.steps), whole(spec.training.batchSlots), whole(slots), countText(flop));
        lines << tr("Validation: %1 times %2 slots").arg(whole(checks), whole(perCheck));
    }
    if (spec.kind == run::RunKind::train || spec.kind == run::RunKind::evaluate) {
        lines << tr("Evaluation: %1 SINRs, each %2 to %3 slots")
                     .arg(whole(points), whole(spec.evaluation.minSlots), whole(spec.evaluation.maxSlots));
    }
    if (spec.takesBasePower()) {
        lines << tr("Base power: %1 s before and after the work").arg(QLocale().toString(spec.power.baselineS, 'g', 3));
    }
    m_work->setText(lines.join(u'\n'));
}

} // namespace rxwatt::pages::editor
