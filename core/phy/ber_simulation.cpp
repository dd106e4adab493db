// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/ber_simulation.h"

#include "core/phy/sinr_points.h"
#include "core/phy/slot_workers.h"

namespace rxwatt::phy
{

namespace
{

/// 16 bytes each are kept.
constexpr std::uint64_t maxKeptSlots = 10'000'000;

Status check(const BerSettings& settings)
{
    RXWATT_TRY(settings.link.validate());
    RXWATT_TRY(makeReceiver(settings.receiver, settings.link));
    return checkPoints(settings.sinrDb, settings.slots, maxKeptSlots);
}

/// One thread's simulator, receiver and buffers.
class Worker
{
public:
    Worker(const BerSettings& settings, std::vector<BerPoint>& points)
        : m_settings(settings),
          m_points(points),
          m_simulator(settings.link),
          m_receiver(makeReceiver(settings.receiver, settings.link).value()),
          m_overrides(settings.overrides)
    {
    }

    void work(std::uint64_t index)
    {
        const std::uint64_t slot = index % m_settings.slots;
        BerPoint& point = m_points[index / m_settings.slots];
        m_overrides.sinrDb = point.sinrDb;
        m_simulator.simulate({m_settings.seed, base::Stream::simulation, slot}, m_overrides, m_slot);
        m_logits.resize(m_slot.elements() * m_slot.bitWidth);
        m_receiver->demap(m_slot, m_logits);
        point.slots[slot] = countErrors(m_slot, m_logits);
    }

private:
    const BerSettings& m_settings;
    std::vector<BerPoint>& m_points;
    LinkSimulator m_simulator;
    std::unique_ptr<Receiver> m_receiver;
    SlotOverrides m_overrides;
    Slot m_slot;
    std::vector<float> m_logits;
};

} // namespace

ErrorCount BerPoint::total() const
{
    ErrorCount sum;
    for (const ErrorCount& slot : slots) {
        sum.errors += slot.errors;
        sum.bits += slot.bits;
    }
    return sum;
}

Result<std::vector<BerPoint>> simulateBer(const BerSettings& settings, const SlotProgress& progress,
                                          std::stop_token stop)
{
    RXWATT_TRY(check(settings));
    std::vector<BerPoint> points;
    for (const double sinr : settings.sinrDb) {
        points.push_back({sinr, std::vector<ErrorCount>(settings.slots)});
    }
    const auto makeTask = [&]() -> SlotTask {
        return [worker = std::make_shared<Worker>(settings, points)](std::uint64_t index) -> Status {
            worker->work(index);
            return {};
        };
    };
    RXWATT_TRY(runSlotWorkers(points.size() * settings.slots, settings.threads, makeTask, progress, stop));
    return points;
}

} // namespace rxwatt::phy
