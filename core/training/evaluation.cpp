// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/evaluation.h"

#include "core/base/digest.h"
#include "core/run/point_file.h"
#include "core/training/ber_point.h"
#include "core/training/point_tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>

namespace rxwatt::training
{

namespace
{

using run::PointKey;
using run::PointSlots;
using run::ReceiverName;

/// One evaluation at work: its points, and what has been found so far.
class Evaluator
{
public:
    Evaluator(RunJob& job, EvaluationSetup& setup)
        : m_job(job),
          m_setup(setup),
          m_config(job.spec.evaluation),
          m_batchSlots(inferenceBatch(setup.link.subcarriers()))
    {
        for (const auto& model : setup.models) {
            m_receivers.push_back({"model", model.weights});
        }
        for (const auto& baseline : m_config.baselines) {
            m_receivers.push_back({baseline, ""});
        }
        m_modelPoints.resize(setup.models.size());
        std::string parts = run::evaluationDigest(job.spec);
        for (const auto& model : setup.models) {
            parts += "," + model.digest;
        }
        m_digest = base::digestOf(parts);
    }

    Result<RunEnd> run()
    {
        RXWATT_TRY(m_job.events.emit(m_setup.step, run::PhaseEvent{run::Phase::evaluation}));
        const auto keys = points();
        m_total = static_cast<std::int64_t>(keys.size());
        for (const auto& key : keys) {
            auto point = readPoint(m_job.folder.evaluationFolder(), key, m_receivers, m_digest);
            if (!point) {
                RXWATT_ASSIGN(auto measured, measure(key));
                if (!measured) {
                    return RunEnd::stopped;
                }
                RXWATT_TRY(writePoint(m_job.folder.evaluationFolder(), *measured, m_digest));
                point = std::move(measured);
            }
            RXWATT_TRY(tell(*point));
            ++m_done;
            m_lastSlots = static_cast<std::int64_t>(point->bits.size());
        }
        RXWATT_TRY(progress());
        RXWATT_TRY(tellGeometricMeans());
        return RunEnd::finished;
    }

private:
    std::vector<PointKey> points() const
    {
        std::vector<PointKey> keys;
        for (const auto modulation : m_setup.link.modulations) {
            for (const int symbols : m_setup.link.dmrs.symbols) {
                for (const double sinr : m_config.sinrDb) {
                    keys.push_back({modulation, symbols, sinr});
                }
            }
        }
        return keys;
    }

    /// Slots `first` … `first + count − 1` of the evaluation's stream, at the point: every point sees the same.
    Result<std::unique_ptr<SlotSource>> startSlots(const PointKey& key, std::int64_t first, std::int64_t count) const
    {
        SlotPlan plan;
        plan.link = m_setup.link;
        plan.inputs = m_setup.inputs;
        plan.baselines = m_config.baselines;
        plan.request = [key, first, seed = m_config.seed](std::int64_t number) {
            return SlotRequest{{seed, base::Stream::evaluation, static_cast<std::uint64_t>(first + number)},
                               {key.sinrDb, key.modulation, key.dmrsSymbols}};
        };
        plan.slots = count;
        plan.batchSlots = m_batchSlots;
        return SlotSource::start(std::move(plan), m_setup.threads);
    }

    /// The point's slots; none where a stop came in between.
    Result<std::optional<PointSlots>> measure(const PointKey& key)
    {
        PointTally tally(m_config, key, m_receivers);
        while (!tally.done()) {
            RXWATT_ASSIGN(const auto source, startSlots(key, tally.slots(), tally.nextLeg(m_batchSlots)));
            while (const auto* batch = tally.done() ? nullptr : source->next()) {
                if (m_job.stop) {
                    return std::optional<PointSlots>();
                }
                judge(*batch);
                tally.add(*batch, m_errors);
                m_judgedSlots += batch->slots;
                if (std::chrono::steady_clock::now() - m_told > std::chrono::milliseconds(500)) {
                    RXWATT_TRY(progress());
                }
            }
        }
        return std::optional(tally.point());
    }

    void judge(const SlotBatch& batch)
    {
        m_errors.assign(m_setup.models.size(), std::vector<std::int64_t>(static_cast<std::size_t>(batch.slots)));
        for (std::size_t i = 0; i < m_setup.models.size(); ++i) {
            m_setup.models[i].judge->judge(batch, m_errors[i]);
        }
    }

    Status tell(const PointSlots& point)
    {
        for (std::size_t i = 0; i < point.receivers.size(); ++i) {
            run::BerPointEvent event;
            event.receiver = point.receivers[i].receiver;
            event.weights = point.receivers[i].weights;
            event.modulation = phy::nameOf(point.key.modulation);
            event.dmrsSymbols = point.key.dmrsSymbols;
            event.point = toBerPoint(point.key.sinrDb, point.errors[i], point.bits, analysis::fadingOf(m_setup.link));
            if (i < m_modelPoints.size()) {
                m_modelPoints[i].push_back(event.point);
            }
            RXWATT_TRY(m_job.events.emit(m_setup.step, std::move(event)));
        }
        return {};
    }

    /// Later points, at higher SINR, tend to need as many slots as the last one or more.
    Status progress()
    {
        m_told = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(m_told - m_begin).count();
        run::ProgressEvent event{run::Phase::evaluation, m_done, m_total, m_done == m_total ? 0.0 : -1.0};
        if (m_judgedSlots > 0 && m_done < m_total) {
            const auto each = static_cast<double>(std::max(m_lastSlots, m_config.minSlots));
            event.remainingS =
                seconds / static_cast<double>(m_judgedSlots) * each * static_cast<double>(m_total - m_done);
        }
        return m_job.events.emit(m_setup.step, event);
    }

    Status tellGeometricMeans()
    {
        run::SeriesEvent event;
        for (std::size_t i = 0; i < m_modelPoints.size(); ++i) {
            const auto suffix = m_modelPoints.size() == 1 ? "" : ":" + m_setup.models[i].weights;
            const auto mean = geometricMeanOf(m_modelPoints[i]);
            event.values["geometric_mean_ber" + suffix] = mean.value;
            event.values["zero_error_points" + suffix] = static_cast<double>(mean.pointsWithoutErrors);
        }
        return event.values.empty() ? Status() : m_job.events.emit(m_setup.step, std::move(event));
    }

    RunJob& m_job;
    EvaluationSetup& m_setup;
    const run::EvaluationConfig& m_config;
    int m_batchSlots;
    std::vector<ReceiverName> m_receivers;
    std::string m_digest;
    std::vector<std::vector<run::BerPoint>> m_modelPoints; ///< [model][point]
    std::vector<std::vector<std::int64_t>> m_errors;       ///< [model][slot] of the batch at hand
    std::int64_t m_done = 0;
    std::int64_t m_total = 0;
    std::int64_t m_lastSlots = 0;
    std::int64_t m_judgedSlots = 0;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point m_told = m_begin;
};

} // namespace

int evaluationThreads(int cores, bool gpu)
{
    return std::clamp(gpu ? cores - 1 : cores / 2, 1, 16);
}

int inferenceBatch(int subcarriers)
{
    constexpr int elements = 64 * phy::symbolsPerSlot * 48; // 64 slots of 4 resource blocks
    return std::clamp(elements / (phy::symbolsPerSlot * subcarriers), 16, 64);
}

Result<RunEnd> evaluate(RunJob& job, EvaluationSetup& setup)
{
    return Evaluator(job, setup).run();
}

} // namespace rxwatt::training
