// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/energy_text.h"

#include "app/cli/text.h"
#include "core/base/si_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rxwatt::cli
{

namespace
{

std::string powerText(double watts)
{
    return fmt::format("{:.4g} W", watts);
}

std::string intervalText(const std::optional<double>& low, const std::optional<double>& high)
{
    return low && high ? fmt::format(" ({} to {})", energyText(*low), energyText(*high)) : "";
}

std::string baseText(const run::BasePower& base)
{
    return fmt::format("{} ± {} over {}, {}", powerText(base.medianW), powerText(base.madW),
                       durationText(base.durationS), qualityText(base.quality));
}

std::string phaseText(const run::PhaseEnergy& phase)
{
    std::string text = fmt::format("  {:<12}{}", nameOf(phase.phase), durationText(phase.durationS));
    if (!phase.absolutePowerW) {
        return text + ", no reading\n";
    }
    text += fmt::format(", {}", powerText(*phase.absolutePowerW));
    if (phase.relativeEnergyJ) {
        text += fmt::format(", above the base power {}: {}{}", powerText(phase.relativePowerW.value_or(0)),
                            energyText(*phase.relativeEnergyJ),
                            intervalText(phase.relativeEnergyLowJ, phase.relativeEnergyHighJ));
        text += *phase.relativeEnergyJ < 0 ? ", below the noise floor" : "";
    } else if (phase.absoluteEnergyJ) {
        text += fmt::format(", {} in all (no base power)", energyText(*phase.absoluteEnergyJ));
    }
    text += ", " + qualityText(phase.quality);
    if (phase.gaps > 0) {
        text += fmt::format(", {} of {:.3g} s without a reading", counted(phase.gaps, "gap"), phase.gapS);
    }
    return text + "\n";
}

std::string inferenceText(const run::InferenceEnergy& inference)
{
    return fmt::format("  {:<12}{}{}, {} a forward pass, {} in {}{}, {}\n", "inference", energyText(inference.joules),
                       intervalText(inference.lowJ, inference.highJ), counted(inference.batchSlots, "slot"),
                       counted(inference.inferences, "inference"), counted(inference.windows, "window"),
                       inference.settled ? "" : ", not settled", qualityText(inference.quality));
}

std::string warningLines(const std::vector<std::string>& warnings)
{
    std::string text;
    for (const std::string& warning : warnings) {
        text += "  warning: " + printable(warning) + "\n";
    }
    return text;
}

} // namespace

std::string qualityText(run::Quality quality)
{
    return run::isMeasured(quality) ? std::string(nameOf(quality)) : fmt::format("an estimate ({})", nameOf(quality));
}

std::string energyText(double joules)
{
    return base::siText(joules, "J");
}

std::string energyCell(const store::RunSummary& run)
{
    const bool ofInference = run.inferenceEnergyJ.has_value();
    const std::optional<double> joules = ofInference ? run.inferenceEnergyJ : run.trainingEnergyJ;
    if (!joules) {
        return {};
    }
    const bool measured = run.energyQuality && run::isMeasured(*run.energyQuality);
    return fmt::format("{} {}{}", energyText(*joules), ofInference ? "an inference" : "in training",
                       measured ? "" : " (estimate)");
}

std::string energyLines(const run::EnergyRecord& energy)
{
    std::string text = "energy\n";
    if (energy.baseBefore) {
        text += fmt::format("  {:<12}{}{}\n", "base power", baseText(*energy.baseBefore),
                            energy.baseFrom.empty() ? ""
                                                    : fmt::format(", of run {}, {:.0f} s old, drift {:+.3g} W/h",
                                                                  printable(energy.baseFrom), energy.baseAgeS,
                                                                  energy.baseBefore->driftWPerH));
    }
    if (energy.baseAfter) {
        text += fmt::format("  {:<12}{}\n", "afterwards", baseText(*energy.baseAfter));
    }
    for (const run::PhaseEnergy& phase : energy.phases) {
        text += phaseText(phase);
        text += warningLines(phase.warnings);
    }
    if (energy.trainingStepJ) {
        text += fmt::format("  {:<12}{}\n", "a step", energyText(*energy.trainingStepJ));
    }
    if (energy.inference) {
        text += inferenceText(*energy.inference);
        text += warningLines(energy.inference->warnings);
    }
    if (!energy.layers.empty()) {
        text += fmt::format("  {:<12}{} timed{}\n", "layers", energy.layers.size(),
                            energy.layersShareOfForward ? fmt::format(", together {:.0f} % of a forward pass",
                                                                      100 * *energy.layersShareOfForward)
                                                        : "");
    }
    return text + warningLines(energy.warnings);
}

} // namespace rxwatt::cli
