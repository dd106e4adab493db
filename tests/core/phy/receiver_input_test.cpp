// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/estimator_ls.h"
#include "core/phy/receiver_input.h"
#include "core/phy/simulator.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rxwatt::phy
{

namespace
{

Slot someSlot(const LinkConfig& link)
{
    LinkSimulator simulator(link);
    Slot slot;
    simulator.simulate({.seed = 6}, {}, slot);
    return slot;
}

LinkConfig linkOfTwoBlocks()
{
    LinkConfig link;
    link.resourceBlocks = 2;
    link.dmrs.symbols = {2};
    return link;
}

} // namespace

TEST(ReceiverInput, DeeprxChannelsComeInTheDocumentedOrder)
{
    const LinkConfig link = linkOfTwoBlocks();
    const Slot slot = someSlot(link);
    InputMaker maker(InputKind::deeprx, link);
    ASSERT_EQ(maker.channels(), 10);
    std::vector<float> features(slot.elements() * 10, 9.0F);
    maker.make(slot, features);
    for (std::size_t element = 0; element < slot.elements(); ++element) {
        const Complex y0 = slot.received[element];
        const Complex y1 = slot.received[slot.elements() + element];
        const Complex pilot = slot.dmrsMask[element] != 0 ? slot.transmitted[element] : Complex();
        const Complex raw0 = y0 * std::conj(pilot);
        const Complex raw1 = y1 * std::conj(pilot);
        const float expected[] = {y0.real(),    y1.real(),   y0.imag(),   y1.imag(),   pilot.real(),
                                  pilot.imag(), raw0.real(), raw1.real(), raw0.imag(), raw1.imag()};
        for (std::size_t channel = 0; channel < 10; ++channel) {
            ASSERT_NEAR(features[element * 10 + channel], expected[channel], 1e-6) << element << ", " << channel;
        }
    }
}

TEST(ReceiverInput, EqualizedChannelsComeInTheDocumentedOrder)
{
    const LinkConfig link = linkOfTwoBlocks();
    const Slot slot = someSlot(link);
    InputMaker maker(InputKind::equalized, link);
    ASSERT_EQ(maker.channels(), 15);
    std::vector<float> features(slot.elements() * 15, 9.0F);
    maker.make(slot, features);
    ChannelEstimate estimate;
    LsLinearEstimator().estimate(observationOf(slot), estimate);
    for (std::size_t element = 0; element < slot.elements(); ++element) {
        const Complex y0 = slot.received[element];
        const Complex y1 = slot.received[slot.elements() + element];
        const Complex h0 = estimate.channel[element];
        const Complex h1 = estimate.channel[slot.elements() + element];
        const float gain = std::norm(h0) + std::norm(h1) + combiningRegulariser;
        const Complex symbol = (std::conj(h0) * y0 + std::conj(h1) * y1) / gain;
        const Complex r0 = y0 - h0 * symbol;
        const Complex r1 = y1 - h1 * symbol;
        const float expected[] = {y0.real(),      y1.real(), y0.imag(), y1.imag(),     h0.real(),
                                  h1.real(),      h0.imag(), h1.imag(), symbol.real(), symbol.imag(),
                                  std::log(gain), r0.real(), r1.real(), r0.imag(),     r1.imag()};
        for (std::size_t channel = 0; channel < 15; ++channel) {
            ASSERT_NEAR(features[element * 15 + channel], expected[channel], 1e-4 * (1 + std::abs(expected[channel])))
                << element << ", " << channel;
        }
    }
}

TEST(ReceiverInput, DoesNotLookAtWhatAReceiverCannotKnow)
{
    const LinkConfig link = linkOfTwoBlocks();
    Slot slot = someSlot(link);
    for (const InputKind kind : {InputKind::deeprx, InputKind::equalized}) {
        InputMaker maker(kind, link);
        std::vector<float> before(slot.elements() * maker.channels());
        maker.make(slot, before);
        Slot blind = slot;
        blind.channel.assign(blind.channel.size(), Complex());
        blind.bits.assign(blind.bits.size(), 0);
        blind.noiseVariance = 1;
        for (std::size_t element = 0; element < blind.elements(); ++element) {
            if (blind.dmrsMask[element] == 0) {
                blind.transmitted[element] = Complex();
            }
        }
        std::vector<float> after(before.size());
        maker.make(blind, after);
        EXPECT_EQ(before, after);
    }
}

} // namespace rxwatt::phy
