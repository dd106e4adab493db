// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_config.h"
#include "core/phy/link_config.h"
#include "core/run/spec.h"

#include <array>

namespace rxwatt::model
{

[[nodiscard]] std::string_view nameOf(Input input);
[[nodiscard]] std::string_view nameOf(ProjectionInput input);

} // namespace rxwatt::model

namespace rxwatt::run
{

// Every value of the enumerations of a specification; nameOf() gives their names in JSON.

inline constexpr std::array allKinds = {RunKind::train, RunKind::evaluate, RunKind::measure, RunKind::idle};
inline constexpr std::array allOptimizers = {Optimizer::adamw, Optimizer::lamb};
inline constexpr std::array allDecays = {Decay::constant, Decay::cosine, Decay::linear};
inline constexpr std::array allPowerEstimates = {PowerEstimate::none, PowerEstimate::cubic, PowerEstimate::linear,
                                                 PowerEstimate::halfTdp};
inline constexpr std::array allModulations = {phy::Modulation::qpsk, phy::Modulation::qam16, phy::Modulation::qam64,
                                              phy::Modulation::qam256};
inline constexpr std::array allChannelModels = {phy::ChannelModel::awgn, phy::ChannelModel::tdlA,
                                                phy::ChannelModel::tdlB, phy::ChannelModel::tdlC,
                                                phy::ChannelModel::tdlD, phy::ChannelModel::tdlE};
inline constexpr std::array allInputs = {model::Input::deeprx, model::Input::equalized};
inline constexpr std::array allProjectionInputs = {model::ProjectionInput::preactivated, model::ProjectionInput::input};

} // namespace rxwatt::run
