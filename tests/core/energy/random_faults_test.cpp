// SPDX-License-Identifier: GPL-3.0-or-later
// A minute at 100 Hz of sensors that fail in every way that sensors fail, whose true energy is known.
#include "core/energy/zone_totals.h"
#include "tests/core/energy/trace_fixture.h"

#include <array>

namespace rxwatt::test
{

namespace
{

using energy::Reading;
using energy::Sample;
using energy::Zone;

constexpr double periodS = 0.01;
constexpr int samples = 6000;
constexpr std::uint64_t range = 262'143'328'850;

/// A package, the memory beside it (whose range cannot be read), a GPU that tells power.
std::vector<Zone> faultyZones()
{
    std::vector<Zone> zones = {zoneOf("0", energy::ZoneScope::package, "package-0"),
                               zoneOf("1", energy::ZoneScope::dram, "dram"),
                               zoneOf("2", energy::ZoneScope::gpu, "gpu")};
    zones[0].range = range;
    zones[2].kind = energy::ReadingKind::power;
    zones[2].quality = energy::Quality::integrated;
    return zones;
}

/// What the machine took, what the sensors say, and what can be known from it.
class FaultyMachine
{
public:
    explicit FaultyMachine(unsigned seed) : m_random(seed) {}

    Sample next()
    {
        const bool slept = chance(0.002);
        const double step = slept ? 30 : chance(0.01) ? 0.4 : periodS; // asleep, or a sampler that was held up
        Sample sample;
        m_timeNs += static_cast<std::int64_t>(1e9 * (slept ? periodS : step));
        sample.monotonicNs = m_timeNs;
        sample.wallNs = KnownMachine::wallBegin + (m_wallNs += static_cast<std::int64_t>(1e9 * step));
        sample.slept = slept;
        const std::array<double, 3> watts = {80, 10, 150};
        bool isKnown = !slept;
        double joules = 0;
        for (std::size_t i = 0; i < watts.size(); ++i) {
            if (m_vanished[i] > 0 ? --m_vanished[i] > 0 : chance(0.001)) {
                m_vanished[i] = m_vanished[i] > 0 ? m_vanished[i] : 150; // a second and a half
            }
            m_joules[i] += watts[i] * step;
            const bool isReset = i == 1 && chance(0.002); // a counter of unknown range begins again
            m_offset[i] = isReset ? m_joules[i] : m_offset[i];
            const bool isWild = i != 2 && chance(0.003); // a reading that cannot be
            const bool fails = m_vanished[i] > 0 || chance(0.02);
            const Reading reading = fails ? Reading() : readingOf(i, watts[i], isWild);
            sample.readings.push_back(reading);
            const bool isGap = fails || isReset || !m_wasGood[i] || isWild != m_wasWild[i];
            // Between two that are as far off there is the truth again.
            m_wasWild[i] = !fails && isWild;
            m_wasGood[i] = !fails;
            isKnown = isKnown && !isGap;
            joules += watts[i] * step;
        }
        if (m_count++ > 0) {
            known = known + (isKnown ? joules : 0);
            knownS += isKnown ? step : 0;
            gaps += !isKnown && !m_inGap ? 1 : 0;
            m_inGap = !isKnown;
        }
        return sample;
    }

    double known = 0;
    double knownS = 0;
    std::int64_t gaps = 0;

private:
    bool chance(double share) { return std::uniform_real_distribution<double>(0, 1)(m_random) < share; }

    Reading readingOf(std::size_t zone, double watts, bool isWild)
    {
        if (zone == 2) {
            return {static_cast<std::uint64_t>(1e6 * watts), true};
        }
        // Wraps after 30 s in the package's counter.
        const double start = zone == 0 ? 1e-6 * static_cast<double>(range) - 2400 : 0;
        const auto counts = static_cast<std::uint64_t>(1e6 * (start + m_joules[zone] - m_offset[zone]));
        return {(isWild ? counts + 100'000'000'000 : counts) % range, true};
    }

    std::mt19937_64 m_random;
    std::int64_t m_timeNs = KnownMachine::begin;
    std::int64_t m_wallNs = 0;
    std::array<double, 3> m_joules{};
    std::array<double, 3> m_offset{};
    std::array<int, 3> m_vanished{};
    std::array<bool, 3> m_wasGood{};
    std::array<bool, 3> m_wasWild{};
    int m_count = 0;
    bool m_inGap = false;
};

class RandomFaults : public testing::TestWithParam<unsigned>
{
};

TEST_P(RandomFaults, MakeNoFalseJouleAndEveryGapCounts)
{
    const TemporaryFolder folder;
    FaultyMachine machine(GetParam());
    energy::ZoneTotals totals(faultyZones(), {periodS});
    energy::TraceHead head = headOf(faultyZones());
    head.period = {periodS};
    {
        energy::TraceWriter writer(folder.path(), std::move(head));
        for (int i = 0; i < samples; ++i) {
            const Sample sample = machine.next();
            totals.take(sample);
            writer.append(sample);
            ASSERT_TRUE(i % 20 != 0 || writer.flush());
        }
    }
    EXPECT_GT(machine.gaps, 100);
    EXPECT_EQ(totals.counted().gaps, machine.gaps);
    EXPECT_NEAR(totals.counted().covered.value, machine.knownS, 1e-6);
    EXPECT_NEAR(totals.counted().energy.value, machine.known, 1e-3);
    // And from the trace, whose chunks end where the machine slept.
    const auto trace = energy::Trace::open(folder.path());
    ASSERT_TRUE(trace);
    const energy::Recording& recording = trace->recordings().front();
    const auto whole = trace->whole(recording, 0);
    ASSERT_TRUE(whole);
    EXPECT_NEAR(whole->joules.value_or(0), machine.known, 1e-3);
    EXPECT_NEAR(whole->coveredS, machine.knownS, 1e-6);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomFaults, testing::Range(1U, 9U));

} // namespace

} // namespace rxwatt::test
