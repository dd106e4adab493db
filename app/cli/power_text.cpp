// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/power_text.h"

#include "app/cli/energy_text.h"
#include "app/cli/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rxwatt::cli
{

namespace
{

Json textOrNull(const std::string& text)
{
    return text.empty() ? Json(nullptr) : Json(text);
}

std::optional<double> watts(const energy::ZoneTotals::Total& total)
{
    const auto power = total.power();
    return power ? std::optional(power->value) : std::nullopt;
}

/// The worst of the zones that count; none where none does.
std::optional<run::Quality> qualityOf(const std::vector<energy::Zone>& zones)
{
    std::optional<run::Quality> worst;
    for (const energy::Zone& zone : zones) {
        if (zone.counted) {
            worst = run::worseOf(worst.value_or(zone.quality), zone.quality);
        }
    }
    return worst;
}

std::string powerOrDash(const std::optional<double>& power)
{
    return power ? fmt::format("{:.4g} W", *power) : "–";
}

Json toJson(const MachinePower& power, std::size_t index)
{
    const energy::Zone& zone = power.zones[index];
    const energy::ZoneTotals::Total& total = power.totals->zone(index);
    return {{"path", zone.path},
            {"name", zone.name},
            {"scope", nameOf(zone.scope)},
            {"quality", nameOf(zone.quality)},
            {"power_w", base::orNull(watts(total))},
            {"energy_j", total.power() ? Json(total.energy.value) : Json(nullptr)},
            {"counted", zone.counted},
            {"note", textOrNull(zone.note)},
            {"method", textOrNull(zone.method)},
            {"gaps", total.gaps}};
}

Json toJson(const energy::TraceEnergy& energy)
{
    return {{"duration_s", energy.durationS},
            {"covered_s", energy.coveredS},
            {"absolute_energy_j", base::orNull(energy.joules)},
            {"gaps", energy.gaps}};
}

Json baseJson(const std::optional<run::BasePower>& base)
{
    return base ? run::toJson(*base) : Json(nullptr);
}

std::string baseLine(const char* name, const std::optional<run::BasePower>& base)
{
    return base ? fmt::format("  {:<18}{:.4g} ± {:.2g} W over {}\n", name, base->medianW, base->madW,
                              durationText(base->durationS))
                : "";
}

} // namespace

Json toJson(const MachinePower& power)
{
    Json sources = Json::array();
    for (const energy::SensorSet::Source& source : power.sources) {
        Json zones = Json::array();
        for (std::size_t i = 0; i < power.zones.size(); ++i) {
            if (power.zones[i].source == source.name) {
                zones.push_back(toJson(power, i));
            }
        }
        sources.push_back({{"name", source.name},
                           {"available", source.probe.available},
                           {"reason", textOrNull(source.probe.reason)},
                           {"fix", textOrNull(source.probe.fix)},
                           {"zones", std::move(zones)}});
    }
    const auto quality = qualityOf(power.zones);
    return {{"seconds", power.totals ? power.totals->duration().value : 0},
            {"host_power_w", quality ? base::orNull(watts(power.totals->counted())) : Json(nullptr)},
            {"quality", quality ? Json(nameOf(*quality)) : Json(nullptr)},
            {"sources", std::move(sources)},
            {"warnings", power.warnings}};
}

std::string textOf(const MachinePower& power)
{
    std::string text;
    if (power.totals) {
        std::vector<std::vector<std::string>> rows;
        for (std::size_t i = 0; i < power.zones.size(); ++i) {
            const energy::Zone& zone = power.zones[i];
            const auto& total = power.totals->zone(i);
            rows.push_back({printable(zone.key()), printable(zone.name), powerOrDash(watts(total)),
                            total.power() ? energyText(total.energy.value) : "–", std::to_string(total.gaps),
                            qualityText(zone.quality), zone.counted ? "yes" : printable("no: " + zone.note)});
        }
        text += renderTable({{"Sensor"},
                             {"Name"},
                             {"Power", Align::right},
                             {"Energy", Align::right},
                             {"Gaps", Align::right},
                             {"Quality"},
                             {"Counted"}},
                            rows);
    }
    const auto quality = qualityOf(power.zones);
    const auto total = quality ? watts(power.totals->counted()) : std::nullopt;
    text += total ? fmt::format("this machine: {} over {}, {}\n", powerOrDash(total),
                                durationText(power.totals->duration().value), qualityText(*quality))
                  : "this machine: nothing that counts could be read; `rxwatt doctor` says why\n";
    for (const std::string& warning : power.warnings) {
        text += fmt::format("! {}\n", printable(warning));
    }
    return text;
}

Json toJson(const energy::TracedRecording& recording)
{
    Json phases = Json::array();
    for (const energy::TracedPhase& phase : recording.phases) {
        Json json = toJson(phase.energy);
        json["phase"] = phase.phase;
        json["relative_energy_j"] = base::orNull(phase.relativeJ);
        phases.push_back(std::move(json));
    }
    return {{"recording", recording.recording},
            {"origin", textOrNull(recording.origin)},
            {"began_at", recording.beganAt},
            {"duration_s", recording.durationS},
            {"samples", recording.samples},
            {"quality", nameOf(recording.quality)},
            {"sensors", recording.sensors},
            {"base_before", baseJson(recording.baseBefore)},
            {"base_after", baseJson(recording.baseAfter)},
            {"whole", toJson(recording.whole)},
            {"phases", std::move(phases)}};
}

std::string textOf(const energy::TracedRecording& recording)
{
    std::string text =
        fmt::format("recording {}{}: {} from {}, {}, {}\n", recording.recording,
                    recording.origin.empty() ? "" : " (" + printable(recording.origin) + ")",
                    durationText(recording.durationS), recording.beganAt,
                    counted(static_cast<long long>(recording.samples), "sample"), qualityText(recording.quality));
    text += fmt::format("  {:<18}{}\n", "sensors", printable(fmt::format("{}", fmt::join(recording.sensors, ", "))));
    text += baseLine("base power before", recording.baseBefore) + baseLine("base power after", recording.baseAfter);
    const auto line = [&](const std::string& name, const energy::TraceEnergy& energy,
                          const std::optional<double>& relative) {
        text += fmt::format("  {:<18}{}, {}", printable(name), durationText(energy.durationS),
                            energy.joules ? energyText(*energy.joules) : "no reading");
        text += relative ? fmt::format(", above the base power {}", energyText(*relative)) : "";
        text += energy.gaps > 0
                    ? fmt::format(", {} of {:.3g} s", counted(energy.gaps, "gap"), energy.durationS - energy.coveredS)
                    : "";
        text += "\n";
    };
    for (const energy::TracedPhase& phase : recording.phases) {
        line(phase.phase, phase.energy, phase.relativeJ);
    }
    line("in all", recording.whole, std::nullopt);
    return text;
}

} // namespace rxwatt::cli
