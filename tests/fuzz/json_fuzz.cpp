// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "tests/fuzz/memory_file.h"

using namespace rxwatt;

/// What is accepted must survive being written and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Result<Json> json = base::parseJson(fuzz::textOf(data, size), "fuzz");
    if (!json) {
        fuzz::require(json.error().kind == ErrorKind::badInput && json.error().message.starts_with("fuzz: "));
        return 0;
    }
    const Result<Json> again = base::parseJson(base::toText(*json), "again");
    fuzz::require(again && *again == *json);
    return 0;
}
