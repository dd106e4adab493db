// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/perf_source.h"
#include "tests/support/file_helpers.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace rxwatt::energy
{

namespace
{

using testing::HasSubstr;

class PerfSourceTest : public testing::Test
{
protected:
    void SetUp() override
    {
        std::filesystem::create_directories(device / "events");
        test::putContent(device / "type", "21\n");
        test::putContent(device / "cpumask", "0,18\n");
        addEvent("energy-pkg", "event=0x02\n");
        addEvent("energy-ram", "event=0x03\n");
    }

    void addEvent(const std::string& name, const std::string& config) const
    {
        test::putContent(device / "events" / name, config);
        test::putContent(device / "events" / (name + ".scale"), "2.3283064365386962890625e-10\n");
    }

    /// A counter that holds one number, and then no more.
    static int pipeWith(std::uint64_t number)
    {
        int ends[2] = {-1, -1};
        EXPECT_EQ(::pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
        EXPECT_EQ(::write(ends[1], &number, sizeof(number)), ssize_t{sizeof(number)});
        ::close(ends[1]);
        return ends[0];
    }

    test::TemporaryFolder folder;
    std::filesystem::path device = folder.path() / "bus/event_source/devices/power";
};

TEST_F(PerfSourceTest, OpensEachEventOnEachPackage)
{
    PerfSource source(folder.path(), [](std::uint32_t type, std::uint64_t config, int processor) {
        EXPECT_EQ(type, 21U);
        return pipeWith(config * 1000 + static_cast<std::uint64_t>(processor));
    });
    ASSERT_TRUE(source.probe().available);
    ASSERT_EQ(source.zones().size(), 4U);
    EXPECT_EQ(source.zones()[1].key(), "perf/energy-pkg:18");
    EXPECT_EQ(source.zones()[1].scope, ZoneScope::package);
    EXPECT_EQ(source.zones()[2].scope, ZoneScope::dram);
    EXPECT_EQ(source.zones()[0].unit, 0x1p-32);
    std::vector<Reading> readings(4);
    source.read(readings);
    EXPECT_EQ(readings[1], (Reading{2018, true}));
    EXPECT_EQ(readings[2], (Reading{3000, true}));
    source.read(readings);
    EXPECT_FALSE(readings[1].valid) << "no number is no reading";
}

TEST_F(PerfSourceTest, SaysHowToGetThePermission)
{
    PerfSource source(folder.path(), [](std::uint32_t, std::uint64_t, int) { return -EACCES; });
    const Probe probe = source.probe();
    EXPECT_FALSE(probe.available);
    EXPECT_EQ(probe.fix, "sudo sysctl kernel.perf_event_paranoid=0");
}

TEST_F(PerfSourceTest, SaysThatTheKernelHasNone)
{
    const auto never = [](std::uint32_t, std::uint64_t, int) {
        ADD_FAILURE() << "nothing to open";
        return -EINVAL;
    };
    for (const std::string& mask : {std::string(), std::string("0-"), std::string("0-99999999"), std::string("a,b")}) {
        test::putContent(device / "cpumask", mask + "\n");
        PerfSource source(folder.path(), never);
        EXPECT_THAT(source.probe().reason, HasSubstr("no energy events")) << mask;
    }
}

TEST_F(PerfSourceTest, AnEventOfWhichTheScaleIsNotKnownIsLeftOut)
{
    test::putContent(device / "events/energy-ram.scale", "nan\n");
    PerfSource source(folder.path(), [](std::uint32_t, std::uint64_t, int) { return pipeWith(1); });
    ASSERT_TRUE(source.probe().available);
    EXPECT_EQ(source.zones().size(), 2U);
}

} // namespace

} // namespace rxwatt::energy
