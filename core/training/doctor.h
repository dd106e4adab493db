// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

namespace rxwatt::training
{

/// What training has to work with here, as JSON: `torch`, `devices`, `threads`, `processor`, and `blas` with its
/// library, the GFLOP/s of a 512 × 512 product measured now, and what is wrong (`problem`) and how to mend it (`fix`),
/// null where nothing is.
[[nodiscard]] Result<Json> examineMachine(int threads);

} // namespace rxwatt::training
