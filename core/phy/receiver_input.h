// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/slot.h"

#include <memory>
#include <span>

namespace rxwatt::phy
{

/// What a neural receiver is fed.
enum class InputKind {
    /// The published features (Honkala et al. 2021): Re Y of each antenna, Im Y of each, Re X_p, Im X_p, Re H_r of
    /// each, Im H_r of each, with H_r = Y·conj(X_p), and X_p the pilots sent, 0 elsewhere: 2·(2·N_r + 1) channels.
    deeprx,
    /// Ours: Re Y of each antenna, Im Y of each, Re Ĥ of each, Im Ĥ of each, Re x̂, Im x̂, log(g), Re R of each, Im R of
    /// each, with Ĥ the LS-linear channel estimate, g = Σ|Ĥ|² + combiningRegulariser, x̂ = Σ Ĥ*·Y / g the combined
    /// symbol and R = Y − Ĥ·x̂ the residual: 6·N_r + 3 channels. The network corrects a receiver instead of inventing
    /// one. model::layersOf counts its operations.
    equalized
};

/// Keeps x̂ finite where the estimate fades: |x̂| ≤ |Y| / (2·√regulariser).
inline constexpr float combiningRegulariser = 1e-3F;

/// Computes a network's input. One a thread: it holds workspace.
class InputMaker
{
public:
    InputMaker(InputKind kind, const LinkConfig& config);
    InputMaker(InputMaker&&) noexcept;
    ~InputMaker();

    [[nodiscard]] int channels() const;
    /// Writes `features` [symbol, subcarrier, channel]: channels last.
    void make(const Slot& slot, std::span<float> features);

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace rxwatt::phy
