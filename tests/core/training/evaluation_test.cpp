// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tensor_file.h"
#include "core/run/point_file.h"
#include "core/training/evaluation.h"
#include "tests/core/training/tiny_run.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>

namespace rxwatt::training
{
namespace
{

using test::runA;

constexpr int fewestSlots = 10;

/// Errs in every seventh bit of a slot that counts, and remembers what it was shown.
class FakeJudge final : public SlotJudge
{
public:
    struct Log {
        int batches = 0;
        std::set<std::vector<int>> firstSlots; ///< bits of the first slot of each point
    };

    explicit FakeJudge(Log& log) : m_log(log) {}

    void judge(const SlotBatch& batch, std::span<std::int64_t> errors) override
    {
        ++m_log.batches;
        for (std::size_t slot = 0; slot < errors.size(); ++slot) {
            errors[slot] = batch.slotBits[slot] / 7;
        }
        if (batch.slots == fewestSlots) { // a point's first slots; what follows comes in whole batches
            const auto size = static_cast<std::ptrdiff_t>(phy::symbolsPerSlot) * batch.subcarriers * batch.bitWidth;
            m_log.firstSlots.emplace(batch.bits.begin(), batch.bits.begin() + size);
        }
    }

private:
    Log& m_log;
};

/// A fading 16-QAM and QPSK link, judged at two points with one and two DM-RS symbols.
run::RunSpec fadingSpec()
{
    auto spec = test::tinySpec();
    spec.link.modulations = {phy::Modulation::qpsk, phy::Modulation::qam16};
    spec.link.dmrs.symbols = {1, 2};
    spec.link.channel.models = {phy::ChannelModel::tdlA, phy::ChannelModel::tdlE};
    spec.evaluation.sinrDb = {0, 12};
    spec.evaluation.targetBitErrors = 1000;
    spec.evaluation.minSlots = fewestSlots;
    spec.evaluation.maxSlots = 90;
    return spec;
}

struct Outcome {
    test::EventList events;
    FakeJudge::Log log;
    Result<RunEnd> end;
};

/// Evaluates with a fake model; stops after so many points where that is not negative.
void evaluateFake(const test::TinyProject& project, const run::RunSpec& spec, Outcome& outcome,
                  const std::string& digest = "weights", int stopAfterPoints = -1)
{
    std::atomic<bool> stop{false};
    std::atomic<std::int64_t> step{0};
    int told = 0;
    outcome.events.watch = [&](const run::RunEvent& event) {
        const auto* point = std::get_if<run::BerPointEvent>(&event.payload);
        told += point != nullptr && point->receiver == "model" ? 1 : 0;
        stop = told == stopAfterPoints;
    };
    RunJob job{spec, project.folder(runA, spec), outcome.events, stop, step};
    EvaluationSetup setup;
    setup.link = *spec.evaluationLink();
    setup.inputs = {phy::InputKind::deeprx};
    setup.models.push_back({"", digest, std::make_unique<FakeJudge>(outcome.log)});
    setup.threads = 2;
    outcome.end = evaluate(job, setup);
}

std::vector<run::BerPoint> pointsOf(const Outcome& outcome, const std::string& receiver)
{
    std::vector<run::BerPoint> points;
    for (const auto& event : outcome.events.all<run::BerPointEvent>()) {
        if (event.receiver == receiver) {
            points.push_back(event.point);
        }
    }
    return points;
}

std::optional<run::PointSlots> fileOf(const test::TinyProject& project, const run::PointKey& key)
{
    // The digest is the evaluation's own affair: read what the file says.
    const run::RunFolder folder(project.path() / "runs" / runA);
    const auto file = base::TensorFile::open(folder.evaluationFolder() / pointFileName(key));
    if (!file) {
        ADD_FAILURE() << file.error().message;
        return std::nullopt;
    }
    const std::vector<run::ReceiverName> receivers = {{"model", ""}, {"ls-linear", ""}, {"perfect-csi", ""}};
    return readPoint(folder.evaluationFolder(), key, receivers, file->metadata().at("digest"));
}

TEST(Evaluation, GivesOneCurveForEachModulationAndNumberOfDmrsSymbols)
{
    const test::TinyProject project;
    Outcome outcome;
    evaluateFake(project, fadingSpec(), outcome);
    ASSERT_TRUE(outcome.end) << outcome.end.error().message;
    std::set<std::tuple<std::string, std::string, int>> curves;
    for (const auto& event : outcome.events.all<run::BerPointEvent>()) {
        curves.emplace(event.receiver, event.modulation, event.dmrsSymbols);
        EXPECT_LE(event.point.low, event.point.ber);
        EXPECT_GE(event.point.high, event.point.ber);
    }
    EXPECT_EQ(curves.size(), 3 * 2 * 2);
    EXPECT_EQ(outcome.events.all<run::BerPointEvent>().size(), 3 * 2 * 2 * 2);
    EXPECT_NEAR(outcome.events.series("geometric_mean_ber").at(0), std::log10(1.0 / 7), 0.01);
    EXPECT_EQ(outcome.events.series("zero_error_points").at(0), 0);
}

TEST(Evaluation, ShowsEveryPointOfACurveTheSameSlots)
{
    const test::TinyProject project;
    Outcome outcome;
    evaluateFake(project, fadingSpec(), outcome);
    // Four curves of two points: what was sent differs with modulation and DM-RS only.
    EXPECT_EQ(outcome.log.firstSlots.size(), 4);
}

TEST(Evaluation, CountsWhatAReceiversOwnLoopCounts)
{
    const test::TinyProject project;
    const auto spec = fadingSpec();
    Outcome outcome;
    evaluateFake(project, spec, outcome);
    for (const double sinr : spec.evaluation.sinrDb) {
        const run::PointKey key{phy::Modulation::qam16, 2, sinr};
        const auto file = fileOf(project, key);
        ASSERT_TRUE(file);
        phy::LinkSimulator simulator(spec.link);
        const auto receiver = phy::makeReceiver("perfect-csi", spec.link);
        phy::Slot slot;
        std::vector<float> logits;
        for (std::size_t i = 0; i < file->bits.size(); ++i) {
            simulator.simulate({spec.evaluation.seed, base::Stream::evaluation, i}, {sinr, key.modulation, 2}, slot);
            logits.resize(slot.bits.size());
            (*receiver)->demap(slot, logits);
            const auto count = phy::countErrors(slot, logits);
            EXPECT_EQ(file->errors[2][i], static_cast<std::int64_t>(count.errors)) << i;
            EXPECT_EQ(file->bits[i], static_cast<std::int64_t>(count.bits));
        }
    }
}

TEST(Evaluation, EndsAPointAtTheFirstSlotWhereEveryReceiverHasEnough)
{
    const test::TinyProject project;
    const auto spec = fadingSpec();
    const auto& rule = spec.evaluation;
    Outcome outcome;
    evaluateFake(project, spec, outcome);
    std::set<std::string> reasons;
    for (const auto modulation : spec.link.modulations) {
        for (const double sinr : rule.sinrDb) {
            const auto file = fileOf(project, {modulation, 1, sinr});
            ASSERT_TRUE(file);
            const auto slots = static_cast<std::int64_t>(file->bits.size());
            const auto enough = [&](std::int64_t count) {
                return std::ranges::all_of(file->errors, [&](const auto& errors) {
                    return std::accumulate(errors.begin(), errors.begin() + count, std::int64_t{0}) >=
                           rule.targetBitErrors;
                });
            };
            reasons.insert(slots == rule.maxSlots ? "most" : slots == rule.minSlots ? "fewest" : "errors");
            EXPECT_TRUE(slots == rule.maxSlots || enough(slots));
            EXPECT_TRUE(slots == rule.minSlots || !enough(slots - 1)) << slots;
        }
    }
    EXPECT_TRUE(reasons.contains("most") && reasons.contains("errors"));
}

TEST(Evaluation, TakesNoMoreThanTheFewestSlotsWhereErrorsAbound)
{
    const test::TinyProject project;
    auto spec = fadingSpec();
    spec.evaluation.sinrDb = {-4};
    spec.evaluation.targetBitErrors = 1;
    Outcome outcome;
    evaluateFake(project, spec, outcome);
    for (const auto& point : pointsOf(outcome, "perfect-csi")) {
        EXPECT_EQ(point.slots, fewestSlots);
    }
    EXPECT_EQ(pointsOf(outcome, "perfect-csi").size(), 4);
}

TEST(Evaluation, GoesOnBehindTheFinishedPointsAndTellsThemAgain)
{
    const test::TinyProject whole;
    Outcome uninterrupted;
    evaluateFake(whole, fadingSpec(), uninterrupted);

    const test::TinyProject project;
    Outcome first;
    evaluateFake(project, fadingSpec(), first, "weights", 3);
    ASSERT_TRUE(first.end);
    EXPECT_EQ(*first.end, RunEnd::stopped);
    Outcome second;
    evaluateFake(project, fadingSpec(), second);
    EXPECT_EQ(pointsOf(second, "model"), pointsOf(uninterrupted, "model"));
    EXPECT_EQ(pointsOf(second, "ls-linear"), pointsOf(uninterrupted, "ls-linear"));
    EXPECT_LT(second.log.batches, uninterrupted.log.batches);
    Outcome third;
    evaluateFake(project, fadingSpec(), third);
    EXPECT_EQ(third.log.batches, 0);
    EXPECT_EQ(pointsOf(third, "model"), pointsOf(uninterrupted, "model"));
}

TEST(Evaluation, DoesPointsOfOtherWeightsAndTornFilesAgain)
{
    const test::TinyProject project;
    auto spec = fadingSpec();
    spec.link.modulations = {phy::Modulation::qpsk};
    spec.link.dmrs.symbols = {1};
    Outcome first;
    evaluateFake(project, spec, first);
    Outcome others;
    evaluateFake(project, spec, others, "other weights");
    EXPECT_EQ(others.log.batches, first.log.batches);
    const run::RunFolder folder(project.path() / "runs" / runA);
    const auto file = folder.evaluationFolder() / "QPSK-1-12.safetensors";
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 8);
    Outcome again;
    evaluateFake(project, spec, again, "other weights");
    EXPECT_GT(again.log.batches, 0);
    EXPECT_LT(again.log.batches, first.log.batches);
    EXPECT_EQ(pointsOf(again, "perfect-csi"), pointsOf(first, "perfect-csi"));
}

TEST(InferenceBatch, IsLargeForSmallGridsAndStaysSmallForLargeOnes)
{
    EXPECT_EQ(inferenceBatch(48), 64);
    EXPECT_EQ(inferenceBatch(312), 16);
    EXPECT_EQ(inferenceBatch(3300), 16);
}

} // namespace
} // namespace rxwatt::training
