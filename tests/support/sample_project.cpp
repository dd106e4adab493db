// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sample_project.h"

#include "core/analysis/ber.h"
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/project/templates.h"
#include "core/run/event_file.h"
#include "core/run/point_file.h"
#include "core/store/sqlite_journal.h"
#include "tests/support/made_up_energy.h"
#include "tests/support/sample_trace.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <stdexcept>

namespace rxwatt::test
{

namespace
{

using run::RunState;

constexpr int slotsOfPoint = 600;
constexpr int bitsOfSlot = 2496;
constexpr double secondsOfStep = 0.065;
constexpr double setupS = 1.2;
constexpr double inferenceS = 24;
constexpr int validateEvery = 250;

template <typename T>
T require(Result<T> result)
{
    if (!result) {
        throw std::runtime_error(result.error().message);
    }
    return std::move(*result);
}

void require(const Status& status)
{
    if (!status) {
        throw std::runtime_error(status.error().message);
    }
}

/// Something like the BER of 16-QAM over fading channels, with a floor.
double berAt(double sinrDb, double gapDb, double floorBer)
{
    const double sinr = std::pow(10.0, (sinrDb - gapDb) / 10);
    const double fading = 0.22 * std::exp(-sinr / 14) + 0.05 * std::exp(-sinr / 60);
    return fading + floorBer * (1 - std::exp(-sinr / 20));
}

/// Errors come in bursts: each slot has a rate of its own.
std::vector<std::int64_t> errorsOf(double ber, std::uint64_t seed, std::uint64_t point)
{
    base::RandomStream random({seed, base::Stream::evaluation, point});
    std::vector<std::int64_t> errors;
    for (int slot = 0; slot < slotsOfPoint; ++slot) {
        const double rate = std::min(0.5, -2 * ber * std::log(1 - random.uniform()) * (random.uniform() < 0.5 ? 1 : 0));
        errors.push_back(std::llround(rate * bitsOfSlot));
    }
    return errors;
}

struct Receiver {
    std::string name;
    double gapDb;
    double floorBer;
};

std::vector<Receiver> receiversOf(const SampleRun& sample)
{
    return {
        {"model", sample.gapDb, sample.floorBer}, {"ls-linear", 5, 0.1}, {"lmmse", 3, 0.045}, {"perfect-csi", 0, 0}};
}

/// What a worker of this run would have written so far.
class SampleWriter
{
public:
    SampleWriter(const run::RunFolder& folder, const SampleRun& sample, const run::RunSpec& spec, std::string began)
        : m_folder(folder), m_sample(sample), m_spec(spec), m_began(std::move(began))
    {
    }

    std::vector<run::RunEvent> write()
    {
        add(run::StartedEvent{"0.1.0", "1.13.1", "cpu", "lab-7", "AMD EPYC (sample)", "OpenBLAS", 2, 0, true});
        add(run::PhaseEvent{run::Phase::setup});
        add(run::PhaseEvent{run::Phase::training});
        train();
        if (m_sample.done >= 1 && m_sample.points > 0) {
            judge();
        }
        if (m_sample.energy != EnergySource::none) {
            measure();
        }
        run::EventWriter writer = require(run::EventWriter::open(m_folder.eventsFile()));
        for (const run::RunEvent& event : m_events) {
            require(writer.append(event));
        }
        return m_events;
    }

    [[nodiscard]] double seconds() const { return m_events.empty() ? 0 : m_events.back().t; }

    [[nodiscard]] std::int64_t step() const { return m_step; }

private:
    void add(run::EventPayload payload)
    {
        const auto seq = static_cast<std::uint64_t>(m_events.size() + 1);
        m_events.push_back(
            {seq, 1, m_step, setupS + secondsOfStep * static_cast<double>(m_step) + m_extraS, std::move(payload)});
    }

    void train()
    {
        base::RandomStream random({m_sample.seed, base::Stream::training, 0});
        const auto last = std::llround(m_sample.done * static_cast<double>(m_sample.steps));
        for (m_step = 1; m_step <= last; ++m_step) {
            const double part = static_cast<double>(m_step) / static_cast<double>(m_sample.steps);
            const double speed = std::sqrt(m_sample.learningRate / 3e-3);
            const double loss = 0.17 + 0.5 * std::exp(-9 * part * speed) + 0.02 * random.normal() * (1.2 - part);
            run::SeriesEvent values{{{"train_loss", loss},
                                     {"learning_rate", m_sample.learningRate * 0.5 * (1 + std::cos(3.14159 * part))},
                                     {"gradient_norm", 0.4 + 0.1 * random.normal()}}};
            if (m_step % 20 == 0) {
                values.values["slots_per_second"] = 240 + 6 * random.normal();
                values.values["data_wait_share"] = 0;
            }
            if (m_step % validateEvery == 0) {
                values.values["validation_geometric_mean_ber"] = -1.45 + 0.8 * std::exp(-5 * part * speed);
            }
            add(std::move(values));
        }
        m_step = last;
        add(run::ProgressEvent{run::Phase::training, last, m_sample.steps,
                               secondsOfStep * static_cast<double>(m_sample.steps - last) + 12});
        require(base::writeFileAtomically(m_folder.logFile(),
                                          "training on cpu with 2 threads\nstep " + std::to_string(last) + "\n"));
    }

    void judge()
    {
        add(run::PhaseEvent{run::Phase::evaluation});
        double sum = 0;
        for (const std::string& modulation : m_sample.modulations) {
            for (int point = 0; point < m_sample.points; ++point) {
                sum += judgePoint(modulation, point);
            }
        }
        const bool isComplete = m_sample.points == static_cast<int>(m_spec.evaluation.sinrDb.size());
        if (isComplete) {
            const auto points = static_cast<double>(m_sample.modulations.size() * m_spec.evaluation.sinrDb.size());
            add(run::SeriesEvent{{{"geometric_mean_ber", sum / points}, {"zero_error_points", 0}}});
        }
    }

    /// log10 of the model's BER.
    double judgePoint(const std::string& modulation, int number)
    {
        m_extraS += 1.5;
        const double sinrDb = m_spec.evaluation.sinrDb.at(static_cast<std::size_t>(number));
        const double harder = modulation == "64QAM" ? 4 : 0;
        run::PointSlots file{{*phy::modulationFromName(modulation), 1, sinrDb}, {}, {}, {}};
        file.bits.assign(slotsOfPoint, bitsOfSlot);
        double modelLog = 0;
        for (const Receiver& receiver : receiversOf(m_sample)) {
            const bool isModel = receiver.name == "model";
            const double ber = berAt(sinrDb - harder, receiver.gapDb, receiver.floorBer);
            const auto errors = errorsOf(ber, isModel ? 100 + m_sample.seed : 7, static_cast<std::uint64_t>(number));
            run::BerPointEvent event{receiver.name, modulation, 1, "", pointOf(sinrDb, errors)};
            modelLog = isModel ? run::log10Ber(event.point.bits, event.point.bitErrors) : modelLog;
            file.receivers.push_back({receiver.name, ""});
            file.errors.push_back(errors);
            add(std::move(event));
        }
        std::filesystem::create_directories(m_folder.evaluationFolder());
        require(run::writePoint(m_folder.evaluationFolder(), file, "sample"));
        return modelLog;
    }

    void measure()
    {
        PhaseTimes times{setupS, secondsOfStep * static_cast<double>(m_step), m_extraS, 0};
        if (m_sample.done >= 1) {
            add(run::PhaseEvent{run::Phase::inference});
            times.inferenceS = inferenceS;
            m_extraS += inferenceS;
        }
        add(run::EnergyEvent{madeUpEnergy(m_sample.energy, m_spec, times, m_step, m_began)});
        SampleTrace trace;
        trace.trainingS = times.trainingS;
        trace.isAtWork = m_sample.done < 1;
        trace.isEstimated = m_sample.energy == EnergySource::load;
        trace.seed = static_cast<unsigned>(m_sample.seed);
        writeSampleTrace(m_folder.powerFolder(), trace);
    }

    static run::BerPoint pointOf(double sinrDb, const std::vector<std::int64_t>& errors)
    {
        std::vector<analysis::SlotErrors> slots;
        for (const std::int64_t count : errors) {
            slots.push_back({static_cast<std::uint64_t>(count), bitsOfSlot});
        }
        const analysis::BerEstimate estimate = analysis::estimateBer(slots);
        return {sinrDb, estimate.slots, estimate.bits, estimate.bitErrors, estimate.ber, estimate.low, estimate.high};
    }

    const run::RunFolder& m_folder;
    const SampleRun& m_sample;
    const run::RunSpec& m_spec;
    std::string m_began;
    std::vector<run::RunEvent> m_events;
    std::int64_t m_step = 0;
    double m_extraS = 0;
};

run::RunSpec specOf(const SampleRun& sample)
{
    run::RunSpec spec = require(project::templateRuns("quickstart")).at(0);
    spec.name = sample.name.size() <= 200 ? sample.name : sample.name.substr(0, 200);
    spec.seed = sample.seed;
    spec.training.steps = sample.steps;
    spec.training.warmupSteps = std::min<decltype(spec.training.warmupSteps)>(spec.training.warmupSteps, sample.steps);
    spec.training.learningRate = sample.learningRate;
    spec.link.modulations.clear();
    for (const std::string& modulation : sample.modulations) {
        spec.link.modulations.push_back(*phy::modulationFromName(modulation));
    }
    if (sample.energy != EnergySource::none) {
        spec.power.baselineS = 10;
    }
    if (!sample.channels.empty()) {
        spec.model.channels = sample.channels;
        spec.model.dilations.assign(sample.channels.size(), {1, 1});
    }
    return spec;
}

bool hasBegun(RunState state)
{
    return state != RunState::queued && state != RunState::waiting;
}

void writeRun(const run::ProjectFolder& project, run::RunJournal& journal, const RunId& id, const SampleRun& sample,
              int number)
{
    const run::RunSpec spec = specOf(sample);
    const auto begin = std::chrono::system_clock::time_point(std::chrono::seconds(1'760'000'000 + 400LL * number));
    run::StateRecord state;
    state.state = sample.state;
    state.reason = sample.reason.empty() ? std::nullopt : std::optional(sample.reason);
    state.order = number;
    state.createdAt = base::toIsoTime(begin);
    const run::RunFolder folder = require(run::createRunFolder(project.runsFolder(), id, spec, state));
    const run::RunMeta meta{sample.name, sample.tags, sample.notes, sample.starred, false};
    require(folder.writeMeta(meta));
    std::vector<run::RunEvent> events;
    if (hasBegun(sample.state)) {
        SampleWriter writer(folder, sample, spec, base::toIsoTime(begin));
        events = writer.write();
        state.attempt = 1;
        state.startedAt = base::toIsoTime(begin + std::chrono::seconds(5));
        if (run::isFinished(sample.state)) {
            const auto seconds = static_cast<std::int64_t>(writer.seconds());
            state.finishedAt = base::toIsoTime(begin + std::chrono::seconds(5 + seconds));
            const bool succeeded = sample.state == RunState::succeeded;
            require(folder.writeExit({succeeded ? run::ExitOutcome::succeeded : run::ExitOutcome::failed, state.reason,
                                      1, writer.step(), writer.seconds()}));
        }
        require(folder.writeState(state));
    }
    require(journal.putRun(id, spec, meta, state));
    if (!events.empty()) {
        require(journal.putEvents(id, events, std::filesystem::file_size(folder.eventsFile())));
        if (const auto exit = require(folder.readExit())) {
            require(journal.putExit(id, *exit));
        }
    }
}

/// Every state once, behind learning rates with three seeds each.
std::vector<SampleRun> manyRuns()
{
    std::vector<SampleRun> runs;
    int place = 0;
    for (const double rate : {3e-4, 1e-3, 3e-3, 1e-2}) {
        for (const std::uint64_t seed : {1, 2, 3}) {
            SampleRun sample;
            sample.name = "rate " + std::to_string(++place);
            sample.learningRate = rate;
            sample.seed = seed;
            sample.gapDb = 2.2 + std::abs(std::log10(rate / 3e-3));
            sample.floorBer = 6e-3 * (1 + std::abs(std::log10(rate / 3e-3)));
            sample.tags = {rate == 3e-3 ? "paper" : "sweep"};
            sample.starred = place == 7;
            // By counters but for one of each other kind, all of them among the first.
            sample.energy = place == 2 ? EnergySource::load : place == 3 ? EnergySource::none : EnergySource::counter;
            runs.push_back(sample);
        }
    }
    const std::vector<std::pair<RunState, std::string>> states = {
        {RunState::failed, "the loss is not a number at step 812: training.learning_rate 0.5 is too high"},
        {RunState::cancelled, ""},
        {RunState::paused, ""},
        {RunState::running, ""},
        {RunState::stale, "no sign of life for 40 s"},
        {RunState::queued, ""},
        {RunState::waiting, "waits for teacher-full"}};
    for (const auto& [state, reason] : states) {
        SampleRun sample;
        sample.name = "another " + std::string(nameOf(state));
        sample.state = state;
        sample.reason = reason;
        sample.done = 0.4;
        sample.points = 0;
        sample.energy =
            state == RunState::running || state == RunState::paused ? EnergySource::counter : EnergySource::none;
        runs.push_back(sample);
    }
    SampleRun small;
    small.name = "small";
    small.channels = {24, 24, 32, 24};
    small.floorBer = 2e-2;
    small.energy = EnergySource::counter;
    runs.push_back(small);
    return runs;
}

/// 10,000 short runs: what a year of work leaves behind.
std::vector<SampleRun> largeProject()
{
    constexpr int runs = 10'000;
    std::vector<SampleRun> samples;
    for (int i = 0; i < runs; ++i) {
        SampleRun sample;
        sample.name = "run " + std::to_string(i);
        sample.seed = static_cast<std::uint64_t>(i % 5 + 1);
        sample.learningRate = 1e-4 * (1 + i % 7);
        sample.steps = 3;
        sample.points = 0;
        samples.push_back(sample);
    }
    return samples;
}

std::vector<SampleRun> hostileRuns()
{
    std::vector<SampleRun> runs(6);
    runs[0].name = "<b>bold</b> & <img src=x onerror=alert(1)>";
    runs[1].name = std::string(200, 'W');
    runs[2].name = "\u05e9\u05dc\u05d5\u05dd \u202eright to left";
    runs[3].name = "=cmd|' /C calc'!A0";
    runs[4].name = "'; DROP TABLE Runs; -- %s \\\\ {x} _ # $";
    runs[4].tags = {"<i>tag</i>", std::string(200, 't')};
    runs[4].notes = "# Notes\n\n![picture](http://example.invalid/x.png) <script>alert(1)</script>";
    runs[5].name = "two modulations";
    runs[5].modulations = {"16QAM", "64QAM"};
    for (std::size_t i = 0; i < runs.size(); ++i) {
        runs[i].seed = i + 1;
    }
    return runs;
}

} // namespace

std::vector<RunId> makeSampleProject(const std::filesystem::path& folder, const std::vector<SampleRun>& runs)
{
    const run::ProjectFolder project = require(run::ProjectFolder::create(folder));
    const auto journal = require(store::SqliteJournal::create(project.databaseFile()));
    std::vector<RunId> ids;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        ids.push_back(base::makeRunId());
        writeRun(project, *journal, ids.back(), runs[i], static_cast<int>(i));
    }
    return ids;
}

const std::vector<std::string>& sampleProjectKinds()
{
    static const std::vector<std::string> kinds = {"empty", "one", "many", "running", "failed", "hostile", "large"};
    return kinds;
}

std::vector<SampleRun> sampleRunsOf(const std::string& kind)
{
    SampleRun sample;
    sample.name = "quickstart";
    sample.energy = EnergySource::counter;
    if (kind == "many") {
        return manyRuns();
    }
    if (kind == "hostile") {
        return hostileRuns();
    }
    if (kind == "large") {
        return largeProject();
    }
    if (kind == "running") {
        sample.state = RunState::running;
        sample.done = 0.62;
    } else if (kind == "failed") {
        sample.state = RunState::failed;
        sample.reason = "the loss is not a number at step 812: training.learning_rate 0.5 is too high";
        sample.done = 0.406;
        sample.energy = EnergySource::none;
    }
    return kind == "empty" ? std::vector<SampleRun>() : std::vector<SampleRun>{sample};
}

} // namespace rxwatt::test
