// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_filter.h"
#include "core/store/run_reader.h"
#include "core/store/sqlite_journal.h"
#include "tests/core/store/sample_runs.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace rxwatt::store
{

using run::RunState;
using test::metaNamed;
using test::smallSpec;
using test::stateRecord;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class RunFilterTest : public testing::Test
{
protected:
    RunFilterTest()
    {
        m_journal = SqliteJournal::create(file()).value();
        run::RunMeta meta = metaNamed("alpha two words");
        meta.tags = {"paper", "a,b"};
        meta.starred = true;
        meta.notes = "look again";
        run::RunSpec spec = smallSpec("alpha");
        spec.training.learningRate = 5e-4;
        spec.link.modulations = {phy::Modulation::qam16, phy::Modulation::qpsk};
        add(spec, meta, RunState::succeeded, "2026-01-03T10:00:00Z", 2000);
        meta = metaNamed("beta");
        meta.tags = {"old"};
        meta.archived = true;
        spec = smallSpec("beta");
        spec.seed = 7;
        add(spec, meta, RunState::running, "2026-01-04T10:00:00Z", 500);
        spec = smallSpec("gamma");
        spec.kind = run::RunKind::evaluate;
        spec.weights = {{"file.safetensors"}};
        add(spec, metaNamed("gamma = 50% \"x\""), RunState::failed, "2026-02-01T10:00:00Z", 0);
    }

    [[nodiscard]] std::filesystem::path file() const { return m_folder / "runs.db"; }

    void add(const run::RunSpec& spec, const run::RunMeta& meta, RunState state, const std::string& createdAt,
             std::int64_t steps)
    {
        const RunId id = base::makeRunId();
        ASSERT_TRUE(m_journal->putRun(id, spec, meta, stateRecord(state, createdAt)));
        test::EventMaker make;
        if (steps > 0) {
            ASSERT_TRUE(m_journal->putEvents(
                id,
                std::vector{make.point("model", 0, 100, 1), make.point("model", 10, 1000, 1),
                            make.series(steps, "loss", 1),
                            make.energy(static_cast<double>(steps), 0.002, run::Quality::counter, steps)},
                1));
        }
    }

    /// First letters of the runs that a filter finds.
    [[nodiscard]] std::string found(const std::string& text) const
    {
        const Result<RunFilter> filter = runFilterFromText(text);
        if (!filter) {
            return filter.error().message;
        }
        const auto reader = RunReader::open(file()).value();
        const RunQuery query{.filter = *filter, .sort = RunSort::name};
        std::string letters;
        const auto runs = reader.list(query).value();
        for (const RunSummary& run : runs) {
            letters += run.name.substr(0, 1);
        }
        EXPECT_EQ(reader.count(query).value(), static_cast<std::int64_t>(letters.size()));
        return letters;
    }

    test::TemporaryFolder m_folder;
    std::unique_ptr<SqliteJournal> m_journal;
};

TEST_F(RunFilterTest, FindsByFields)
{
    for (const auto& [text, letters] :
         std::vector<std::pair<std::string, std::string>>{{"", "abg"},
                                                          {"kind:train", "ab"},
                                                          {"KIND:Train", "ab"},
                                                          {"state:running,failed", "bg"},
                                                          {"state!=failed", "ab"},
                                                          {"is:starred", "a"},
                                                          {"is:archived", "b"},
                                                          {"is:active", "b"},
                                                          {"-is:archived", "ag"},
                                                          {"is:finished", "ag"},
                                                          {"tag:paper", "a"},
                                                          {"tag:pape", ""},
                                                          {R"(tag:"a,b")", "a"},
                                                          {"tag:paper,old", "ab"},
                                                          {"-tag:old", "ag"},
                                                          {"steps>500", "a"},
                                                          {"steps>=0.5k", "ab"},
                                                          {"steps<=500", "bg"},
                                                          {"steps=500", "b"},
                                                          {"steps!=500", "ag"},
                                                          {"expected_steps:20k", "ab"},
                                                          {"gmber<-2", "b"},
                                                          {"gmber>0", ""},
                                                          {"-gmber<-2", "ag"},
                                                          {"duration>=1.5s", "ab"},
                                                          {"duration>1h", ""},
                                                          {"parameters>1M macs>1G", "ab"},
                                                          {"energy>1k", "a"},
                                                          {"energy<=500", "b"},
                                                          {"stepj>=5 stepj<20", "b"},
                                                          {"inferencej=2e-3", "ab"},
                                                          {"quality:counter", "ab"},
                                                          {"quality:estimated", ""},
                                                          {"created:2026-01", "ab"},
                                                          {"created>2026-01-03", "bg"},
                                                          {"created<=2026-01-03", "a"},
                                                          {R"(name:"TWO words")", "a"},
                                                          {"name=beta", "b"},
                                                          {"name=Beta", ""},
                                                          {"notes:again", "a"},
                                                          {"kind:train -state:running alpha", "a"}}) {
        EXPECT_EQ(found(text), letters) << text;
    }
}

TEST_F(RunFilterTest, FindsBySettings)
{
    for (const auto& [text, letters] :
         std::vector<std::pair<std::string, std::string>>{{"training.learning_rate<1e-3", "a"},
                                                          {"training.learning_rate:5e-4", "a"},
                                                          {"link.modulation:16qam", "a"},
                                                          {"link.modulation=QPSK", "a"},
                                                          {"link.modulation:256QAM", "bg"},
                                                          {"-link.modulation:256QAM", "a"},
                                                          {"seed:7", "b"},
                                                          {"seed!=7", "ag"},
                                                          {"model.channels>=256", "abg"},
                                                          {"weights:file", "g"},
                                                          {"evaluation.link.rx_antennas:2", ""}}) {
        EXPECT_EQ(found(text), letters) << text;
    }
}

TEST_F(RunFilterTest, FindsWordsInNamesTagsAndIds)
{
    EXPECT_EQ(found("PAP"), "a");
    EXPECT_EQ(found("two"), "a");
    EXPECT_EQ(found(R"("a two")"), "a");
    EXPECT_EQ(found(R"("= 50% \"x\"")"), "g");
    EXPECT_EQ(found("50%"), "g");
    EXPECT_EQ(found("%"), "g");
    EXPECT_EQ(found("-beta"), "ag");
    const RunId id = RunReader::open(file()).value().list({.nameContains = "gamma"}).value().at(0).id;
    EXPECT_EQ(found(id.text.substr(0, 9)), "g");
}

TEST_F(RunFilterTest, SaysWhatIsWrongAndWhere)
{
    for (const auto& [text, part] : std::vector<std::pair<std::string, std::string>>{
             {"kind:train stat:failed", "column 12: there is no field \"stat\""},
             {"state:broken", "found \"broken\", one of queued, waiting"},
             {"steps>many", "a number like 2000"},
             {"steps>1h", "a number like 2000"},
             {"steps:", "a value is missing"},
             {"steps>nan", "a number like 2000"},
             {"gmber<1e999", "a number"},
             {"duration>1x", "a time like 90"},
             {"name<b", "one of :, = and != is allowed"},
             {"name:\"no end", "a quote has no end"},
             {"-", "a word or a field is missing"},
             {"created>yesterday", "a day or time"},
             {"training.step>1", "there is no field"},
             {"training.learning_rate<fast", "a number is allowed"}}) {
        EXPECT_THAT(found(text), HasSubstr(part)) << text;
    }
    const ParsedFilter parsed = parseRunFilter("alpha  steps>many kind:train");
    ASSERT_EQ(parsed.errors.size(), 1U);
    EXPECT_EQ(parsed.errors[0].begin, 7U);
    EXPECT_EQ(parsed.errors[0].end, 17U);
    EXPECT_EQ(parsed.filter.terms.size(), 2U);
    EXPECT_THAT(found(std::string(20'000, 'x')), HasSubstr("at most 10000 bytes"));
    std::string many;
    for (int i = 0; i < 100; ++i) {
        many += "x ";
    }
    EXPECT_THAT(found(many), HasSubstr("at most 50 terms"));
}

TEST_F(RunFilterTest, HostileTextIsOnlyEverAValue)
{
    for (const char* text :
         {"'; DROP TABLE Runs; --", "name:\"' OR 1=1 --\"", "tag:\"\n\"", "name:\\", "seed:1) OR (1=1", "\"\\\"\"",
          "training.steps:\"' || (SELECT 1)\"", "name:\xff\xfe", ",,,", "-\"\"\"\"x"}) {
        const ParsedFilter parsed = parseRunFilter(text);
        const auto runs = RunReader::open(file()).value().list({.filter = parsed.filter});
        EXPECT_TRUE(runs) << text << ": " << runs.error().message;
    }
    EXPECT_EQ(found(""), "abg");
    std::mt19937 random(3);
    constexpr std::string_view letters = "-:<>=!,\"\\ %_'()ab1.kindstate$[]\n";
    const auto reader = RunReader::open(file()).value();
    for (int round = 0; round < 500; ++round) {
        std::string text;
        for (int i = 0; i < 20; ++i) {
            text += letters[random() % letters.size()];
        }
        EXPECT_TRUE(reader.count({.filter = parseRunFilter(text).filter})) << text;
        static_cast<void>(completions(text, random() % 25, {}));
    }
}

TEST_F(RunFilterTest, FiltersOfTheLargestSizeStillRun)
{
    std::string text;
    for (int term = 0; term < 50; ++term) {
        text += term == 0 ? "-link.modulation:" : " -link.modulation:";
        for (int value = 0; value < 50; ++value) {
            text += value == 0 ? "x" : ",x";
        }
    }
    EXPECT_EQ(found(text), "abg");
}

TEST(FilterCompletion, OffersFieldsAndThenTheirValues)
{
    FilterWords words;
    words.tags = {"paper", "two words"};
    words.settings["training.steps"] = {"200", "2000"};
    const auto at = [&](const std::string& text, std::size_t cursor) { return completions(text, cursor, words); };
    EXPECT_THAT(at("sta", 3).candidates, ElementsAre("state:", "started"));
    EXPECT_THAT(at("", 0).candidates, Contains("kind:"));
    EXPECT_THAT(at("steps>3 train", 13).candidates, Contains("training.learning_rate"));
    const FilterCompletions state = at("kind:train -state:fai,run tag:x", 21);
    EXPECT_EQ(state.begin, 18U);
    EXPECT_EQ(state.end, 21U);
    EXPECT_THAT(state.candidates, ElementsAre("failed"));
    const FilterCompletions second = at("kind:train -state:fai,run tag:x", 24);
    EXPECT_EQ(second.begin, 22U);
    EXPECT_EQ(second.end, 25U);
    EXPECT_THAT(second.candidates, ElementsAre("running", "pruned"));
    EXPECT_THAT(at("tag:", 4).candidates, ElementsAre("paper", "\"two words\""));
    EXPECT_THAT(at("training.steps:2", 16).candidates, ElementsAre("200", "2000"));
    EXPECT_THAT(at("link.modulation:", 16).candidates, ElementsAre("QPSK", "16QAM", "64QAM", "256QAM"));
    EXPECT_THAT(at("name:x", 6).candidates, IsEmpty());
    EXPECT_THAT(at("is:", 99).candidates, ElementsAre("starred", "archived", "active", "finished"));
}

TEST_F(RunFilterTest, SettingsAreReadByPath)
{
    const auto reader = RunReader::open(file()).value();
    std::vector<RunId> ids = reader.ids({.sort = RunSort::name}).value();
    ids.push_back(RunId{"000000000000"});
    const std::vector<std::string> paths = {"training.learning_rate", "link.modulation", "kind", "$bad'", "no.such"};
    const auto rows = reader.settings(ids, paths).value();
    ASSERT_EQ(rows.size(), 4U);
    using Row = std::vector<SettingValue>;
    EXPECT_EQ(rows[0], (Row{5e-4, R"(["16QAM","QPSK"])", "train", {}, {}}));
    EXPECT_EQ(rows[2], (Row{1e-3, "256QAM", "evaluate", {}, {}}));
    EXPECT_EQ(rows[3], Row(5));
}

TEST_F(RunFilterTest, TellsWhichSettingsDiffer)
{
    const auto reader = RunReader::open(file()).value();
    const DifferingSettings all = reader.differingSettings({}).value();
    EXPECT_THAT(all.paths, ElementsAre("kind", "weights", "link.modulation", "training.learning_rate", "name", "seed"));
    EXPECT_EQ(all.runsLookedAt, 3);
    EXPECT_EQ(all.runsFound, 3);
    const DifferingSettings newest = reader.differingSettings({}, 1).value();
    EXPECT_THAT(newest.paths, IsEmpty());
    EXPECT_EQ(newest.runsLookedAt, 1);
    EXPECT_EQ(newest.runsFound, 3);
}

TEST_F(RunFilterTest, ManyRunsAreReadAsFewAre)
{
    const auto reader = RunReader::open(file()).value();
    const std::vector<RunId> few = reader.ids({.sort = RunSort::name}).value();
    const std::vector<std::string> paths = {"training.learning_rate", "link.modulation", "seed", "name", "no.such"};
    const auto rows = reader.settings(few, paths).value();
    std::vector<RunId> many;
    while (many.size() <= 1000) {
        many.insert(many.end(), few.begin(), few.end());
    }
    const auto all = reader.settings(many, paths).value();
    ASSERT_EQ(all.size(), many.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_EQ(all[i], rows[i % rows.size()]) << i;
    }
}

TEST_F(RunFilterTest, SettingsFollowASpecificationThatIsPutAgain)
{
    const auto reader = RunReader::open(file()).value();
    const RunId id = reader.ids({.sort = RunSort::name}).value().at(0);
    run::RunSpec spec = reader.read(id).value().spec;
    spec.training.learningRate = 0.25;
    ASSERT_TRUE(m_journal->putRun(id, spec, test::metaNamed("alpha"), test::stateRecord(run::RunState::succeeded)));
    EXPECT_EQ(found("training.learning_rate:0.25"), "a");
    EXPECT_EQ(found("training.learning_rate:5e-4"), "");
    ASSERT_TRUE(m_journal->removeRun(id));
    EXPECT_EQ(found("training.learning_rate:0.25"), "");
}

TEST_F(RunFilterTest, GivesTagsAndValuesForCompletion)
{
    const auto reader = RunReader::open(file()).value();
    const std::vector<std::string> paths = {"training.learning_rate", "link.modulation", "no.such"};
    const FilterWords words = reader.filterWords(paths, 50).value();
    EXPECT_FALSE(words.tags.empty());
    EXPECT_TRUE(std::is_sorted(words.tags.begin(), words.tags.end()));
    EXPECT_THAT(words.settings.at("training.learning_rate"), testing::UnorderedElementsAre("0.0005", "0.001"));
    EXPECT_THAT(words.settings.at("link.modulation"), Contains("256QAM"));
    EXPECT_THAT(words.settings.at("no.such"), IsEmpty());
    EXPECT_EQ(reader.filterWords(paths, 1).value().settings.at("training.learning_rate").size(), 1U);
}

TEST_F(RunFilterTest, SortsByASetting)
{
    const auto reader = RunReader::open(file()).value();
    RunQuery query{.kind = run::RunKind::train, .sort = RunSort::setting, .sortSetting = "training.learning_rate"};
    EXPECT_EQ(reader.list(query).value().at(0).name.front(), 'a');
    query.descending = true;
    EXPECT_EQ(reader.list(query).value().at(0).name.front(), 'b');
    query.limit = 1;
    EXPECT_EQ(reader.list(query).value().at(0).name.front(), 'b');
    query.limit = -1;
    query.sortSetting = "seed";
    EXPECT_EQ(reader.list(query).value().size(), 2U);
    query.limit = 1;
    query.sortSetting = "' OR 1";
    EXPECT_EQ(reader.list(query).value().size(), 1U);
}

} // namespace rxwatt::store
