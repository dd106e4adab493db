// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/catalogue.h"
#include "core/energy/metrics.h"
#include "core/energy/processor_range.h"
#include "tests/support/file_helpers.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace rxwatt::energy
{

namespace
{

using testing::HasSubstr;

/// Energies of 30 GFLOP by metric (0) in joules, as worked out beside the catalogue's numbers; 0: no number.
struct Row {
    const char* id;
    double fp32;
    double fp16;
    double int8;
};

constexpr std::array publishedRows = {
    Row{"xeon_gold_5320", 1.52, 0, 0.379},      Row{"xeon_gold_5220", 2.96, 0, 0.74},
    Row{"xeon_e5_2620v4", 4.74, 0, 4.74},       Row{"core_i7_8650u", 1.85, 0, 0.925},
    Row{"coral_edge_tpu", 0, 0, 0.015},         Row{"rtx_2080_ti", 0.558, 0.139, 0.0349},
    Row{"a100_sxm4_80", 0.615, 0.0385, 0.0192}, Row{"h100_sxm5", 0.314, 0.0212, 0.0106},
    Row{"gh200_96", 0.448, 0.0303, 0.0152},     Row{"l4", 0.0713, 0.0179, 0.00891},
    Row{"l40s", 0.115, 0.029, 0.0143},          Row{"t4", 0.259, 0.0323, 0.0162},
    Row{"jetson_tx2", 0.676, 0.338, 0},         Row{"jetson_xavier_nx", 0.533, 0, 0.0214},
    Row{"xeon_8480p", 1.46, 0.0916, 0.0458},    Row{"epyc_9654", 1.46, 0.732, 0.366},
    Row{"epyc_9755", 0.678, 0.339, 0.17},       Row{"hailo_8", 0, 0, 0.00288},
    Row{"apple_m2_max", 0.196, 0, 0.169},       Row{"apple_m4_max", 0, 0, 0},
};

void expectEnergy(const Processor& processor, Precision precision, double wanted)
{
    const auto found = metric0(processor, precision, 30e9);
    if (wanted == 0) {
        EXPECT_FALSE(found) << processor.id << " " << nameOf(precision);
        return;
    }
    ASSERT_TRUE(found) << processor.id << " " << nameOf(precision);
    // The reference is printed with three digits.
    EXPECT_NEAR(found->value / wanted, 1, 0.005) << processor.id << " " << nameOf(precision);
}

TEST(Catalogue, GivesTheReferenceEnergiesByMetric0)
{
    for (const Row& row : publishedRows) {
        const Processor* processor = Catalogue::builtIn().find(row.id);
        ASSERT_NE(processor, nullptr) << row.id;
        expectEnergy(*processor, Precision::fp32, row.fp32);
        expectEnergy(*processor, Precision::fp16, row.fp16);
        expectEnergy(*processor, Precision::int8, row.int8);
    }
}

TEST(Catalogue, HasThePapersSixAndSaysOfEachNumberWhereItComesFrom)
{
    int paper = 0;
    for (const Processor& processor : Catalogue::builtIn().processors()) {
        paper += processor.segment == "paper" ? 1 : 0;
        EXPECT_FALSE(processor.source.empty()) << processor.id;
    }
    EXPECT_EQ(paper, 6);
    EXPECT_FALSE(Catalogue::builtIn().find("xeon_gold_5220")->unverified.empty());
}

TEST(Catalogue, Metric1IsMetric0AtBaseClockOnEveryProcessorWithTheNumbers)
{
    int held = 0;
    for (const Processor& processor : Catalogue::builtIn().processors()) {
        for (const Precision precision : allPrecisions) {
            for (const double staticW : {0.0, 1.0}) {
                const auto clock = clockModel(processor, precision, Watts{staticW});
                if (clock) {
                    const double one = metric1(*clock, 1e9, clock->baseClockHz).value;
                    EXPECT_NEAR(one / metric0(processor, precision, 1e9)->value, 1, 1e-12) << processor.id;
                    ++held;
                }
            }
        }
    }
    EXPECT_GE(held, 40);
}

TEST(Catalogue, ComesBackAsItWasThroughJson)
{
    for (const Processor& processor : Catalogue::builtIn().processors()) {
        Processor read;
        ASSERT_TRUE(fromJson(toJson(processor), "$", read)) << processor.id;
        EXPECT_EQ(read, processor);
    }
}

TEST(Catalogue, SaysWhichIdsComeClose)
{
    const auto missing = Catalogue::builtIn().get("a100");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::notFound);
    EXPECT_THAT(missing.error().message, HasSubstr("did you mean a100_sxm4_80?"));
}

class OwnProcessors : public testing::Test
{
protected:
    static Processor own(const char* id)
    {
        Processor processor;
        processor.id = id;
        processor.name = "Board on my desk";
        processor.tdpW = 10;
        processor.peak[0] = 1e12;
        processor.metric2 = Metric2Fit{1e-12, 2e-12, Metric2Divisor::inputChannels, {0.97, 1e-6, 12}, "run k3v9"};
        processor.bottomUp = BottomUpFit{1e-12, 2e-11, 0.5, {0.9, 1e-6, 12}, "run k3v9"};
        return processor;
    }

    void write(const std::string& text) const { test::putContent(m_folder / "processors.json", text); }

    [[nodiscard]] std::string problem() const
    {
        const auto read = readOwnProcessors(m_folder.path());
        return read ? "" : read.error().message;
    }

    test::TemporaryFolder m_folder;
};

TEST_F(OwnProcessors, AreAddedAndStandInThePlaceOfOneOfTheSameId)
{
    ASSERT_TRUE(putOwnProcessor(m_folder.path(), own("desk")));
    ASSERT_TRUE(putOwnProcessor(m_folder.path(), own("l4")));
    const auto catalogue = Catalogue::ofProject(m_folder.path()).value();
    EXPECT_EQ(*catalogue.find("desk"), own("desk"));
    EXPECT_EQ(catalogue.find("l4")->name, "Board on my desk");
    EXPECT_EQ(catalogue.processors().size(), Catalogue::builtIn().processors().size() + 1);
    ASSERT_TRUE(removeOwnProcessor(m_folder.path(), "l4"));
    EXPECT_EQ(Catalogue::ofProject(m_folder.path()).value().find("l4")->name, Catalogue::builtIn().find("l4")->name);
    EXPECT_EQ(removeOwnProcessor(m_folder.path(), "l4").error().kind, ErrorKind::notFound);
}

TEST_F(OwnProcessors, WithNumbersInTheWrongUnitAreRefused)
{
    Processor processor = own("desk");
    processor.baseClockHz = 2.2;
    const Status status = putOwnProcessor(m_folder.path(), processor);
    ASSERT_FALSE(status);
    EXPECT_THAT(status.error().message, HasSubstr("$.base_clock_hz: found 2.2 Hz, 1e+06 to 2e+10 is allowed"));
    EXPECT_FALSE(std::filesystem::exists(m_folder / "processors.json"));
}

TEST(ProcessorRange, IsThatWhichAProcessorIsCheckedAgainst)
{
    Processor processor = *Catalogue::builtIn().find("a100_sxm4_80");
    const ProcessorRange& range = *processorRangeOf("tdp_w");
    EXPECT_EQ(range.unit, "W");
    for (const double inside : {range.low, range.high}) {
        processor.tdpW = inside;
        EXPECT_TRUE(processor.validate("$"));
    }
    processor.tdpW = range.high * 1.01;
    EXPECT_FALSE(processor.validate("$"));
    processor.tdpW.reset();
    processor.cores = 0;
    EXPECT_THAT(processor.validate("$").error().message, HasSubstr("$.cores: found 0, 1 to 1000000 is allowed"));
    EXPECT_EQ(processorRangeOf("name"), nullptr);
}

TEST_F(OwnProcessors, OfADamagedFileAreAnErrorThatNamesThePlace)
{
    write("{\"schema\": \"rxwatt.processors/1\", \"proc");
    EXPECT_THAT(problem(), HasSubstr("processors.json"));
    write(R"({"schema": "rxwatt.processors/1", "processors": [{"id": "a b", "name": "x"}]})");
    EXPECT_THAT(problem(), HasSubstr("$.processors[0].id"));
    write(R"({"schema": "rxwatt.processors/1", "processors": [{"id": "a", "name": "x", "tdp_w": 1e99}]})");
    EXPECT_THAT(problem(), HasSubstr("$.processors[0].tdp_w"));
    write(R"({"schema": "rxwatt.processors/1", "processors": [{"id": "a", "name": "x", "tpd_w": 1}]})");
    EXPECT_THAT(problem(), HasSubstr("tpd_w"));
    write(R"({"schema": "rxwatt.processors/1", "processors": [{"id": "a", "name": "x"}, {"id": "a", "name": "y"}]})");
    EXPECT_THAT(problem(), HasSubstr("twice"));
    write(R"({"schema": "rxwatt.processors/9", "processors": []})");
    EXPECT_THAT(problem(), HasSubstr("$.schema"));
}

} // namespace

} // namespace rxwatt::energy
