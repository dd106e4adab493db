// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/run_folder.h"
#include "tests/fuzz/memory_file.h"

using namespace rxwatt;

/// Whatever a killed worker left: reading goes on to the last whole line, and what is read can be written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t maxBytes = std::size_t{1} << 16;
    const fuzz::MemoryFile file(fuzz::textOf(data, size));
    std::uint64_t offset = 0;
    while (true) {
        const Result<run::EventBatch> batch = run::readEvents(file.path(), offset, maxBytes);
        fuzz::require(batch && batch->nextOffset >= offset && batch->nextOffset <= size);
        for (const run::RunEvent& event : batch->events) {
            fuzz::require(event.seq <= std::uint64_t{1} << 53 && event.attempt >= 1 && event.step >= 0);
            fuzz::require(event.t >= 0 && event.t <= 1e9);
            if (const auto* point = std::get_if<run::BerPointEvent>(&event.payload)) {
                fuzz::require(point->point.slots >= 0 && point->point.bitErrors >= 0);
                fuzz::require(point->point.bitErrors <= point->point.bits);
            }
            const Result<run::RunEvent> again = run::eventFromLine(run::toLine(event));
            fuzz::require(again && *again == event);
        }
        if (batch->nextOffset == offset) {
            break;
        }
        offset = batch->nextOffset;
    }
    fuzz::require(fuzz::textOf(data, size).substr(offset).find('\n') == std::string_view::npos);
    return 0;
}
