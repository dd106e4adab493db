// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/channel.h"

#include <algorithm>
#include <cmath>

namespace rxwatt::phy
{

namespace
{

constexpr int anglesPerSet = maxTaps * sinusoidsPerTap;

/// Turns modulo 1 in 2^−64 turns; of less than 2^62 turns. By conversions to signed integers, which are one
/// instruction: without SSE4.1 std::floor is a call, and those to unsigned ones branch.
std::uint64_t fixedTurns(double turns)
{
    const double rest = turns - static_cast<double>(static_cast<std::int64_t>(turns));
    return static_cast<std::uint64_t>(static_cast<std::int64_t>((rest < 0 ? rest + 1 : rest) * 0x1p53)) << 11;
}

/// Turns modulo 1 in 2^−32 turns.
std::uint32_t fixedTurns32(double turns)
{
    return static_cast<std::uint32_t>(fixedTurns(turns) >> 32);
}

/// n/N turns in 2^−32 turns.
constexpr std::array<std::uint32_t, sinusoidsPerTap> evenAngles = [] {
    std::array<std::uint32_t, sinusoidsPerTap> angles{};
    for (std::uint64_t n = 0; n < angles.size(); ++n) {
        angles[n] = static_cast<std::uint32_t>((n << 32) / sinusoidsPerTap);
    }
    return angles;
}();

/// A random word as an angle of U(−1/2N, 1/2N) turns.
std::uint32_t narrowed(std::uint32_t word)
{
    return static_cast<std::uint32_t>(static_cast<std::int32_t>(word) / sinusoidsPerTap);
}

} // namespace

FadingChannel::FadingChannel(const LinkConfig& config, const SlotKernels& kernels)
    : m_subcarrierSpacing(config.subcarrierSpacingHz),
      m_antennas(config.rxAntennas),
      m_subcarriers(config.subcarriers()),
      m_kernels(kernels),
      m_wordStride(padded((1 + (1 + m_antennas) * anglesPerSet + 3) / 4)),
      m_phaseStride(padded(m_subcarriers / 2)),
      m_words(4 * m_wordStride),
      m_angles(padded((1 + m_antennas) * anglesPerSet)),
      m_steps(anglesPerSet),
      m_phasorRe(m_angles.size()),
      m_phasorIm(m_angles.size()),
      m_gainRe(maxTaps * m_antennas * symbolStride),
      m_gainIm(m_gainRe.size()),
      m_phaseRe(maxTaps * m_phaseStride),
      m_phaseIm(m_phaseRe.size())
{
    constexpr std::array models{ChannelModel::tdlA, ChannelModel::tdlB, ChannelModel::tdlC, ChannelModel::tdlD,
                                ChannelModel::tdlE};
    std::transform(models.begin(), models.end(), m_profiles.begin(), tdlProfile);
}

void FadingChannel::respond(const PhiloxSource& random, const ChannelDraw& draw, SplitGrid& response)
{
    if (draw.model == ChannelModel::awgn) {
        fillOnes(response);
        return;
    }
    const TdlProfile& profile =
        m_profiles.at(static_cast<std::size_t>(draw.model) - static_cast<std::size_t>(ChannelModel::tdlA));
    drawTaps(random, profile, draw);
    fadeTaps(profile);
    if (profile.lineOfSightPower > 0) {
        addLineOfSight(profile.lineOfSightPower, draw.maxDopplerHz * symbolDuration(m_subcarrierSpacing));
    }
    m_kernels.tapMix({.gains = gains(0),
                      .gainStride = m_antennas * symbolStride,
                      .phases = {m_phaseRe.data(), m_phaseIm.data()},
                      .phaseStride = m_phaseStride,
                      .taps = static_cast<int>(profile.delays.size()),
                      .antennas = m_antennas,
                      .half = m_subcarriers / 2,
                      .response = response.row(0),
                      .rowStride = response.stride()});
}

void FadingChannel::drawTaps(const PhiloxSource& random, const TdlProfile& profile, const ChannelDraw& draw)
{
    m_kernels.fillWords(random, static_cast<int>(m_wordStride), m_words.data(), m_wordStride);
    const std::uint32_t* words = m_words.data() + 1; // the first one is the line of sight's
    const int used = static_cast<int>(profile.delays.size()) * sinusoidsPerTap;
    for (std::size_t tap = 0; tap < profile.delays.size(); ++tap) {
        for (std::size_t n = 0; n < sinusoidsPerTap; ++n) {
            const std::size_t at = tap * sinusoidsPerTap + n;
            m_angles[at] = evenAngles[n] + narrowed(words[at]);
        }
        // The kernel takes phases relative to the centre of the band, half a subcarrier below f = 0.
        const double halfStep = m_subcarrierSpacing * draw.delaySpread * profile.delays[tap] / 2;
        const std::uint32_t centre = fixedTurns32(halfStep);
        for (int antenna = 0; antenna < m_antennas; ++antenna) {
            const std::size_t at = (1 + antenna) * anglesPerSet + tap * sinusoidsPerTap;
            for (std::size_t n = at; n < at + sinusoidsPerTap; ++n) {
                m_angles[n] = words[n] + centre;
            }
        }
        m_kernels.tapPhases(fixedTurns(halfStep), m_subcarriers / 2,
                            {m_phaseRe.data() + tap * m_phaseStride, m_phaseIm.data() + tap * m_phaseStride});
    }
    m_kernels.unitPhasors(m_angles.data(), static_cast<int>(m_angles.size()), {m_phasorRe.data(), m_phasorIm.data()});
    const double dopplerTurns = draw.maxDopplerHz * symbolDuration(m_subcarrierSpacing);
    for (int i = 0; i < used; ++i) {
        m_steps[i] = fixedTurns32(dopplerTurns * m_phasorRe[i]);
    }
}

void FadingChannel::fadeTaps(const TdlProfile& profile)
{
    for (std::size_t tap = 0; tap < profile.delays.size(); ++tap) {
        const std::size_t initial = anglesPerSet + tap * sinusoidsPerTap;
        m_kernels.tapFading({.steps = m_steps.data() + tap * sinusoidsPerTap,
                             .initial = {m_phasorRe.data() + initial, m_phasorIm.data() + initial},
                             .initialStride = anglesPerSet,
                             .antennas = m_antennas,
                             .sinusoids = sinusoidsPerTap,
                             .amplitude = static_cast<float>(std::sqrt(profile.powers[tap] / sinusoidsPerTap)),
                             .gains = gains(tap)});
    }
}

void FadingChannel::addLineOfSight(double power, double dopplerTurns)
{
    std::array<std::uint32_t, symbolStride> angles;
    std::array<float, symbolStride> re;
    std::array<float, symbolStride> im;
    const std::uint32_t step = fixedTurns32(dopplerTurns * lineOfSightDoppler);
    for (std::uint32_t t = 0; t < symbolStride; ++t) {
        angles[t] = m_words[0] + t * step;
    }
    m_kernels.unitPhasors(angles.data(), symbolStride, {re.data(), im.data()});
    const auto amplitude = static_cast<float>(std::sqrt(power));
    const SplitComplex first = gains(0);
    for (int i = 0; i < m_antennas * symbolStride; ++i) {
        first.re[i] += amplitude * re[i % symbolStride];
        first.im[i] += amplitude * im[i % symbolStride];
    }
}

void FadingChannel::fillOnes(SplitGrid& response) const
{
    for (int row = 0; row < m_antennas * symbolsPerSlot; ++row) {
        const SplitComplex values = response.row(row);
        std::fill_n(values.re, m_subcarriers, 1.0F);
        std::fill_n(values.im, m_subcarriers, 0.0F);
    }
}

SplitComplex FadingChannel::gains(std::size_t tap)
{
    const std::size_t at = tap * m_antennas * symbolStride;
    return {m_gainRe.data() + at, m_gainIm.data() + at};
}

} // namespace rxwatt::phy
