// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/energy_session.h"

#include "core/training/inference_meter.h"
#include "core/training/phase_sum.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace rxwatt::training
{

namespace
{

constexpr double manyMads = 3;

/// By how much a reading may be older than it seems: RAPL's counters move every millisecond, a GPU's ten times a
/// second, other sensors average over about one; none of them tells when. It counts in short stretches.
double edgeOf(const std::vector<std::string>& sensors)
{
    constexpr double raplS = 0.001;
    constexpr double gpuS = 0.1;
    constexpr double otherS = 1;
    double worst = raplS;
    for (const std::string& key : sensors) {
        const bool isRapl = key.starts_with("powercap/") || key.starts_with("perf/");
        worst = std::max(worst, isRapl ? raplS : key.starts_with("nvml/") ? gpuS : otherS);
    }
    return worst;
}

} // namespace

void EnergySession::Totals::add(const WindowEnergy& energy, double seconds)
{
    durationS += seconds;
    sensors = unionOf(sensors, energy.sensors);
    if (!energy.joules) {
        ++gaps;
        return;
    }
    gaps += energy.gaps;
    ++stretches;
    method = energy.method;
    readS += std::max(0.0, seconds - energy.gapS);
    joules += *energy.joules;
    quality = quality ? run::worseOf(*quality, energy.quality) : energy.quality;
}

EnergySession::EnergySession(run::PowerConfig config, PowerMeter& meter, run::EnergyRecord earlier, std::string machine)
    : m_config(config),
      m_meter(meter),
      m_earlier(std::move(earlier)),
      m_machine(std::move(machine)),
      m_warnings(m_earlier.warnings)
{
    for (const std::string& text : m_meter.warnings()) {
        addOnce(m_warnings, text);
    }
}

void EnergySession::useBase(SharedBase shared)
{
    m_base = std::move(shared.base);
    m_baseFrom = std::move(shared.run);
    m_baseAgeS = shared.ageS;
    const double moved = m_base->driftWPerH * m_baseAgeS / 3600;
    if (std::abs(moved) > manyMads * m_base->madW) {
        warn(fmt::format("the base power is run {}'s and {:.0f} s old: with its drift of {:+.3g} W/h it may be off by "
                         "{:+.3g} W, more than three MADs ({:.3g} W)",
                         m_baseFrom, m_baseAgeS, m_base->driftWPerH, moved, manyMads * m_base->madW));
    }
}

void EnergySession::takeBaseBefore(const std::atomic<bool>& stop)
{
    if (m_baseFrom.empty()) {
        m_base = rest(stop, "before");
    }
}

void EnergySession::takeBaseAfter(const std::atomic<bool>& stop)
{
    if (!m_base || !m_baseFrom.empty()) {
        return;
    }
    m_baseAfter = rest(stop, "after");
    if (!m_baseAfter) {
        return;
    }
    if (m_baseAfter->sensors != m_base->sensors) {
        warn("the sensors of the base power after the run are not those before it: they do not compare");
        return;
    }
    const double difference = m_baseAfter->medianW - m_base->medianW;
    if (std::abs(difference) > manyMads * m_base->madW) {
        warn(fmt::format(
            "the base power after the run differs by {:+.3g} W from the {:.4g} W before it, more than three "
            "MADs ({:.3g} W): relative energies may be off by as much over their duration",
            difference, m_base->medianW, manyMads * m_base->madW));
    }
}

std::optional<run::BasePower> EnergySession::rest(const std::atomic<bool>& stop, const char* when)
{
    if (m_config.baselineS <= 0) {
        return std::nullopt;
    }
    if (std::string why = m_meter.whyNot(); !why.empty()) {
        warn("no base power: " + std::move(why));
        return std::nullopt;
    }
    const MachineLoad load;
    const std::string what = fmt::format("base power {}", when);
    const double begin = m_meter.read();
    m_meter.mark(begin, true, what);
    while (m_meter.now() < begin + m_config.baselineS) {
        if (stop) {
            m_meter.mark(m_meter.read(), false, what);
            return std::nullopt;
        }
        m_meter.wait(std::min(0.05, begin + m_config.baselineS - m_meter.now()));
    }
    const double end = m_meter.read();
    m_meter.mark(end, false, what);
    const auto cores = load.coresOfOthers();
    const bool isDisturbed = cores && *cores > MachineLoad::quietCores;
    if (isDisturbed) {
        warn(fmt::format("other programs kept {:.2g} cores busy while the base power {} the run was taken", *cores,
                         when));
    }
    std::optional<run::BasePower> base = m_meter.basePower(begin, end);
    if (base) {
        // Without a machine no other run takes it.
        base->machine = isDisturbed ? std::string() : m_machine;
    } else {
        warn(fmt::format("no base power {} the run: no sensor gave enough readings in {:.3g} s", when,
                         m_config.baselineS));
    }
    return base;
}

void EnergySession::begin(run::Phase phase)
{
    const double now = m_meter.read();
    closeStretch(now);
    endMark(now);
    m_phase = phase;
    m_phaseBegin = now;
    m_meter.mark(now, true, nameOf(phase));
}

void EnergySession::end()
{
    const double now = m_meter.read();
    closeStretch(now);
    endMark(now);
    m_phase.reset();
}

void EnergySession::closeStretch(double now)
{
    if (m_phase) {
        m_phases[*m_phase].add(m_meter.between(m_phaseBegin, now), now - m_phaseBegin);
    }
}

void EnergySession::endMark(double now)
{
    if (m_phase) {
        m_meter.mark(now, false, nameOf(*m_phase));
    }
}

void EnergySession::setInference(std::optional<run::InferenceEnergy> inference)
{
    m_inference = std::move(inference);
}

void EnergySession::setLayers(std::vector<run::LayerMeasurement> layers, double shareOfForward)
{
    m_layers = std::move(layers);
    m_layersShareOfForward = shareOfForward;
}

void EnergySession::warn(std::string text)
{
    addOnce(m_warnings, text);
}

run::PhaseEnergy EnergySession::phaseEnergy(run::Phase phase, const Totals& totals) const
{
    run::PhaseEnergy energy;
    energy.phase = phase;
    energy.durationS = totals.durationS;
    energy.gaps = totals.gaps;
    energy.gapS = totals.durationS - totals.readS;
    energy.sensors = totals.sensors;
    if (!totals.quality || totals.readS <= 0) {
        return energy;
    }
    energy.quality = *totals.quality;
    if (!run::isMeasured(energy.quality)) {
        energy.warnings.push_back("an estimate: " + totals.method);
    }
    energy.absoluteEnergyJ = totals.joules;
    energy.absolutePowerW = totals.joules / totals.readS;
    if (!m_base) {
        return energy;
    }
    if (m_base->sensors != totals.sensors) {
        energy.warnings.emplace_back("other sensors than the base power's: no relative energy");
        return energy;
    }
    // Counter difference − base · duration, over the time that was read.
    energy.basePowerW = m_base->medianW;
    energy.relativeEnergyJ = totals.joules - m_base->medianW * totals.readS;
    energy.relativePowerW = *energy.relativeEnergyJ / totals.readS;
    energy.quality = run::worseOf(energy.quality, m_base->quality);
    if (run::isMeasured(energy.quality)) {
        const double ofBase = standardErrorOf(*m_base) * totals.readS;
        const double ofEdges = std::max(*energy.absolutePowerW, m_base->medianW) * edgeOf(totals.sensors) *
                               std::sqrt(static_cast<double>(2 * totals.stretches));
        const double half = 1.96 * std::hypot(ofBase, ofEdges);
        energy.relativeEnergyLowJ = *energy.relativeEnergyJ - half;
        energy.relativeEnergyHighJ = *energy.relativeEnergyJ + half;
    }
    return energy;
}

run::EnergyRecord EnergySession::record(std::int64_t stepsDone)
{
    if (m_phase) {
        const double now = m_meter.read();
        closeStretch(now);
        m_phaseBegin = now;
    }
    run::EnergyRecord record;
    record.baseBefore = m_base ? m_base : m_earlier.baseBefore;
    record.baseAfter = m_baseAfter;
    record.baseFrom = m_base ? m_baseFrom : m_earlier.baseFrom;
    record.baseAgeS = m_base ? m_baseAgeS : m_earlier.baseAgeS;
    const bool oneBase = m_base && m_earlier.baseBefore == m_base;
    for (const run::Phase phase : run::allPhases) {
        const run::PhaseEnergy* earlier = m_earlier.find(phase);
        const auto now = m_phases.find(phase);
        if (earlier != nullptr && now != m_phases.end()) {
            record.phases.push_back(sumOf(*earlier, phaseEnergy(phase, now->second), oneBase));
        } else if (now != m_phases.end()) {
            record.phases.push_back(phaseEnergy(phase, now->second));
        } else if (earlier != nullptr) {
            record.phases.push_back(*earlier);
        }
    }
    const run::PhaseEnergy* training = record.find(run::Phase::training);
    if (training != nullptr && training->relativeEnergyJ && stepsDone > 0) {
        const double fresh =
            training->absoluteEnergyJ.value_or(0) > 0 ? 1 - training->repeatedEnergyJ / *training->absoluteEnergyJ : 1;
        record.trainingStepJ = *training->relativeEnergyJ * fresh / static_cast<double>(stepsDone);
    }
    record.inference = m_inference ? m_inference : m_earlier.inference;
    record.layers = m_layers.empty() ? m_earlier.layers : m_layers;
    record.layersShareOfForward = m_layersShareOfForward ? m_layersShareOfForward : m_earlier.layersShareOfForward;
    for (const std::string& text : m_meter.warnings()) {
        warn(text);
    }
    record.warnings = m_warnings;
    return record;
}

} // namespace rxwatt::training
