// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sample_trace.h"

#include "core/energy/trace_writer.h"

#include <cmath>
#include <functional>
#include <random>
#include <stdexcept>
#include <string>

namespace rxwatt::test
{

namespace
{

using energy::Reading;
using energy::Zone;
using energy::ZoneScope;

constexpr double periodS = 0.1;
constexpr std::int64_t beginNs = 1'772'000'000'000'000'000;
constexpr double packageLimitW = 95;
constexpr double dramLimitW = 20;

/// In the place of all that is measured.
std::vector<Zone> estimatedZones()
{
    Zone zone;
    zone.source = "estimate";
    zone.path = "cpu";
    zone.name = "processor";
    zone.scope = ZoneScope::cpuEstimate;
    zone.quality = energy::Quality::estimated;
    zone.method = "half of the TDP 65 W (sample)";
    return {zone};
}

Zone zoneOf(const char* path, const char* name, ZoneScope scope)
{
    Zone zone;
    zone.source = "powercap";
    zone.path = path;
    zone.name = name;
    zone.scope = scope;
    zone.range = 262'143'328'850;
    return zone;
}

class Machine
{
public:
    Machine(const std::filesystem::path& folder, const SampleTrace& what)
        : m_what(what), m_random(what.seed), m_writer(folder, head(what))
    {
        sample(what.baseW);
    }

    void run()
    {
        rest("base power before");
        stretch("setup", 3, [this](double) { return m_what.baseW + 11; });
        for (double left = m_what.trainingS; left > 0; left -= m_what.validateEveryS) {
            train(std::min(left, m_what.validateEveryS));
            if (m_what.isAtWork && left <= m_what.validateEveryS) {
                break;
            }
            stretch("validation", 4, [this](double) { return m_what.trainingW - 9; });
        }
        if (!m_what.isAtWork) {
            stretch("evaluation", 12, [this](double at) { return m_what.trainingW - 14 + 4 * std::sin(at); });
            stretch("inference", 8, [this](double) { return m_what.trainingW - 6; });
            rest("base power after");
        }
        const Status written = m_what.isAtWork ? m_writer.flush() : m_writer.finish();
        if (!written) {
            throw std::runtime_error(written.error().message);
        }
    }

private:
    static energy::TraceHead head(const SampleTrace& what)
    {
        energy::TraceHead head;
        head.period = {periodS};
        if (what.isEstimated) {
            head.zones = estimatedZones();
            return head;
        }
        head.zones = {zoneOf("intel-rapl:0", "package-0", ZoneScope::package),
                      zoneOf("intel-rapl:0:0", "core", ZoneScope::core),
                      zoneOf("intel-rapl:0:1", "dram", ZoneScope::dram)};
        head.zones[0].limit = energy::Watts{packageLimitW};
        head.zones[1].counted = false;
        head.zones[1].note = "part of a package";
        head.zones[2].limit = energy::Watts{dramLimitW};
        return head;
    }

    void sample(double watts)
    {
        constexpr double dramShare = 0.12;
        const double noisy = watts + std::normal_distribution<double>(0, 0.02 * watts)(m_random);
        m_joules += periodS * noisy;
        m_time += periodS;
        energy::Sample sample;
        const auto ns = static_cast<std::int64_t>(1e9 * (m_what.laterS + m_time));
        sample.monotonicNs = ns + 1'000'000'000'000;
        sample.wallNs = ns + beginNs;
        const bool isGap = m_training > 0.4 * m_what.trainingS && m_training < 0.4 * m_what.trainingS + m_what.gapS;
        const auto micro = [this](double share) { return static_cast<std::uint64_t>(1e6 * share * m_joules); };
        sample.readings = m_what.isEstimated
                              ? std::vector<Reading>{{micro(1), true}}
                              : std::vector<Reading>{{micro(1 - dramShare), true},
                                                     {micro(0.7), true},
                                                     isGap ? Reading() : Reading{micro(dramShare), true}};
        m_writer.append(sample);
        m_last = sample.monotonicNs;
    }

    void stretch(const char* what, double seconds, const std::function<double(double)>& watts)
    {
        m_writer.mark({m_last, true, what});
        const double end = m_time + seconds;
        while (m_time < end - periodS / 2) {
            sample(watts(m_time));
        }
        if (!(m_what.isAtWork && std::string(what) == "training" && m_training >= m_what.trainingS - periodS)) {
            m_writer.mark({m_last, false, what});
        }
    }

    void rest(const char* what)
    {
        stretch(what, 10, [this](double) { return m_what.baseW; });
    }

    /// A checkpoint every ten seconds stops the work for a moment.
    void train(double seconds)
    {
        stretch("training", seconds, [this](double) {
            m_training += periodS;
            return std::fmod(m_training, 10) < 0.4 ? m_what.trainingW - 20 : m_what.trainingW;
        });
    }

    SampleTrace m_what;
    std::mt19937 m_random;
    energy::TraceWriter m_writer;
    double m_time = 0;
    double m_training = 0;
    double m_joules = 0;
    std::int64_t m_last = 0;
};

} // namespace

void writeSampleTrace(const std::filesystem::path& powerFolder, const SampleTrace& what)
{
    Machine(powerFolder, what).run();
}

} // namespace rxwatt::test
