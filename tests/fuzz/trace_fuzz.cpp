// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/trace_chunk.h"
#include "tests/fuzz/memory_file.h"

using namespace rxwatt;

/// Whatever a chunk holds, what is read of it fits together, and no gap has an energy.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const fuzz::MemoryFile content(fuzz::textOf(data, size));
    Result<energy::TraceChunk> chunk = energy::TraceChunk::open(content.path());
    if (!chunk) {
        return 0;
    }
    std::ignore = chunk->refresh();
    if (const auto all = chunk->content()) {
        for (const std::vector<double>& series : (*all)->joules) {
            fuzz::require(series.size() == (*all)->intervals());
        }
        for (std::size_t i = 0; i < (*all)->intervals(); ++i) {
            const energy::PowerSpan span = (*all)->span(0, i);
            fuzz::require(span.endNs > span.beginNs);
            fuzz::require(!span.isGap() || span.joules == 0);
        }
    }
    for (std::size_t level = 0; level < chunk->levels(); ++level) {
        std::ignore = chunk->level(level, 0);
        std::ignore = chunk->level(level, chunk->head().zones.size() + 1);
    }
    return 0;
}
