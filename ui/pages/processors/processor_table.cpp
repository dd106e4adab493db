// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/processors/processor_table.h"

#include "ui/models/energy_text.h"
#include "ui/models/number_text.h"
#include "ui/models/run_cells.h"
#include "ui/pages/energy_words.h"
#include "ui/pages/processors/processor_words.h"

#include <array>
#include <QLocale>

namespace rxwatt::pages
{

namespace
{

using energy::Processor;
using models::PlainTable;

/// Numbers of the catalogue with columns, by their keys.
constexpr std::array<const char*, 10> shownKeys = {
    "tdp_w",          "peak_flops_fp32", "peak_flops_fp16", "peak_ops_int8", "mem_bw_bytes_s",
    "static_power_w", "node_nm",         "cores",           "base_clock_hz", "on_chip_sram_bytes"};

constexpr int mostCellLetters = 200;

PlainTable::Cell unknownCell(const QString& text, const QString& tip)
{
    return {text, QVariant(QString()), tip};
}

PlainTable::Cell longTextCell(const std::string& text)
{
    const QString line = models::oneLine(text, mostCellLetters);
    return {line, QVariant(line)};
}

PlainTable::Cell nameCell(const Processor& processor)
{
    const QString name = models::oneLine(processor.name, mostCellLetters);
    if (processor.unverified.empty()) {
        return {name, QVariant(name)};
    }
    QStringList tip = {name, ProcessorWords::tr("* No primary source confirmed:")};
    for (const std::string& text : processor.unverified) {
        tip << models::oneLine(text, mostCellLetters);
    }
    return {name + QStringLiteral(" *"), QVariant(name), tip.join(u'\n')};
}

PlainTable::Cell energyCell(const std::optional<double>& joules, const QString& lacks)
{
    return joules ? PlainTable::Cell{models::energyText(*joules), QVariant(*joules)} : unknownCell(lacks, lacks);
}

PlainTable::Cell numberCell(const Processor& processor, const ProcessorTexts& texts, const ProcessorField& field)
{
    const QString basis = models::oneLine(textIn(texts, basisKey(field)).toStdString(), mostCellLetters);
    const std::optional<double> number = models::numberFromText(textIn(texts, field.key));
    if (!number) {
        return unknownCell(QStringLiteral("–"), basis.isEmpty() ? ProcessorWords::tr("not known") : basis);
    }
    constexpr int digits = 4;
    const bool isMarked = isUnverified(processor, field);
    // The mark has a place of its own, so that digits stand below each other.
    const QString mark = isMarked ? QStringLiteral(" *") : QStringLiteral("\u2007\u2007");
    QStringList tip;
    tip << (isMarked ? ProcessorWords::tr("Unverified") : QString()) << basis;
    tip.removeAll(QString());
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return {locale.toString(*number, 'g', digits) + mark, QVariant(*number), tip.join(QStringLiteral(": "))};
}

PlainTable::Cell unverifiedCell(const Processor& processor)
{
    QStringList lines;
    for (const std::string& text : processor.unverified) {
        lines << models::oneLine(text, mostCellLetters);
    }
    return {lines.join(QStringLiteral("; ")), QVariant(lines.join(QStringLiteral("; "))), lines.join(u'\n')};
}

QString originText(const ProcessorFacts& facts, const Processor& processor, const ProcessorDrafts& drafts)
{
    if (!facts.isOwn(processor.id)) {
        return ProcessorWords::tr("program");
    }
    const QString text =
        isBuiltIn(processor.id) ? ProcessorWords::tr("project, for the program's") : ProcessorWords::tr("project");
    return drafts.contains(processor.id) ? ProcessorWords::tr("%1, not saved").arg(text) : text;
}

std::vector<PlainTable::Column> columnsOf(const ProcessorChoice& choice)
{
    std::vector<PlainTable::Column> columns = {
        {ProcessorWords::tr("Processor"), false, ProcessorWords::tr("* Some of its numbers are unverified")}};
    // Also without a model: a column that comes and goes would leave the table sorted by another.
    columns.push_back({ProcessorWords::tr("Inference (estimate)"), true,
                       ProcessorWords::tr("What one inference takes by what the bars show, %1")
                           .arg(textOf(nameOf(choice.precision)))});
    columns.push_back({ProcessorWords::tr("Of")});
    for (const char* key : shownKeys) {
        const ProcessorField& field = *processorField(key);
        const QString unit = *field.unit == 0 ? QString() : QStringLiteral(" (%1)").arg(ProcessorWords::tr(field.unit));
        // The unit of the peaks is long, and one for all three.
        const bool isPeak = field.scale == 1e12;
        columns.push_back({labelOf(field) + (isPeak ? QStringLiteral(" (T/s)") : unit), true,
                           isPeak ? ProcessorWords::tr("10¹² operations a second; a MAC is two") : QString()});
    }
    columns.insert(columns.end(), {{ProcessorWords::tr("Memory")},
                                   {ProcessorWords::tr("Kind")},
                                   {ProcessorWords::tr("Vendor")},
                                   {ProcessorWords::tr("Unverified")}});
    return columns;
}

} // namespace

void fillProcessorTable(PlainTable& table, const ProcessorFacts& facts, const ProcessorModel* model,
                        const ProcessorChoice& choice, const ProcessorDrafts& drafts)
{
    std::vector<std::optional<double>> joules(facts.processors.size());
    if (model != nullptr) {
        for (const auto& bar : figure::processorBars(model->model.layers, facts.processors, choice.settings())) {
            joules[bar.processor] = bar.joules;
        }
    }
    std::vector<PlainTable::Row> rows;
    for (std::size_t i = 0; i < facts.processors.size(); ++i) {
        const Processor& processor = facts.processors[i];
        const ProcessorTexts texts = textsOf(processor);
        PlainTable::Row row = {nameCell(processor)};
        row.push_back(model != nullptr ? energyCell(joules[i], lacksText(processor, choice))
                                       : unknownCell(QStringLiteral("–"), ProcessorWords::tr("no run is selected")));
        row.push_back({originText(facts, processor, drafts)});
        for (const char* key : shownKeys) {
            row.push_back(numberCell(processor, texts, *processorField(key)));
        }
        row.insert(row.end(), {longTextCell(processor.memoryType), longTextCell(processor.kind),
                               longTextCell(processor.vendor), unverifiedCell(processor)});
        rows.push_back(std::move(row));
    }
    table.set(columnsOf(choice), std::move(rows));
}

} // namespace rxwatt::pages
