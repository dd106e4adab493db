// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/tdl.h"

#include <array>
#include <cassert>
#include <cmath>

namespace rxwatt::phy
{

namespace
{

/// Table 7.7.2-1
constexpr std::array<TdlTap, 23> tapsOfA{
    {{0.0, -13.4},    {0.3819, 0.0},   {0.4025, -2.2},  {0.5868, -4.0},  {0.461, -6.0},  {0.5375, -8.2},
     {0.6708, -9.9},  {0.575, -10.5},  {0.7618, -7.5},  {1.5375, -15.9}, {1.8978, -6.6}, {2.2242, -16.7},
     {2.1718, -12.4}, {2.4942, -15.2}, {2.5119, -10.8}, {3.0582, -11.3}, {4.081, -12.7}, {4.4579, -16.2},
     {4.5695, -18.3}, {4.7966, -18.9}, {5.0066, -16.6}, {5.3043, -19.9}, {9.6586, -29.7}}};

/// Table 7.7.2-2
constexpr std::array<TdlTap, 23> tapsOfB{
    {{0.0, 0.0},     {0.1072, -2.2},  {0.2155, -4.0},  {0.2095, -3.2}, {0.287, -9.8},  {0.2986, -1.2},
     {0.3752, -3.4}, {0.5055, -5.2},  {0.3681, -7.6},  {0.3697, -3.0}, {0.57, -8.9},   {0.5283, -9.0},
     {1.1021, -4.8}, {1.2756, -5.7},  {1.5474, -7.5},  {1.7842, -1.9}, {2.0169, -7.6}, {2.8294, -12.2},
     {3.0219, -9.8}, {3.6187, -11.4}, {4.1067, -14.9}, {4.279, -9.2},  {4.7834, -11.3}}};

/// Table 7.7.2-3
constexpr std::array<TdlTap, 24> tapsOfC{
    {{0.0, -4.4},     {0.2099, -1.2},  {0.2219, -3.5},  {0.2329, -5.2},  {0.2176, -2.5},  {0.6366, 0.0},
     {0.6448, -2.2},  {0.656, -3.9},   {0.6584, -7.4},  {0.7935, -7.1},  {0.8213, -10.7}, {0.9336, -11.1},
     {1.2285, -5.1},  {1.3083, -6.8},  {2.1704, -8.7},  {2.7105, -13.2}, {4.2589, -13.9}, {4.6003, -13.9},
     {5.4902, -15.8}, {5.6077, -17.1}, {6.3065, -16.0}, {6.6374, -15.7}, {7.0427, -21.6}, {8.6523, -22.8}}};

/// Table 7.7.2-4
constexpr std::array<TdlTap, 13> tapsOfD{{{0.0, -13.5},
                                          {0.035, -18.8},
                                          {0.612, -21.0},
                                          {1.363, -22.8},
                                          {1.405, -17.9},
                                          {1.804, -20.1},
                                          {2.596, -21.9},
                                          {1.775, -22.9},
                                          {4.042, -27.8},
                                          {7.937, -23.6},
                                          {9.424, -24.8},
                                          {9.708, -30.0},
                                          {12.525, -27.7}}};

constexpr double lineOfSightPowerDbOfD = -0.2;

/// Table 7.7.2-5
constexpr std::array<TdlTap, 14> tapsOfE{{{0.0, -22.03},
                                          {0.5133, -15.8},
                                          {0.544, -18.1},
                                          {0.563, -19.8},
                                          {0.544, -22.9},
                                          {0.7112, -22.4},
                                          {1.9092, -18.6},
                                          {1.9293, -20.8},
                                          {1.9589, -22.6},
                                          {2.6426, -22.3},
                                          {3.7136, -25.6},
                                          {5.4524, -20.2},
                                          {12.0034, -29.8},
                                          {20.6519, -29.2}}};

constexpr double lineOfSightPowerDbOfE = -0.03;

double linear(double decibels)
{
    return std::pow(10.0, decibels / 10);
}

} // namespace

TdlTable tdlTable(ChannelModel model)
{
    switch (model) {
    case ChannelModel::tdlA:
        return {.taps = tapsOfA};
    case ChannelModel::tdlB:
        return {.taps = tapsOfB};
    case ChannelModel::tdlC:
        return {.taps = tapsOfC};
    case ChannelModel::tdlD:
        return {.taps = tapsOfD, .lineOfSight = true, .lineOfSightPowerDb = lineOfSightPowerDbOfD};
    case ChannelModel::tdlE:
        return {.taps = tapsOfE, .lineOfSight = true, .lineOfSightPowerDb = lineOfSightPowerDbOfE};
    case ChannelModel::awgn:
        break;
    }
    assert(false && "AWGN has no taps");
    return {};
}

TdlProfile tdlProfile(ChannelModel model)
{
    const TdlTable table = tdlTable(model);
    TdlProfile profile;
    profile.lineOfSightPower = table.lineOfSight ? linear(table.lineOfSightPowerDb) : 0;
    double total = profile.lineOfSightPower;
    for (const TdlTap& tap : table.taps) {
        profile.delays.push_back(tap.delay);
        profile.powers.push_back(linear(tap.powerDb));
        total += profile.powers.back();
    }
    for (double& power : profile.powers) {
        power /= total;
    }
    profile.lineOfSightPower /= total;
    return profile;
}

} // namespace rxwatt::phy
