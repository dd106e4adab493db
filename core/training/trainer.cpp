// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainer.h"

#include "core/network/weight_file.h"
#include "core/training/learning_rate.h"
#include "core/training/network_batch.h"
#include "core/training/stepper.h"
#include "core/training/validation.h"
#include "core/training/weight_source.h"

#include <fmt/format.h>

namespace rxwatt::training
{

namespace
{

bool isDue(std::int64_t step, std::int64_t every)
{
    return every > 0 && step % every == 0;
}

} // namespace

SlotPlan trainingPlan(const run::RunSpec& spec, std::int64_t stepsDone)
{
    SlotPlan plan;
    plan.link = spec.link;
    plan.inputs = {inputKind(spec.model.input)};
    plan.batchSlots = spec.training.batchSlots;
    plan.slots = spec.training.steps * spec.training.batchSlots;
    plan.firstBatch = stepsDone;
    plan.request = [seed = spec.seed](std::int64_t number) {
        return SlotRequest{{seed, base::Stream::training, static_cast<std::uint64_t>(number)}, {}};
    };
    return plan;
}

Trainer::Trainer(RunJob& job, TrainingState& state, CheckpointStore& checkpoints, Setup setup)
    : m_job(job), m_state(state), m_checkpoints(checkpoints), m_setup(std::move(setup))
{
}

Result<RunEnd> Trainer::run()
{
    const auto steps = m_job.spec.training.steps;
    if (m_state.validationPending) {
        RXWATT_TRY(afterStep());
    }
    if (m_state.step < steps && !m_job.stop) {
        RXWATT_TRY(m_job.events.emit(m_state.step, run::PhaseEvent{run::Phase::training}));
        RXWATT_TRY(work(steps));
    }
    if (m_state.step < steps || m_state.validationPending) {
        RXWATT_TRY(saveCheckpoint());
        return RunEnd::stopped;
    }
    return RunEnd::finished;
}

Status Trainer::work(std::int64_t steps)
{
    RXWATT_ASSIGN(const auto source, SlotSource::start(trainingPlan(m_job.spec, m_state.step), m_setup.sourceThreads));
    m_state.network->train();
    const auto& training = m_job.spec.training;
    const auto stepper = Stepper::create({m_state.network, m_state.parameters, m_state.optimizer}, training.optimizer,
                                         training.gradientClip, m_setup.device);
    const auto load = [&] {
        if (const SlotBatch* batch = source->next()) {
            stepper->load(
                {featuresOf(*batch, 0, torch::kCPU), bitsOf(*batch, torch::kCPU), maskOf(*batch, torch::kCPU)});
        }
    };
    load();
    while (m_state.step < steps && !m_job.stop) {
        stepper->launch(learningRateAt(training, m_state.step + 1));
        load(); // while a GPU is at work
        const StepResult result = stepper->finish();
        if (!result.isFinite()) {
            return tl::unexpected<Error>(breakdown(result));
        }
        ++m_state.step;
        m_job.step = m_state.step;
        RXWATT_TRY(report(result, *source));
        RXWATT_TRY(afterStep());
    }
    return {};
}

Error Trainer::breakdown(const StepResult& result) const
{
    const auto& training = m_job.spec.training;
    const auto& sinr = m_job.spec.link.sinrDb;
    return {
        ErrorKind::failed,
        fmt::format("training broke down at step {}: loss {}, gradient norm {} (learning rate {:g} of at most {:g}, "
                    "gradient clip {:g}, SINR {:g} to {:g} dB, {} slots a batch); lower training.learning_rate, "
                    "lengthen training.warmup_steps or set training.gradient_clip",
                    m_state.step + 1, result.loss, result.gradientNorm, learningRateAt(training, m_state.step + 1),
                    training.learningRate, training.gradientClip, sinr.low, sinr.high, training.batchSlots)};
}

Status Trainer::report(const StepResult& result, const SlotSource& source)
{
    run::SeriesEvent series{{{"train_loss", result.loss},
                             {"learning_rate", learningRateAt(m_job.spec.training, m_state.step)},
                             {"gradient_norm", result.gradientNorm}}};
    Pace::Report pace;
    const bool last = m_state.step == m_job.spec.training.steps;
    const bool due = m_pace.due(m_job.spec.training.batchSlots, source.waitedSeconds(), last, pace);
    if (due) {
        series.values["slots_per_second"] = pace.slotsPerSecond;
        series.values["data_wait_share"] = pace.waitShare;
    }
    RXWATT_TRY(m_job.events.emit(m_state.step, std::move(series)));
    if (!due && !last) {
        return {};
    }
    return m_job.events.emit(m_state.step, run::ProgressEvent{run::Phase::training, m_state.step,
                                                              m_job.spec.training.steps, remainingSeconds()});
}

Status Trainer::afterStep()
{
    const auto& spec = m_job.spec;
    const bool last = m_state.step == spec.training.steps;
    if (isDue(m_state.step, spec.validation.every) || (last && spec.validation.every > 0)) {
        m_pace.pause();
        RXWATT_TRY(validateNow());
        m_pace.resume();
    }
    if (m_state.validationPending) {
        return {}; // a stop: what is due comes when the run goes on
    }
    if (isDue(m_state.step, spec.training.snapshotEvery)) {
        RXWATT_TRY(network::saveWeights(m_state.network, weightMetadata(spec.model, spec.link, m_state.step),
                                        m_job.folder.snapshotFile(m_state.step)));
    }
    if (last || isDue(m_state.step, spec.training.checkpointEvery)) {
        return saveCheckpoint();
    }
    return {};
}

Status Trainer::validateNow()
{
    const auto& spec = m_job.spec;
    RXWATT_TRY(m_job.events.emit(m_state.step, run::PhaseEvent{run::Phase::validation}));
    RXWATT_ASSIGN(const auto value, validate(m_state.network, spec, m_setup.device, m_setup.sourceThreads, m_job.stop));
    m_state.validationPending = !value;
    if (!value) {
        return {};
    }
    RXWATT_TRY(m_job.events.emit(m_state.step, run::SeriesEvent{{{"validation_geometric_mean_ber", *value}}}));
    if (!m_state.bestValidation || *value < *m_state.bestValidation) {
        m_state.bestValidation = value;
        RXWATT_TRY(network::saveWeights(m_state.network, weightMetadata(spec.model, spec.link, m_state.step),
                                        m_job.folder.bestWeightsFile()));
    }
    return m_job.events.emit(m_state.step, run::PhaseEvent{run::Phase::training});
}

Status Trainer::saveCheckpoint()
{
    if (m_savedStep == m_state.step && m_savedPending == m_state.validationPending) {
        return {};
    }
    RXWATT_TRY(m_job.events.sync());
    RXWATT_TRY(m_checkpoints.save(m_state.toCheckpoint(m_setup.machine)));
    m_savedStep = m_state.step;
    m_savedPending = m_state.validationPending;
    return m_job.events.emit(m_state.step, run::CheckpointEvent{});
}

/// Of the whole run: the steps left at the average pace, and the evaluation, whose slots cost a third of a training
/// slot (no way back) and lie, for a guess, half way between its fewest and its most.
double Trainer::remainingSeconds() const
{
    const double pace = m_pace.average();
    if (pace <= 0) {
        return -1;
    }
    const auto& spec = m_job.spec;
    const auto stepsLeft = static_cast<double>(spec.training.steps - m_state.step);
    const auto link = spec.evaluationLink().value_or(spec.link);
    const auto curves = static_cast<double>(link.modulations.size() * link.dmrs.symbols.size());
    const auto points = curves * static_cast<double>(spec.evaluation.sinrDb.size());
    const auto slots = points * static_cast<double>(spec.evaluation.minSlots + spec.evaluation.maxSlots) / 2;
    return (stepsLeft * spec.training.batchSlots + slots / 3) / pace;
}

} // namespace rxwatt::training
