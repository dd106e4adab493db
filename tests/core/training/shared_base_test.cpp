// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/run/event.h"
#include "core/training/shared_base.h"
#include "tests/support/file_helpers.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace rxwatt::training
{

namespace
{

using std::chrono::seconds;

class SharedBaseTest : public testing::Test
{
protected:
    /// A run that took 40 W before and `afterW` after its work, `agoS` ago.
    void addRun(const std::string& id, double agoS, double afterW, const std::string& machine = "lab-7, cpu",
                const std::string& from = {})
    {
        run::EnergyRecord record;
        run::BasePower base{40, 0.5, -1, 10, 20, run::Quality::counter, sensors, {}, machine};
        base.takenAt = base::toIsoTime(now - seconds(static_cast<int>(agoS)));
        record.baseBefore = base;
        record.baseFrom = from;
        if (afterW > 0) {
            base.medianW = afterW;
            base.takenAt = base::toIsoTime(now - seconds(static_cast<int>(agoS / 2)));
            record.baseAfter = base;
        }
        const run::RunFolder run(folder / "runs" / id);
        std::filesystem::create_directories(run.path());
        run::RunEvent event;
        event.seq = 1;
        event.attempt = 1;
        event.payload = run::EnergyEvent{record};
        test::putContent(run.eventsFile(), run::toLine(event) + "\n");
    }

    [[nodiscard]] std::optional<SharedBase> found(double maxAgeS = 1800) const
    {
        return freshBase(run::RunFolder(folder / "runs" / "own"), {"lab-7, cpu", sensors, maxAgeS, 9}, now);
    }

    test::TemporaryFolder folder;
    std::vector<std::string> sensors = {"powercap/intel-rapl:0"};
    std::chrono::system_clock::time_point now = std::chrono::floor<seconds>(std::chrono::system_clock::now());
};

TEST_F(SharedBaseTest, IsTheNewestOfTheRunsBeside)
{
    EXPECT_FALSE(found()) << "there is no run at all";
    addRun("aaaaaaaaaaaa", 1000, 0);
    addRun("bbbbbbbbbbbb", 600, 41);
    addRun("own", 10, 0);
    const auto base = found();
    ASSERT_TRUE(base);
    EXPECT_EQ(base->run, "bbbbbbbbbbbb");
    EXPECT_EQ(base->base.medianW, 41) << "that after its work is newer";
    EXPECT_EQ(base->ageS, 300);
}

TEST_F(SharedBaseTest, MustBeFresh)
{
    addRun("aaaaaaaaaaaa", 1801, 0);
    EXPECT_FALSE(found());
    EXPECT_TRUE(found(1801));
    addRun("bbbbbbbbbbbb", -60, 0);
    EXPECT_FALSE(found()) << "one of the future is of another clock";
}

TEST_F(SharedBaseTest, MustBeOfTheSameMachineAndSensorsAndTakenByThatRun)
{
    addRun("aaaaaaaaaaaa", 100, 0, "lab-7, cuda:0");
    addRun("bbbbbbbbbbbb", 100, 0, "lab-8, cpu");
    addRun("cccccccccccc", 100, 0, "lab-7, cpu", "dddddddddddd");
    EXPECT_FALSE(found());
    sensors = {"powercap/intel-rapl:0", "nvml/gpu:0"};
    addRun("eeeeeeeeeeee", 100, 0);
    sensors = {"powercap/intel-rapl:0"};
    EXPECT_FALSE(found());
}

TEST_F(SharedBaseTest, MustBeFromARestThatWasLongEnough)
{
    addRun("aaaaaaaaaaaa", 100, 0);
    EXPECT_TRUE(freshBase(run::RunFolder(folder / "runs" / "own"), {"lab-7, cpu", sensors, 1800, 10}, now));
    EXPECT_FALSE(freshBase(run::RunFolder(folder / "runs" / "own"), {"lab-7, cpu", sensors, 1800, 27}, now));
}

TEST_F(SharedBaseTest, PassesOverTornRuns)
{
    addRun("aaaaaaaaaaaa", 100, 0);
    test::putContent(folder / "runs" / "note.txt", "not a run");
    std::filesystem::create_directories(folder / "runs" / "bbbbbbbbbbbb");
    test::putContent(folder / "runs" / "bbbbbbbbbbbb" / "events.jsonl", "{\"seq\": 1, \"type\"");
    ASSERT_TRUE(found());
    EXPECT_EQ(found()->run, "aaaaaaaaaaaa");
}

} // namespace

} // namespace rxwatt::training
