// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/simulator.h"

#include "core/phy/channel.h"
#include "core/phy/dmrs.h"
#include "core/phy/estimator.h"
#include "core/phy/slot_random.h"
#include "core/phy/transmitter.h"

#include <algorithm>
#include <cmath>

namespace rxwatt::phy
{

namespace
{

template <typename Choice>
Choice choose(const std::vector<Choice>& choices, base::RandomStream& random)
{
    return choices[random.index(static_cast<std::uint32_t>(choices.size()))];
}

ChannelDraw drawChannel(const ChannelConfig& config, base::RandomStream& random)
{
    ChannelDraw draw;
    draw.model = choose(config.models, random);
    draw.delaySpread = random.uniform(config.delaySpread.low, config.delaySpread.high);
    draw.maxDopplerHz = random.uniform(config.maxDopplerHz.low, config.maxDopplerHz.high);
    return draw;
}

constexpr std::uint32_t scramblingIds = 65536;

} // namespace

class LinkSimulator::Implementation
{
public:
    explicit Implementation(const LinkConfig& config);

    [[nodiscard]] const LinkConfig& config() const { return m_config; }

    void simulate(const base::SlotKey& key, const SlotOverrides& overrides, Slot& slot);

private:
    /// A co-channel user: what is sent, and over which channel.
    struct User {
        User(const LinkConfig& config, const SlotKernels& kernels)
            : transmitter(config.subcarriers(), config.maxBitsPerSymbol(), kernels),
              response(config.rxAntennas * symbolsPerSlot, config.subcarriers())
        {
        }

        Transmitter transmitter;
        SplitGrid response;
    };

    [[nodiscard]] SlotDraw draw(const base::SlotKey& key, const SlotOverrides& overrides) const;
    void interfere(const base::SlotKey& key, const SlotDraw& draw);
    void receive(const base::SlotKey& key, Slot& slot);
    void receiveRow(int row, ConstSplitComplex noise, Slot& slot);

    LinkConfig m_config;
    const SlotKernels& m_kernels;
    FadingChannel m_channel;
    User m_user;
    std::unique_ptr<User> m_interferer; ///< only where it has a share
    SplitGrid m_noise;                  ///< two rows
};

LinkSimulator::Implementation::Implementation(const LinkConfig& config)
    : m_config(config),
      m_kernels(*slotKernels().back()),
      m_channel(config, m_kernels),
      m_user(config, m_kernels),
      m_interferer(config.interferenceShare > 0 ? std::make_unique<User>(config, m_kernels) : nullptr),
      m_noise(2, config.subcarriers())
{
}

void LinkSimulator::Implementation::simulate(const base::SlotKey& key, const SlotOverrides& overrides, Slot& slot)
{
    slot.draw = draw(key, overrides);
    slot.rxAntennas = m_config.rxAntennas;
    slot.subcarriers = m_config.subcarriers();
    slot.bitWidth = m_config.maxBitsPerSymbol();
    slot.noiseVariance = static_cast<float>(std::pow(10.0, -slot.draw.sinrDb / 10));

    const Transmission transmission{
        .modulation = slot.draw.modulation,
        .dmrsSymbols = slot.draw.dmrsSymbols,
        .scrambling = {.slotNumber = slot.draw.slotNumber, .nScid = 0, .nId = m_config.dmrs.scramblingId},
        .random = philoxSource(key, RandomPurpose::bits)};
    m_user.transmitter.transmit(transmission);
    m_user.transmitter.write(transmission, slot);
    m_channel.respond(philoxSource(key, RandomPurpose::channel),
                      {slot.draw.channelModel, slot.draw.delaySpread, slot.draw.maxDopplerHz}, m_user.response);
    if (m_interferer) {
        interfere(key, slot.draw);
    }
    receive(key, slot);
}

SlotDraw LinkSimulator::Implementation::draw(const base::SlotKey& key, const SlotOverrides& overrides) const
{
    // Everything is drawn, overridden or not, so that overrides change nothing else.
    base::RandomStream random(key, static_cast<std::uint32_t>(RandomPurpose::draw));
    SlotDraw draw;
    draw.modulation = overrides.modulation.value_or(choose(m_config.modulations, random));
    draw.dmrsSymbols = overrides.dmrsSymbols.value_or(choose(m_config.dmrs.symbols, random));
    const ChannelDraw channel = drawChannel(m_config.channel, random);
    draw.channelModel = channel.model;
    draw.delaySpread = channel.delaySpread;
    draw.maxDopplerHz = channel.maxDopplerHz;
    draw.sinrDb = overrides.sinrDb.value_or(random.uniform(m_config.sinrDb.low, m_config.sinrDb.high));
    draw.slotNumber =
        static_cast<int>(key.index % static_cast<std::uint64_t>(slotsPerFrame(m_config.subcarrierSpacingHz)));
    return draw;
}

/// The interferer is in step with the user, as in a synchronous network: the same modulation and DM-RS symbols, so that
/// pilots meet pilots, scrambled with another N_ID.
void LinkSimulator::Implementation::interfere(const base::SlotKey& key, const SlotDraw& draw)
{
    base::RandomStream random(key, static_cast<std::uint32_t>(RandomPurpose::interfererDraw));
    const ChannelDraw channel = drawChannel(m_config.channel, random);
    const auto otherId =
        (static_cast<std::uint32_t>(m_config.dmrs.scramblingId) + 1 + random.index(scramblingIds - 1)) % scramblingIds;
    m_interferer->transmitter.transmit(
        {.modulation = draw.modulation,
         .dmrsSymbols = draw.dmrsSymbols,
         .scrambling = {.slotNumber = draw.slotNumber, .nScid = 0, .nId = static_cast<int>(otherId)},
         .random = philoxSource(key, RandomPurpose::interfererBits)});
    m_channel.respond(philoxSource(key, RandomPurpose::interfererChannel), channel, m_interferer->response);
}

void LinkSimulator::Implementation::receive(const base::SlotKey& key, Slot& slot)
{
    const std::size_t elements = slot.elements() * slot.rxAntennas;
    slot.channel.resize(elements);
    slot.received.resize(elements);
    const PhiloxSource random = philoxSource(key, RandomPurpose::noise);
    for (int row = 0; row < slot.rxAntennas * symbolsPerSlot; row += 2) {
        const auto firstBlock = static_cast<std::uint32_t>(row / 2 * slot.subcarriers);
        m_kernels.complexNormals(random, firstBlock, slot.subcarriers, m_noise.row(0), m_noise.row(1));
        receiveRow(row, m_noise.row(0), slot);
        receiveRow(row + 1, m_noise.row(1), slot);
    }
}

void LinkSimulator::Implementation::receiveRow(int row, ConstSplitComplex noise, Slot& slot)
{
    const int symbol = row % symbolsPerSlot;
    const double share = m_config.interferenceShare;
    const std::size_t at = static_cast<std::size_t>(row) * slot.subcarriers;
    RowMix mix{.h = m_user.response.row(row),
               .x = m_user.transmitter.symbolRow(symbol),
               .noise = noise,
               .noiseAmplitude = static_cast<float>(std::sqrt(slot.noiseVariance * (1 - share))),
               .interferenceAmplitude = static_cast<float>(std::sqrt(slot.noiseVariance * share)),
               .g = {},
               .z = {},
               .count = slot.subcarriers,
               .channel = partsOf(&slot.channel[at]),
               .received = partsOf(&slot.received[at])};
    if (m_interferer) {
        mix.g = m_interferer->response.row(row);
        mix.z = m_interferer->transmitter.symbolRow(symbol);
    }
    m_kernels.rowMix(mix);
}

LinkSimulator::LinkSimulator(const LinkConfig& config) : m_implementation(std::make_unique<Implementation>(config)) {}

LinkSimulator::LinkSimulator(LinkSimulator&&) noexcept = default;
LinkSimulator& LinkSimulator::operator=(LinkSimulator&&) noexcept = default;
LinkSimulator::~LinkSimulator() = default;

const LinkConfig& LinkSimulator::config() const
{
    return m_implementation->config();
}

void LinkSimulator::simulate(const base::SlotKey& key, const SlotOverrides& overrides, Slot& slot)
{
    m_implementation->simulate(key, overrides, slot);
}

} // namespace rxwatt::phy
