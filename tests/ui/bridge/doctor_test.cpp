// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/doctor.h"

#include <gtest/gtest.h>

namespace rxwatt::bridge
{

namespace
{

Json sensor(const char* source, bool available, const Json& fix)
{
    return {{"source", source}, {"sentence", "it is so"}, {"available", available}, {"fix", fix}};
}

TEST(DoctorReport, TellsTheSensorsAndWhatMendsThem)
{
    const Json json = {{"ok", false},
                       {"checks", Json::array()},
                       {"sensors", {sensor("powercap", false, "sudo chmod"), sensor("hwmon", true, nullptr)}},
                       {"worker", nullptr}};
    const Result<DoctorReport> report = doctorReportFromJson(json);
    ASSERT_TRUE(report) << report.error().message;
    ASSERT_EQ(report->sensors.size(), 2U);
    EXPECT_EQ(report->sensors[0].source, QStringLiteral("powercap"));
    EXPECT_EQ(report->sensors[0].fix, QStringLiteral("sudo chmod"));
    EXPECT_FALSE(report->sensors[0].available);
    EXPECT_TRUE(report->sensors[1].available);
    EXPECT_TRUE(report->sensors[1].fix.isEmpty());
}

TEST(DoctorReport, WhoseSensorsAreOfAnotherShapeIsRefused)
{
    for (const Json& wrong : {Json(3), Json{{"source", "nvml"}}, sensor("nvml", true, 5)}) {
        const Json json = {{"ok", true}, {"checks", Json::array()}, {"sensors", Json::array({wrong})}};
        EXPECT_FALSE(doctorReportFromJson(json)) << base::toText(wrong);
    }
}

} // namespace

} // namespace rxwatt::bridge
