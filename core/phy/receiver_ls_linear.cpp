// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/detector.h"
#include "core/phy/estimator_ls.h"
#include "core/phy/receivers.h"

namespace rxwatt::phy
{

namespace
{

/// The receiver that works everywhere and knows nothing: least squares and straight lines.
class LsLinearReceiver final : public Receiver
{
public:
    void demap(const Slot& slot, std::span<float> logits) override
    {
        m_estimator.estimate(observationOf(slot), m_estimate);
        detect(slot, m_estimate.channel, m_estimate.errorVariance, logits);
    }

private:
    LsLinearEstimator m_estimator;
    ChannelEstimate m_estimate;
};

} // namespace

std::unique_ptr<Receiver> makeLsLinearReceiver(const LinkConfig& /*config*/)
{
    return std::make_unique<LsLinearReceiver>();
}

} // namespace rxwatt::phy
