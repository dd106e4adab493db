// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/qam.h"

namespace rxwatt::phy
{

inline constexpr Modulation allModulations[] = {Modulation::qpsk, Modulation::qam16, Modulation::qam64,
                                                Modulation::qam256};

} // namespace rxwatt::phy
