// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tensor_file.h"
#include "tests/fuzz/memory_file.h"

using namespace rxwatt;

/// A file that is accepted holds exactly the tensors' bytes, and each can be read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const fuzz::MemoryFile content(fuzz::textOf(data, size));
    const Result<base::TensorFile> file = base::TensorFile::open(content.path());
    if (!file) {
        fuzz::require(file.error().kind == ErrorKind::badInput);
        return 0;
    }
    std::uint64_t end = 0;
    for (const base::TensorEntry& entry : file->entries()) {
        fuzz::require(entry.offset == end && entry.bytes <= size - end);
        fuzz::require(static_cast<std::uint64_t>(entry.elements()) * sizeOf(entry.type) == entry.bytes);
        std::vector<std::byte> bytes(entry.bytes);
        fuzz::require(file->read(entry, 0, bytes).has_value());
        fuzz::require(file->require(entry.name, entry.type, entry.shape).has_value());
        end += entry.bytes;
    }
    fuzz::require(end < size);
    return 0;
}
