// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/spec.h"
#include "tests/core/run/golden.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::run
{

namespace
{

using test::json;
using testing::HasSubstr;

struct Refusal {
    std::string spec;
    /// Parts that the message must have: where, what was found, what is allowed.
    std::vector<std::string> message;
};

void PrintTo(const Refusal& refusal, std::ostream* out)
{
    *out << refusal.spec;
}

class SpecRefusal : public testing::TestWithParam<Refusal>
{
};

TEST_P(SpecRefusal, NamesPathFindingAndWhatIsAllowed)
{
    const Result<RunSpec> spec = specFromJson(json(GetParam().spec));

    ASSERT_FALSE(spec);
    EXPECT_EQ(spec.error().kind, ErrorKind::badInput);
    for (const std::string& part : GetParam().message) {
        EXPECT_THAT(spec.error().message, HasSubstr(part));
    }
}

const std::vector<Refusal> formRefusals = {
    {"[]", {"$: found a list", "an object"}},
    {R"({"shema": 1})", {"$", "shema", "schema"}},
    {R"({"schema": 7})", {"$.schema", "7", "rxwatt.run/1"}},
    {R"({"schema": "other/1"})", {"$.schema", "other/1", "rxwatt.run/1"}},
    {R"({"kind": "trane"})", {"$.kind", "trane", "train, evaluate, measure or idle"}},
    {R"({"seed": -1})", {"$.seed", "-1"}},
    {R"({"seed": 1.5})", {"$.seed", "1.5", "whole number"}},
    {R"({"name": ""})", {"$.name", "0 characters", "1 to 200"}},
    {R"({"name": "a\nb"})", {"$.name", "U+000A"}},
    {R"({"name": "a\u009bb"})", {"$.name", "U+009B"}},
    {R"({"training": {"learning_rates": 1}})", {"$.training", "learning_rates", "learning_rate"}},
    {R"({"training": {"optimizer": "sgd"}})", {"$.training.optimizer", "sgd", "adamw or lamb"}},
    {R"({"training": {"decay": 1}})", {"$.training.decay", "constant, cosine or linear"}},
    {R"({"link": {"modulation": "8PSK"}})", {"$.link.modulation", "8PSK", "QPSK, 16QAM, 64QAM or 256QAM"}},
    {R"({"link": {"modulation": []}})", {"$.link.modulation", "at least one"}},
    {R"({"link": {"channel": {"models": ["TDL-A", "TDL-F"]}}})", {"$.link.channel.models[1]", "TDL-F", "TDL-E"}},
    {R"({"link": {"channel": {"delay_spread_s": [1, 2, 3]}}})", {"$.link.channel.delay_spread_s", "[low, high]"}},
    {R"({"link": {"dmrs": {"symbols": "1"}}})", {"$.link.dmrs.symbols", "a text"}},
    {R"({"model": {"input": "raw"}})", {"$.model.input", "raw", "deeprx or equalized"}},
    {R"({"model": {"dilations": [[1, 1], [2]]}})", {"$.model.dilations[1]", "[time, frequency]"}},
    {R"({"model": {"projection_input": "x"}})", {"$.model.projection_input", "preactivated or input"}},
    {R"({"power": {"estimate": "guess"}})", {"$.power.estimate", "guess", "none, cubic, linear or half-tdp"}},
    {R"({"power": {"alone": 1}})", {"$.power.alone", "1"}},
    {R"({"power": {"baseline": 1}})", {"$.power", "baseline_s"}},
    {R"({"validation": {"sinr_db": 7}})", {"$.validation.sinr_db", "first"}},
    {R"({"evaluation": {"sinr_db": {"first": 0, "last": 4}}})", {"$.evaluation.sinr_db.step", "missing"}},
    {R"({"evaluation": {"link": 3}})", {"$.evaluation.link", "$.link"}},
    {R"({"evaluation": {"link": {"resource_block": 3}}})", {"$.evaluation.link", "resource_blocks"}},
};
INSTANTIATE_TEST_SUITE_P(Form, SpecRefusal, testing::ValuesIn(formRefusals));

const std::vector<Refusal> rangeRefusals = {
    {R"({"link": {"resource_blocks": 0}})", {"$.link.resource_blocks", "0", "275"}},
    {R"({"link": {"resource_blocks": 276}})", {"$.link.resource_blocks", "276", "275"}},
    {R"({"link": {"rx_antennas": 17}})", {"$.link.rx_antennas", "17", "16"}},
    {R"({"link": {"dmrs": {"symbols": 3}}})", {"$.link.dmrs.symbols", "3"}},
    {R"({"link": {"interference_share": 1.5}})", {"$.link.interference_share", "1.5"}},
    {R"({"link": {"sinr_db": [9, 4]}})", {"$.link.sinr_db"}},
    {R"({"model": {"channels": []}})", {"$.model.channels", "0"}},
    {R"({"model": {"channels": [8, 8], "dilations": [[1, 1]]}})", {"$.model.dilations", "2"}},
    {R"({"model": {"architecture": "cnn"}})", {"$.model.architecture", "cnn", "deeprx"}},
    {R"({"model": {"output_kernel": 2}})", {"$.model.output_kernel", "2", "1 or 3"}},
    {R"({"training": {"steps": 0}})", {"$.training.steps", "0", "1 to"}},
    {R"({"training": {"batch_slots": 0}})", {"$.training.batch_slots", "0", "1 to"}},
    {R"({"training": {"learning_rate": 0}})", {"$.training.learning_rate", "above 0"}},
    {R"({"training": {"weight_decay": -1}})", {"$.training.weight_decay", "-1"}},
    {R"({"training": {"gradient_clip": -1}})", {"$.training.gradient_clip", "-1"}},
    {R"({"training": {"checkpoint_every": 0}})", {"$.training.checkpoint_every", "0"}},
    {R"({"training": {"snapshot_every": -1}})", {"$.training.snapshot_every", "-1"}},
    {R"({"training": {"steps": 10, "warmup_steps": 11}})", {"$.training.warmup_steps", "11", "(10)"}},
    {R"({"training": {"warmup_steps": -1}})", {"$.training.warmup_steps", "-1"}},
    {R"({"validation": {"every": 0}})", {"$.validation.every", "0"}},
    {R"({"validation": {"slots": 0}})", {"$.validation.slots", "0"}},
    {R"({"validation": {"sinr_db": []}})", {"$.validation.sinr_db", "0 points", "1 to 1000"}},
    {R"({"evaluation": {"sinr_db": [1, 2, 1]}})", {"$.evaluation.sinr_db[2]", "a second time"}},
    {R"({"evaluation": {"sinr_db": [400]}})", {"$.evaluation.sinr_db[0]", "400", "-50 to 100"}},
    {R"({"evaluation": {"sinr_db": {"first": 0, "step": 0, "last": 4}}})", {"$.evaluation.sinr_db", "above 0"}},
    {R"({"evaluation": {"sinr_db": {"first": 0, "step": 1e-9, "last": 4}}})", {"$.evaluation.sinr_db", "1000"}},
    {R"({"evaluation": {"sinr_db": {"first": 4, "step": 1, "last": 0}}})", {"$.evaluation.sinr_db", "no smaller"}},
    {R"({"evaluation": {"target_bit_errors": 0}})", {"$.evaluation.target_bit_errors", "0"}},
    {R"({"evaluation": {"min_slots": 0}})", {"$.evaluation.min_slots", "0"}},
    {R"({"evaluation": {"min_slots": 9, "max_slots": 8}})", {"$.evaluation.min_slots", "9", "(8)"}},
    {R"({"evaluation": {"baselines": ["lmmse", "zf"]}})", {"$.evaluation.baselines[1]", "zf", "ls-linear"}},
    {R"({"evaluation": {"baselines": ["lmmse", "lmmse"]}})", {"$.evaluation.baselines[0]", "twice"}},
    {R"({"power": {"baseline_s": -1}})", {"$.power.baseline_s", "-1", "0 to 3600"}},
    {R"({"power": {"base_max_age_s": 86401}})", {"$.power.base_max_age_s", "86400"}},
    {R"({"power": {"prefer_platform": 1}})", {"$.power.prefer_platform"}},
    {R"({"power": {"sample_period_s": 0}})", {"$.power.sample_period_s", "0", "0.01 to 60"}},
    {R"({"power": {"inference_batch_slots": 0}})", {"$.power.inference_batch_slots", "0"}},
    {R"({"power": {"inference_max_s": 1e9}})", {"$.power.inference_max_s", "3600"}},
    {R"({"power": {"estimate_tdp_w": -1}})", {"$.power.estimate_tdp_w", "-1"}},
    {R"({"device": "gpu"})", {"$.device", "gpu", "cuda:N"}},
    {R"({"device": "cuda:"})", {"$.device", "cuda:N"}},
    {R"({"threads": -1})", {"$.threads", "-1"}},
};
INSTANTIATE_TEST_SUITE_P(Range, SpecRefusal, testing::ValuesIn(rangeRefusals));

const std::vector<Refusal> crossRefusals = {
    {R"({"kind": "evaluate"})", {"$.weights", "needs"}},
    {R"({"kind": "evaluate", "weights": []})", {"$.weights", "needs"}},
    {R"({"kind": "evaluate", "weights": ["a", "a"]})", {"$.weights[0]", "twice"}},
    {R"({"kind": "evaluate", "weights": ["a", ""]})", {"$.weights[1]"}},
    {R"({"weights": "a"})", {"$.weights", "train", "evaluate"}},
    {R"({"kind": "measure", "weights": ["a", "b"]})", {"$.weights", "2", "takes one"}},
    {R"({"kind": "idle", "weights": "a"})", {"$.weights", "idle", "measure"}},
    {R"({"kind": "idle", "power": {"baseline_s": 0}})", {"$.power.baseline_s", "idle", "above 0"}},
    {R"({"evaluation": {"link": {"rx_antennas": 4}}})", {"$.evaluation.link.rx_antennas", "4", "(2)"}},
    {R"({"evaluation": {"link": {"sinr_db": [0, 10]}}})", {"$.evaluation.link.sinr_db", "$.evaluation.sinr_db"}},
    {R"({"evaluation": {"link": {"resource_blocks": 300}}})", {"$.evaluation.link.resource_blocks", "300"}},
    {R"({"link": {"modulation": "16QAM"}, "evaluation": {"link": {"modulation": ["QPSK", "64QAM"]}}})",
     {"$.evaluation.link.modulation", "6", "4"}},
};
INSTANTIATE_TEST_SUITE_P(Cross, SpecRefusal, testing::ValuesIn(crossRefusals));

TEST(SpecSupport, SaysWhatThisVersionDoesNotDoYet)
{
    for (const char* text : {R"({"kind": "distill"})", R"({"distillation": {}})", R"({"schema": "rxwatt.study/1"})"}) {
        const Result<RunSpec> spec = specFromJson(json(text));

        ASSERT_FALSE(spec) << text;
        EXPECT_EQ(base::exitCode(spec.error()), 2) << text;
        EXPECT_THAT(spec.error().message, HasSubstr("does not do yet")) << text;
    }
}

TEST(SpecSupport, RefusesSchemasOfNewerVersions)
{
    const Result<RunSpec> spec = specFromJson(json(R"({"schema": "rxwatt.run/2", "unheard_of": 1})"));

    ASSERT_FALSE(spec);
    EXPECT_EQ(base::exitCode(spec.error()), 2);
    EXPECT_THAT(spec.error().message, HasSubstr("rxwatt.run/2"));
}

} // namespace

} // namespace rxwatt::run
