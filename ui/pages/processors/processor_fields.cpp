// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/processors/processor_fields.h"

#include "core/energy/processor_range.h"
#include "ui/models/number_text.h"
#include "ui/pages/processors/processor_words.h"

#include <algorithm>
#include <array>
#include <QStringList>

namespace rxwatt::pages
{

namespace
{

using Kind = ProcessorField::Kind;
using Group = ProcessorField::Group;

constexpr double mebi = 1 << 20;
constexpr const char* tera = QT_TRANSLATE_NOOP("Processors", "T operations/s");
constexpr const char* perClock = QT_TRANSLATE_NOOP("Processors", "a clock and core");

constexpr std::array<ProcessorField, 21> fields = {
    {{"name", QT_TRANSLATE_NOOP("Processors", "Name"), Kind::text, Group::name},
     {"vendor", QT_TRANSLATE_NOOP("Processors", "Vendor"), Kind::text, Group::name},
     {"kind", QT_TRANSLATE_NOOP("Processors", "Kind"), Kind::text, Group::name},
     {"tdp_w", QT_TRANSLATE_NOOP("Processors", "TDP"), Kind::number, Group::power, "W"},
     {"static_power_w", QT_TRANSLATE_NOOP("Processors", "Power at rest"), Kind::number, Group::power, "W"},
     {"base_clock_hz", QT_TRANSLATE_NOOP("Processors", "Base clock"), Kind::number, Group::power, "GHz", 1e9},
     {"boost_clock_hz", QT_TRANSLATE_NOOP("Processors", "Boost clock"), Kind::number, Group::power, "GHz", 1e9},
     {"node_nm", QT_TRANSLATE_NOOP("Processors", "Technology"), Kind::number, Group::power, "nm"},
     {"process_node", QT_TRANSLATE_NOOP("Processors", "Process"), Kind::text, Group::power},
     {"peak_flops_fp32", QT_TRANSLATE_NOOP("Processors", "Peak, fp32"), Kind::number, Group::arithmetic, tera, 1e12},
     {"peak_flops_fp16", QT_TRANSLATE_NOOP("Processors", "Peak, fp16"), Kind::number, Group::arithmetic, tera, 1e12},
     {"peak_ops_int8", QT_TRANSLATE_NOOP("Processors", "Peak, int8"), Kind::number, Group::arithmetic, tera, 1e12},
     {"cores", QT_TRANSLATE_NOOP("Processors", "Cores"), Kind::number, Group::arithmetic},
     {"flops_per_clock_per_core", QT_TRANSLATE_NOOP("Processors", "fp32 operations"), Kind::number, Group::arithmetic,
      perClock},
     {"fp16_flops_per_clock_per_core", QT_TRANSLATE_NOOP("Processors", "fp16 operations"), Kind::number,
      Group::arithmetic, perClock},
     {"int8_ops_per_clock_per_core", QT_TRANSLATE_NOOP("Processors", "int8 operations"), Kind::number,
      Group::arithmetic, perClock},
     {"mem_bw_bytes_s", QT_TRANSLATE_NOOP("Processors", "Bandwidth"), Kind::number, Group::memory, "GB/s", 1e9},
     {"mem_type", QT_TRANSLATE_NOOP("Processors", "Type"), Kind::text, Group::memory},
     {"on_chip_sram_bytes", QT_TRANSLATE_NOOP("Processors", "On chip"), Kind::number, Group::memory, "MiB", mebi},
     {"source", QT_TRANSLATE_NOOP("Processors", "Source"), Kind::lines, Group::about},
     {"unverified", QT_TRANSLATE_NOOP("Processors", "Unverified"), Kind::lines, Group::about}}};

/// Behind the others, as what is read last.
constexpr ProcessorField note = {"note", QT_TRANSLATE_NOOP("Processors", "Note"), Kind::lines, Group::about};

const std::array<ProcessorField, fields.size() + 1>& allFields()
{
    static const auto all = [] {
        std::array<ProcessorField, fields.size() + 1> made{};
        std::copy(fields.begin(), fields.end(), made.begin());
        made.back() = note;
        return made;
    }();
    return all;
}

QString fieldText(const Json& value, const ProcessorField& field)
{
    if (value.is_number()) {
        return models::numberText(value.get<double>() / field.scale);
    }
    if (value.is_string()) {
        return QString::fromStdString(value.get<std::string>());
    }
    QStringList lines;
    for (const Json& line : value) {
        lines << QString::fromStdString(line.get<std::string>());
    }
    return lines.join(u'\n');
}

} // namespace

std::span<const ProcessorField> processorFields()
{
    return allFields();
}

const ProcessorField* processorField(std::string_view key)
{
    const auto& all = allFields();
    const auto* const found =
        std::find_if(all.begin(), all.end(), [&](const ProcessorField& field) { return key == field.key; });
    return found == all.end() ? nullptr : found;
}

QString labelOf(const ProcessorField& field)
{
    return ProcessorWords::tr(field.label);
}

QString titleOf(Group group)
{
    switch (group) {
    case Group::name:
        return {};
    case Group::power:
        return ProcessorWords::tr("Power, clock and technology");
    case Group::arithmetic:
        return ProcessorWords::tr("Arithmetic");
    case Group::memory:
        return ProcessorWords::tr("Memory");
    case Group::about:
        return ProcessorWords::tr("Sources");
    }
    return {};
}

QString rangeText(const ProcessorField& field)
{
    const energy::ProcessorRange* range = energy::processorRangeOf(field.key);
    if (range == nullptr) {
        return {};
    }
    const QString text =
        ProcessorWords::tr("%1 to %2")
            .arg(models::numberText(range->low / field.scale), models::numberText(range->high / field.scale));
    return *field.unit == 0 ? text : text + u' ' + ProcessorWords::tr(field.unit);
}

ProcessorTexts textsOf(const energy::Processor& processor)
{
    const Json json = energy::toJson(processor);
    ProcessorTexts texts;
    for (const ProcessorField& field : allFields()) {
        if (const auto found = json.find(field.key); found != json.end()) {
            texts[field.key] = fieldText(*found, field);
        }
        if (const auto basis = processor.basis.find(field.key); basis != processor.basis.end()) {
            texts[basisKey(field)] = QString::fromStdString(basis->second);
        }
    }
    return texts;
}

QString textIn(const ProcessorTexts& texts, const std::string& key)
{
    const auto found = texts.find(key);
    return found == texts.end() ? QString() : found->second;
}

std::string basisKey(const ProcessorField& field)
{
    return std::string("basis.") + field.key;
}

bool isUnverified(const energy::Processor& processor, const ProcessorField& field)
{
    return std::any_of(processor.unverified.begin(), processor.unverified.end(), [&](const std::string& text) {
        const std::string_view key = field.key;
        // "tdp_w (not published)", and not another key that begins so.
        const bool isKey = text.starts_with(key) && (text.size() == key.size() || text[key.size()] == ' ');
        return isKey || text == "all fields";
    });
}

} // namespace rxwatt::pages
