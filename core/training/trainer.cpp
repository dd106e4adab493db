// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainer.h"

#include "core/network/weight_file.h"
#include "core/training/learning_rate.h"
#include "core/training/loss.h"
#include "core/training/network_batch.h"
#include "core/training/validation.h"
#include "core/training/weight_source.h"

#include <fmt/format.h>

#include <cmath>

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
    if (m_state.step >= steps) {
        return RunEnd::finished;
    }
    RXWATT_TRY(m_job.events.emit(m_state.step, run::PhaseEvent{run::Phase::training}));
    RXWATT_ASSIGN(const auto source, SlotSource::start(trainingPlan(m_job.spec, m_state.step), m_setup.sourceThreads));
    m_state.network->train();
    while (m_state.step < steps && !m_job.stop) {
        RXWATT_ASSIGN(const auto result, step(*source->next()));
        m_job.step = m_state.step;
        RXWATT_TRY(report(result, *source));
        RXWATT_TRY(afterStep());
    }
    if (m_state.step < steps) {
        RXWATT_TRY(saveCheckpoint());
        return RunEnd::stopped;
    }
    return RunEnd::finished;
}

Result<Trainer::StepResult> Trainer::step(const SlotBatch& batch)
{
    const auto& config = m_job.spec.training;
    StepResult result;
    result.learningRate = learningRateAt(config, m_state.step + 1);
    const auto logits = m_state.network->forward(featuresOf(batch, 0, m_setup.device));
    const auto loss = maskedBitLoss(logits, bitsOf(batch, m_setup.device), maskOf(batch, m_setup.device));
    loss.backward();
    auto gradients = m_state.parameters.gradients();
    m_state.parameters.clearGradients();
    const auto norm = clipByNorm(gradients, config.gradientClip);
    result.loss = loss.item<double>();
    result.gradientNorm = norm.item<double>();
    RXWATT_TRY(checkFinite(result));
    m_state.optimizer.step(gradients, result.learningRate);
    ++m_state.step;
    return result;
}

Status Trainer::checkFinite(const StepResult& result) const
{
    if (std::isfinite(result.loss) && std::isfinite(result.gradientNorm)) {
        return {};
    }
    const auto& training = m_job.spec.training;
    const auto& sinr = m_job.spec.link.sinrDb;
    return fail(ErrorKind::failed,
                fmt::format("training broke down at step {}: loss {}, gradient norm {} (learning rate {:g} of at most "
                            "{:g}, gradient clip {:g}, SINR {:g} to {:g} dB, {} slots a batch); lower "
                            "training.learning_rate, lengthen training.warmup_steps or set training.gradient_clip",
                            m_state.step + 1, result.loss, result.gradientNorm, result.learningRate,
                            training.learningRate, training.gradientClip, sinr.low, sinr.high, training.batchSlots));
}

Status Trainer::report(const StepResult& result, const SlotSource& source)
{
    run::SeriesEvent series{
        {{"train_loss", result.loss}, {"learning_rate", result.learningRate}, {"gradient_norm", result.gradientNorm}}};
    Pace::Report pace;
    const bool last = m_state.step == m_job.spec.training.steps;
    const bool due = m_pace.due(m_job.spec.training.batchSlots, source.waitedSeconds(), last, pace);
    if (due) {
        series.values["slots_per_second"] = pace.slotsPerSecond;
        series.values["data_wait_share"] = pace.waitShare;
    }
    RXWATT_TRY(m_job.events.emit(m_state.step, std::move(series)));
    if (!due) {
        return {};
    }
    return m_job.events.emit(m_state.step, run::ProgressEvent{run::Phase::training, m_state.step,
                                                              m_job.spec.training.steps, remainingSeconds()});
}

Status Trainer::afterStep()
{
    const auto& spec = m_job.spec;
    const bool last = m_state.step == spec.training.steps;
    if (isDue(m_state.step, spec.validation.every)) {
        m_pace.pause();
        RXWATT_TRY(validateNow());
        m_pace.resume();
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
    RXWATT_ASSIGN(const auto value, validate(m_state.network, spec, m_setup.device, m_setup.sourceThreads));
    RXWATT_TRY(m_job.events.emit(m_state.step, run::SeriesEvent{{{"validation_geometric_mean_ber", value}}}));
    if (!m_state.bestValidation || value < *m_state.bestValidation) {
        m_state.bestValidation = value;
        RXWATT_TRY(network::saveWeights(m_state.network, weightMetadata(spec.model, spec.link, m_state.step),
                                        m_job.folder.bestWeightsFile()));
    }
    return m_job.events.emit(m_state.step, run::PhaseEvent{run::Phase::training});
}

Status Trainer::saveCheckpoint()
{
    RXWATT_TRY(m_job.events.sync());
    RXWATT_TRY(m_checkpoints.save(m_state.toCheckpoint(m_setup.machine)));
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
    const auto curves = static_cast<double>(spec.link.modulations.size() * spec.link.dmrs.symbols.size());
    const auto points = curves * static_cast<double>(spec.evaluation.sinrDb.size());
    const auto slots = points * static_cast<double>(spec.evaluation.minSlots + spec.evaluation.maxSlots) / 2;
    return (stepsLeft * spec.training.batchSlots + slots / 3) / pace;
}

} // namespace rxwatt::training
