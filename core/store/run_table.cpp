// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_table.h"

#include "core/model/layers.h"
#include "core/run/config_json.h"
#include "core/store/run_selection.h"
#include "core/store/statement.h"

namespace rxwatt::store
{

namespace
{

std::string textOf(const auto& value)
{
    return base::toText(toJson(value));
}

/// Points that one receiver's evaluation has when it is complete: SINRs × modulations × numbers of DM-RS symbols.
std::int64_t expectedPoints(const run::RunSpec& spec)
{
    if (spec.kind != run::RunKind::train && spec.kind != run::RunKind::evaluate) {
        return 0;
    }
    const auto link = spec.evaluationLink();
    const phy::LinkConfig& judged = link ? *link : spec.link;
    return static_cast<std::int64_t>(spec.evaluation.sinrDb.size() * judged.modulations.size() *
                                     judged.dmrs.symbols.size());
}

std::optional<std::int64_t> expectedSteps(const run::RunSpec& spec)
{
    return spec.kind == run::RunKind::train ? std::optional(spec.training.steps) : std::nullopt;
}

struct ModelSize {
    std::optional<std::int64_t> parameters;
    std::optional<std::int64_t> macsPerSlot;
};

ModelSize modelSize(const run::RunSpec& spec)
{
    if (!spec.hasOwnModel()) {
        return {};
    }
    const model::ModelLayers layers = model::layersOf(spec.model, run::modelShape(spec.link));
    return {layers.parameters(), layers.macs()};
}

constexpr const char* putRunSql = R"(
    INSERT INTO Runs (id, name, kind, starred, archived, tags, evaluation_digest, expected_points, expected_steps,
                      parameters, macs_per_slot, state, reason, attempt, queue_order, created_at, started_at, finished_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        name = excluded.name, kind = excluded.kind, starred = excluded.starred, archived = excluded.archived, tags = excluded.tags,
        evaluation_digest = excluded.evaluation_digest, expected_points = excluded.expected_points,
        expected_steps = excluded.expected_steps,
        parameters = excluded.parameters, macs_per_slot = excluded.macs_per_slot,
        state = excluded.state, reason = excluded.reason, attempt = excluded.attempt,
        queue_order = excluded.queue_order, created_at = excluded.created_at, started_at = excluded.started_at,
        finished_at = excluded.finished_at)";

// A new attempt makes the exit record of the one before it void, as the worker removes its file.
constexpr const char* putDetailsSql = R"(
    INSERT INTO RunDetails (run, spec, meta, state_record) VALUES (?, ?, ?, ?)
    ON CONFLICT (run) DO UPDATE SET spec = excluded.spec, meta = excluded.meta, state_record = excluded.state_record,
        exit_record = iif(exit_record ->> 'attempt' < excluded.state_record ->> 'attempt', NULL, exit_record))";

constexpr const char* putStateDetailsSql = R"(
    UPDATE RunDetails SET state_record = ?1,
        exit_record = iif(exit_record ->> 'attempt' < ?1 ->> 'attempt', NULL, exit_record) WHERE run = ?2)";

constexpr const char* putStateSql = R"(
    UPDATE Runs SET state = ?, reason = ?, attempt = ?, queue_order = ?, created_at = ?, started_at = ?,
                    finished_at = ? WHERE run = ?)";

constexpr const char* putEnergySql = R"(
    UPDATE Runs SET training_energy_j = ?, step_energy_j = ?, inference_energy_j = ?, energy_quality = ? WHERE run = ?)";

constexpr const char* putTotalsSql = R"(
    UPDATE Runs SET event_offset = ?, last_seq = ?, events = ?, duration_s = ?, steps_done = ? WHERE run = ?)";

} // namespace

RunTable::RunTable(SQLite::Database& database)
    : m_key(database, "SELECT run FROM Runs WHERE id = ?"),
      m_put(database, putRunSql),
      m_putDetails(database, putDetailsSql),
      m_putState(database, putStateSql),
      m_putStateDetails(database, putStateDetailsSql),
      m_putExit(database, "UPDATE RunDetails SET exit_record = ? WHERE run = ?"),
      m_remove(database, "DELETE FROM Runs WHERE run = ?"),
      m_totals(database, "SELECT event_offset, last_seq, events, duration_s, steps_done FROM Runs WHERE run = ?"),
      m_putTotals(database, putTotalsSql),
      m_putStarted(database, "UPDATE RunDetails SET started_event = ? WHERE run = ?"),
      m_putEnergy(database, putEnergySql),
      m_putEnergyDetails(database, "UPDATE RunDetails SET energy = ? WHERE run = ?")
{
}

std::optional<std::int64_t> RunTable::keyOf(const RunId& id)
{
    const Rewind rewind(m_key);
    m_key.bind(1, id.text);
    if (!m_key.executeStep()) {
        return std::nullopt;
    }
    return m_key.getColumn(0).getInt64();
}

std::int64_t RunTable::put(const RunId& id, const run::RunSpec& spec, const run::RunMeta& meta,
                           const run::StateRecord& state)
{
    const ModelSize size = modelSize(spec);
    execute(m_put, id.text, meta.name, std::string(nameOf(spec.kind)), int{meta.starred}, int{meta.archived},
            tagsText(meta.tags), run::evaluationDigest(spec), expectedPoints(spec), expectedSteps(spec),
            size.parameters, size.macsPerSlot, std::string(nameOf(state.state)), state.reason, state.attempt,
            state.order, state.createdAt, state.startedAt, state.finishedAt);
    const std::int64_t run = keyOf(id).value();
    execute(m_putDetails, run, textOf(spec), textOf(meta), textOf(state));
    return run;
}

void RunTable::putState(std::int64_t run, const run::StateRecord& state)
{
    execute(m_putState, std::string(nameOf(state.state)), state.reason, state.attempt, state.order, state.createdAt,
            state.startedAt, state.finishedAt, run);
    execute(m_putStateDetails, textOf(state), run);
}

void RunTable::putExit(std::int64_t run, const run::ExitRecord& exit)
{
    execute(m_putExit, textOf(exit), run);
}

void RunTable::remove(std::int64_t run)
{
    execute(m_remove, run);
}

EventTotals RunTable::totals(std::int64_t run)
{
    const Rewind rewind(m_totals);
    m_totals.bind(1, run);
    EventTotals totals;
    if (m_totals.executeStep()) {
        totals.offset = static_cast<std::uint64_t>(m_totals.getColumn(0).getInt64());
        totals.lastSeq = static_cast<std::uint64_t>(m_totals.getColumn(1).getInt64());
        totals.events = m_totals.getColumn(2).getInt64();
        totals.durationS = m_totals.getColumn(3).getDouble();
        totals.stepsDone = m_totals.getColumn(4).getInt64();
    }
    return totals;
}

void RunTable::putTotals(std::int64_t run, const EventTotals& totals)
{
    execute(m_putTotals, totals.offset, totals.lastSeq, totals.events, totals.durationS, totals.stepsDone, run);
}

void RunTable::putStarted(std::int64_t run, const run::RunEvent& event)
{
    execute(m_putStarted, toLine(event), run);
}

void RunTable::putEnergy(std::int64_t run, const run::EnergyRecord& energy)
{
    const run::PhaseEnergy* training = energy.find(run::Phase::training);
    const std::optional<double> trainingJ = training != nullptr ? training->relativeEnergyJ : std::nullopt;
    const std::optional<double> inferenceJ = energy.inference ? std::optional(energy.inference->joules) : std::nullopt;
    std::optional<run::Quality> quality;
    if (trainingJ) {
        quality = training->quality;
    }
    if (inferenceJ) {
        quality = run::worseOf(quality.value_or(run::Quality::counter), energy.inference->quality);
    }
    const auto name = quality ? std::optional(std::string(nameOf(*quality))) : std::nullopt;
    execute(m_putEnergy, trainingJ, energy.trainingStepJ, inferenceJ, name, run);
    execute(m_putEnergyDetails, textOf(energy), run);
}

} // namespace rxwatt::store
