// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/spec.h"
#include "tests/core/run/golden.h"

namespace rxwatt::run::test
{

/// The specification of a text, for a test, which fails where it is none.
inline RunSpec specOf(const std::string& text)
{
    const Result<RunSpec> spec = specFromJson(json(text));
    EXPECT_TRUE(spec) << spec.error().message;
    return spec.value_or(RunSpec());
}

} // namespace rxwatt::run::test
