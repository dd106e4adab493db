// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/receiver_input.h"

#include "core/phy/estimator_ls.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace rxwatt::phy
{

class InputMaker::Implementation
{
public:
    Implementation(InputKind inputKind, int antennas) : kind(inputKind), rxAntennas(antennas) {}

    void makeDeeprx(const Slot& slot, std::span<float> features) const;
    void makeEqualized(const Slot& slot, std::span<float> features);

    [[nodiscard]] int channels() const { return kind == InputKind::deeprx ? 4 * rxAntennas + 2 : 6 * rxAntennas + 3; }

    InputKind kind;
    int rxAntennas;

private:
    LsLinearEstimator m_estimator;
    ChannelEstimate m_estimate;
};

void InputMaker::Implementation::makeDeeprx(const Slot& slot, std::span<float> features) const
{
    const std::size_t elements = slot.elements();
    const auto antennas = static_cast<std::size_t>(rxAntennas);
    float* out = features.data();
    for (std::size_t element = 0; element < elements; ++element, out += channels()) {
        const Complex pilot = slot.dmrsMask[element] != 0 ? slot.transmitted[element] : Complex();
        for (std::size_t antenna = 0; antenna < antennas; ++antenna) {
            const Complex y = slot.received[antenna * elements + element];
            const Complex raw(y.real() * pilot.real() + y.imag() * pilot.imag(),
                              y.imag() * pilot.real() - y.real() * pilot.imag());
            out[antenna] = y.real();
            out[antennas + antenna] = y.imag();
            out[2 * antennas + 2 + antenna] = raw.real();
            out[3 * antennas + 2 + antenna] = raw.imag();
        }
        out[2 * antennas] = pilot.real();
        out[2 * antennas + 1] = pilot.imag();
    }
}

void InputMaker::Implementation::makeEqualized(const Slot& slot, std::span<float> features)
{
    m_estimator.estimate(observationOf(slot), m_estimate);
    const std::size_t elements = slot.elements();
    const auto antennas = static_cast<std::size_t>(rxAntennas);
    float* out = features.data();
    for (std::size_t element = 0; element < elements; ++element, out += channels()) {
        float re = 0;
        float im = 0;
        float gain = combiningRegulariser;
        for (std::size_t antenna = 0; antenna < antennas; ++antenna) {
            const Complex y = slot.received[antenna * elements + element];
            const Complex h = m_estimate.channel[antenna * elements + element];
            out[antenna] = y.real();
            out[antennas + antenna] = y.imag();
            out[2 * antennas + antenna] = h.real();
            out[3 * antennas + antenna] = h.imag();
            re += h.real() * y.real() + h.imag() * y.imag();
            im += h.real() * y.imag() - h.imag() * y.real();
            gain += h.real() * h.real() + h.imag() * h.imag();
        }
        re /= gain;
        im /= gain;
        out[4 * antennas] = re;
        out[4 * antennas + 1] = im;
        out[4 * antennas + 2] = std::log(gain);
        for (std::size_t antenna = 0; antenna < antennas; ++antenna) {
            const float hRe = out[2 * antennas + antenna];
            const float hIm = out[3 * antennas + antenna];
            out[4 * antennas + 3 + antenna] = out[antenna] - (hRe * re - hIm * im);
            out[5 * antennas + 3 + antenna] = out[antennas + antenna] - (hRe * im + hIm * re);
        }
    }
}

InputMaker::InputMaker(InputKind kind, const LinkConfig& config)
    : m_implementation(std::make_unique<Implementation>(kind, config.rxAntennas))
{
}

InputMaker::InputMaker(InputMaker&&) noexcept = default;
InputMaker::~InputMaker() = default;

int InputMaker::channels() const
{
    return m_implementation->channels();
}

void InputMaker::make(const Slot& slot, std::span<float> features)
{
    assert(slot.rxAntennas == m_implementation->rxAntennas);
    assert(features.size() == slot.elements() * channels());
    if (m_implementation->kind == InputKind::deeprx) {
        m_implementation->makeDeeprx(slot, features);
    } else {
        m_implementation->makeEqualized(slot, features);
    }
}

} // namespace rxwatt::phy
