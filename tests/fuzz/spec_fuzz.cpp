// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/spec.h"
#include "tests/fuzz/memory_file.h"

using namespace rxwatt;

/// A specification that is accepted must be the same when it is written, filled in, and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Result<Json> json = base::parseJson(fuzz::textOf(data, size), "fuzz");
    if (!json) {
        return 0;
    }
    const Result<run::RunSpec> spec = run::specFromJson(*json);
    if (!spec) {
        fuzz::require(!spec.error().message.empty());
        return 0;
    }
    const Result<run::RunSpec> again = run::specFromJson(run::toJson(*spec));
    fuzz::require(again && *again == *spec);
    fuzz::require(spec->validate().has_value() && spec->evaluationLink().has_value());
    fuzz::require(run::evaluationDigest(*spec) == run::evaluationDigest(*again));
    return 0;
}
