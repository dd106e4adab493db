// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/detector.h"
#include "core/phy/estimator_lmmse.h"
#include "core/phy/receivers.h"

#include <array>

namespace rxwatt::phy
{

namespace
{

/// Knows each slot's channel model, delay spread, Doppler and SINR, not its channel.
class LmmseReceiver final : public Receiver
{
public:
    explicit LmmseReceiver(const LinkConfig& config) : m_subcarrierSpacingHz(config.subcarrierSpacingHz)
    {
        for (std::size_t model = 0; model < m_profiles.size(); ++model) {
            m_profiles[model] = channelStatistics(static_cast<ChannelModel>(model));
        }
    }

    void demap(const Slot& slot, std::span<float> logits) override
    {
        const ChannelStatistics& profile = m_profiles.at(static_cast<std::size_t>(slot.draw.channelModel));
        // Assignments of vectors into their old storage.
        m_statistics = profile;
        for (double& delay : m_statistics.delays) {
            delay *= slot.draw.delaySpread;
        }
        // AWGN has no taps that move.
        m_statistics.maxDopplerHz = slot.draw.channelModel == ChannelModel::awgn ? 0.0 : slot.draw.maxDopplerHz;
        m_estimator.estimate(observationOf(slot), m_statistics, m_subcarrierSpacingHz, m_estimate);
        detect(slot, m_estimate.channel, m_estimate.errorVariance, logits);
    }

private:
    double m_subcarrierSpacingHz;
    /// By channel model, with delays in RMS delay spreads.
    std::array<ChannelStatistics, 6> m_profiles;
    ChannelStatistics m_statistics;
    LmmseEstimator m_estimator;
    ChannelEstimate m_estimate;
};

} // namespace

std::unique_ptr<Receiver> makeLmmseReceiver(const LinkConfig& config)
{
    return std::make_unique<LmmseReceiver>(config);
}

} // namespace rxwatt::phy
