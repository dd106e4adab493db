// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/sampler.h"
#include "tests/core/energy/fake_source.h"

#include <gtest/gtest.h>

#include <chrono>

namespace rxwatt::energy
{

namespace
{

using test::FakeSource;

SensorSet oneZone(std::atomic<std::uint64_t>& counter)
{
    Zone zone = test::zoneOf("0", ZoneScope::package, "package-0");
    zone.limit = Watts{1e6}; // tests make joules in no time
    std::vector<std::unique_ptr<PowerSource>> sources;
    sources.push_back(std::make_unique<FakeSource>(std::vector{zone}, &counter));
    return SensorSet(std::move(sources));
}

void passTime(int milliseconds)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
}

TEST(Sampler, AddsUpWhatTheCounterShowsBetweenTwoReadings)
{
    std::atomic<std::uint64_t> counter{7};
    Sampler sampler(oneZone(counter), Seconds{0.01}, Seconds{60});
    const EnergyTotal begin = sampler.read();
    for (int i = 0; i < 20; ++i) {
        counter += 500'000;
        passTime(5);
    }
    const EnergyTotal end = sampler.read();
    EXPECT_NEAR((end.energy - begin.energy).value, 10, 1e-9);
    EXPECT_NEAR((end.covered - begin.covered).value, (end.time - begin.time).value, 1e-9);
    EXPECT_EQ(end.gaps, 0);
    double joules = 0;
    for (const PowerSample& sample : sampler.samples(begin.time, end.time)) {
        joules += (sample.power * (sample.end - sample.begin)).value;
    }
    EXPECT_NEAR(joules, 10, 1e-9);
}

/// Tells 50 W, and once takes its time for it.
class SlowSource final : public PowerSource
{
public:
    SlowSource()
    {
        Zone zone = test::zoneOf("0", ZoneScope::board, "meter");
        zone.kind = ReadingKind::power;
        zone.quality = Quality::integrated;
        m_zones.push_back(zone);
    }

    [[nodiscard]] std::string_view name() const override { return "slow"; }

    [[nodiscard]] Probe probe() override { return {true, "", ""}; }

    [[nodiscard]] const std::vector<Zone>& zones() const override { return m_zones; }

    void read(std::span<Reading> readings) override
    {
        constexpr int slow = 5;
        passTime(++m_reads == slow ? 1200 : 0);
        readings[0] = {50'000'000, true};
    }

private:
    std::vector<Zone> m_zones;
    int m_reads = 0;
};

TEST(Sampler, PowerIsNotHeldWhileItWasHeldUp)
{
    std::vector<std::unique_ptr<PowerSource>> sources;
    sources.push_back(std::make_unique<SlowSource>());
    Sampler sampler(SensorSet(std::move(sources)), Seconds{0.01}, Seconds{60});
    const EnergyTotal begin = sampler.read();
    passTime(1500);
    const EnergyTotal end = sampler.read();
    EXPECT_EQ(end.gaps, 1);
    EXPECT_LT((end.covered - begin.covered).value, 0.5);
    EXPECT_NEAR((end.energy - begin.energy).value, 50 * (end.covered - begin.covered).value, 1e-6);
}

TEST(Sampler, KeepsItsPeriod)
{
    std::atomic<std::uint64_t> counter{0};
    Sampler sampler(oneZone(counter), Seconds{0.01}, Seconds{60});
    const Seconds begin = Sampler::now();
    passTime(1000);
    const auto count = sampler.samples(begin, Sampler::now()).size();
    EXPECT_GT(count, 60U);
    EXPECT_LE(count, 101U);
}

TEST(Sampler, WhatCannotBeReadIsAGapAndNotZero)
{
    std::atomic<std::uint64_t> counter{0};
    Sampler sampler(oneZone(counter), Seconds{0.01}, Seconds{60});
    const EnergyTotal begin = sampler.read();
    counter = FakeSource::broken;
    passTime(100);
    const EnergyTotal broken = sampler.read();
    EXPECT_EQ(broken.gaps - begin.gaps, 1) << "one, however many readings failed";
    EXPECT_LT((broken.covered - begin.covered).value, 0.05);
    counter = 3'000'000;
    passTime(50);
    const EnergyTotal after = sampler.read();
    EXPECT_NEAR((after.energy - begin.energy).value, 0, 1e-9) << "what was in the gap is not known";
    EXPECT_GT((after.covered - broken.covered).value, 0.01) << "it goes on behind it";
}

TEST(Sampler, AMachineOfWhichNothingCountsHasNoReadings)
{
    Sampler sampler(SensorSet(), Seconds{0.01}, Seconds{60});
    passTime(50);
    const EnergyTotal total = sampler.read();
    EXPECT_EQ(total.covered.value, 0);
    EXPECT_TRUE(sampler.countedSensors().empty());
}

TEST(Sampler, EndsAtOnceHoweverLongItsPeriodIs)
{
    std::atomic<std::uint64_t> counter{0};
    const auto begin = std::chrono::steady_clock::now();
    {
        const Sampler sampler(oneZone(counter), Seconds{60}, Seconds{60});
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

} // namespace

} // namespace rxwatt::energy
