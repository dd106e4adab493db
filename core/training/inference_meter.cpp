// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/inference_meter.h"

#include "core/analysis/student_t.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace rxwatt::training
{

namespace
{

constexpr double wantedWidth = 0.05;
constexpr std::size_t fewestWindows = 5;

/// What the windows have given so far.
class Windows
{
public:
    explicit Windows(const InferencePlan& plan) : m_plan(plan) {}

    void add(const WindowEnergy& energy, double seconds, std::int64_t inferences)
    {
        if (!energy.joules) {
            ++m_unread;
            return;
        }
        m_quality = run::worseOf(m_quality, energy.quality);
        if (energy.gapS > 0) {
            ++m_gaps;
            return;
        }
        const auto count = static_cast<double>(inferences);
        const double relative = *energy.joules - m_plan.base.medianW * seconds;
        m_joules.push_back(relative / count);
        m_relativeJ += relative;
        m_inferences += inferences;
        m_seconds += seconds;
    }

    [[nodiscard]] bool isMeasured() const { return run::isMeasured(m_quality); }

    /// Whether another window may tell more.
    [[nodiscard]] bool goesOn() const
    {
        const bool isReadable = !m_joules.empty() || m_gaps > 0;
        return isReadable && isMeasured() && !isSettled();
    }

    [[nodiscard]] double mean() const { return m_relativeJ / static_cast<double>(m_inferences); }

    /// Half of the 95 % interval; none where there are too few windows for one.
    [[nodiscard]] std::optional<double> halfWidth() const
    {
        if (m_joules.size() < fewestWindows) {
            return std::nullopt;
        }
        const double middle = mean();
        double squares = 0;
        for (const double joules : m_joules) {
            squares += (joules - middle) * (joules - middle);
        }
        const auto count = static_cast<double>(m_joules.size());
        const double ofWindows =
            analysis::studentTQuantile(0.975, count - 1) * std::sqrt(squares / (count - 1) / count);
        const double ofBase = 1.96 * standardErrorOf(m_plan.base) * secondsPerInference();
        return std::hypot(ofWindows, ofBase);
    }

    [[nodiscard]] bool isSettled() const
    {
        const std::optional<double> half = halfWidth();
        return half && 2 * *half < wantedWidth * std::abs(mean());
    }

    [[nodiscard]] std::optional<run::InferenceEnergy> result() const
    {
        if (m_joules.empty()) {
            return std::nullopt;
        }
        run::InferenceEnergy energy;
        energy.joules = mean();
        energy.quality = m_quality;
        energy.batchSlots = m_plan.batchSlots;
        energy.inferences = m_inferences;
        energy.windows = static_cast<int>(m_joules.size());
        energy.secondsPerInference = secondsPerInference();
        if (const std::optional<double> half = halfWidth(); half && isMeasured()) {
            energy.lowJ = energy.joules - *half;
            energy.highJ = energy.joules + *half;
        }
        energy.settled = isMeasured() && isSettled();
        energy.warnings = warnings(energy);
        return energy;
    }

private:
    [[nodiscard]] double secondsPerInference() const { return m_seconds / static_cast<double>(m_inferences); }

    [[nodiscard]] std::vector<std::string> warnings(const run::InferenceEnergy& energy) const
    {
        std::vector<std::string> texts;
        if (!isMeasured()) {
            texts.emplace_back("an estimate: no sensor of this machine could be read, so there is no interval");
        } else if (!energy.lowJ) {
            texts.push_back(fmt::format("{} of {} windows that an interval takes fit in {:.3g} s; raise "
                                        "power.inference_max_s",
                                        m_joules.size(), fewestWindows, m_plan.maxS));
        } else if (!energy.settled) {
            texts.push_back(fmt::format("not settled after {:.3g} s: the 95 % interval is {:.2g} % of the value, under "
                                        "5 % is wanted; raise power.inference_max_s or power.baseline_s, or end what "
                                        "else the machine does",
                                        m_plan.maxS, 100 * (*energy.highJ - *energy.lowJ) / std::abs(energy.joules)));
        }
        if (energy.joules < 0) {
            texts.emplace_back("below the noise floor: the machine took less than its base power");
        }
        if (m_gaps + m_unread > 0) {
            texts.push_back(fmt::format("{} windows had gaps and do not count", m_gaps + m_unread));
        }
        return texts;
    }

    const InferencePlan& m_plan;
    std::vector<double> m_joules; ///< an inference, by window
    double m_relativeJ = 0;
    std::int64_t m_inferences = 0;
    double m_seconds = 0;
    run::Quality m_quality = run::Quality::counter;
    int m_gaps = 0;
    int m_unread = 0;
};

} // namespace

double standardErrorOf(const run::BasePower& base)
{
    // 1.4826 · MAD estimates σ; the median of n has √(π/2) · σ / √n.
    constexpr double sigmaOfMad = 1.4826;
    constexpr double ofMedian = 1.2533;
    return sigmaOfMad * ofMedian * base.madW / std::sqrt(static_cast<double>(std::max<std::int64_t>(base.samples, 1)));
}

std::optional<run::InferenceEnergy> measureInference(const InferencePlan& plan, PowerMeter& meter,
                                                     const std::function<void()>& infer, const std::atomic<bool>& stop)
{
    Windows windows(plan);
    infer(); // the first one finds its algorithms and memory
    const double begin = meter.read();
    double at = begin;
    do {
        const double windowBegin = at;
        std::int64_t inferences = 0;
        do {
            infer();
            inferences += plan.batchSlots;
            if (stop) {
                return std::nullopt;
            }
        } while (meter.now() < windowBegin + plan.windowS);
        at = meter.read();
        windows.add(meter.between(windowBegin, at), at - windowBegin, inferences);
    } while (windows.goesOn() && at - begin + plan.windowS <= plan.maxS);
    return windows.result();
}

} // namespace rxwatt::training
