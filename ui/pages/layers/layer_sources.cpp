// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_cells.h"
#include "ui/pages/layers/layer_words.h"

#include <algorithm>
#include <array>
#include <QLocale>

namespace rxwatt::pages
{

namespace
{

using energy::Processor;
using figure::EnergyView;

void addSource(std::vector<models::PlainTable::Row>& rows, const QString& what, const QString& value,
               const QString& from)
{
    rows.push_back({{what}, {value, {}, value}, {from, {}, from}});
}

/// "arithmetic: 2.1 pJ an operation (Horowitz 2014)" in its three parts; a sentence of another kind as it is.
void addCoefficient(std::vector<models::PlainTable::Row>& rows, QString text)
{
    text[0] = text[0].toUpper();
    const qsizetype colon = text.indexOf(QStringLiteral(": "));
    const qsizetype open = text.indexOf(QStringLiteral(" ("), std::max<qsizetype>(colon, 0));
    if (colon < 0 || text.left(colon).contains(u'(')) {
        addSource(rows, LayerWords::tr("Coefficients"), QString(), text);
    } else if (open < 0) {
        addSource(rows, text.left(colon), text.mid(colon + 2), QString());
    } else {
        addSource(rows, text.left(colon), text.mid(colon + 2, open - colon - 2), text.mid(open + 2).chopped(1));
    }
}

void addNumber(std::vector<models::PlainTable::Row>& rows, const Processor& processor, const QString& what,
               const std::optional<double>& number, const QString& unit, std::string_view key)
{
    const auto basis = processor.basis.find(std::string(key));
    const QString value = number ? QLocale().toString(*number, 'g', 4) + u' ' + unit : LayerWords::tr("not known");
    addSource(rows, what, value,
              basis != processor.basis.end() ? models::oneLine(basis->second, 300)
              : number                       ? LayerWords::tr("the catalogue's source, below")
                                             : QString());
}

std::optional<double> scaled(const std::optional<double>& value, double factor)
{
    return value ? std::optional(*value * factor) : std::nullopt;
}

} // namespace

void fillSources(models::PlainTable& table, const Processor& processor, const LayerChoice& choice)
{
    std::vector<models::PlainTable::Row> rows;
    if (choice.view == EnergyView::parts) {
        const energy::Coefficients known = energy::coefficientsOf(processor, choice.precision);
        for (const std::string& source : known.sources) {
            addCoefficient(rows, QString::fromStdString(source));
        }
        for (const auto& [isKnown, what] : {std::pair(known.operationJ.has_value(), LayerWords::tr("Arithmetic")),
                                            std::pair(known.dramByteJ.has_value(), LayerWords::tr("Memory")),
                                            std::pair(known.staticPower.has_value(), LayerWords::tr("Static power"))}) {
            if (!isKnown) {
                addSource(rows, what, LayerWords::tr("not known"), QString());
            }
        }
    }
    const QString precision = QString::fromStdString(std::string(nameOf(choice.precision)));
    constexpr double tera = 1e-12;
    constexpr double giga = 1e-9;
    constexpr double mebi = 1.0 / (1 << 20);
    static constexpr std::array<const char*, 3> peakKeys = {"peak_flops_fp32", "peak_flops_fp16", "peak_ops_int8"};
    addNumber(rows, processor, LayerWords::tr("TDP"), processor.tdpW, QStringLiteral("W"), "tdp_w");
    addNumber(rows, processor, LayerWords::tr("Peak, %1").arg(precision),
              scaled(processor.peakOf(choice.precision), tera), LayerWords::tr("T operations/s"),
              peakKeys.at(static_cast<std::size_t>(choice.precision)));
    if (choice.view == EnergyView::metric1) {
        const auto cores = processor.cores ? std::optional<double>(*processor.cores) : std::nullopt;
        addNumber(rows, processor, LayerWords::tr("Cores"), cores, QString(), "cores");
        addNumber(rows, processor, LayerWords::tr("Base clock"), scaled(processor.baseClockHz, giga),
                  QStringLiteral("GHz"), "base_clock_hz");
    }
    if (choice.view == EnergyView::metric2 && processor.metric2) {
        addSource(rows, LayerWords::tr("Fit of metric (2)"),
                  LayerWords::tr("R² %1").arg(QLocale().toString(processor.metric2->quality.r2, 'f', 3)),
                  models::oneLine(processor.metric2->source, 300));
    }
    if (choice.view == EnergyView::parts) {
        addNumber(rows, processor, LayerWords::tr("Memory bandwidth"), scaled(processor.memoryBytesPerS, giga),
                  QStringLiteral("GB/s"), "mem_bw_bytes_s");
        addNumber(rows, processor, LayerWords::tr("On-chip memory"), scaled(processor.onChipBytes, mebi),
                  QStringLiteral("MiB"), "on_chip_sram_bytes");
    }
    addSource(rows, LayerWords::tr("The catalogue's source"), QString(), models::oneLine(processor.source, 500));
    for (const std::string& text : processor.unverified) {
        addSource(rows, LayerWords::tr("Unverified"), QString(), models::oneLine(text, 300));
    }
    table.set({{LayerWords::tr("What")}, {LayerWords::tr("Value")}, {LayerWords::tr("From")}}, std::move(rows));
}

} // namespace rxwatt::pages
