// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/energy/trace_format.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace rxwatt::energy
{

/// Writes a recording of samples into the chunks of a folder. Used by one thread. A full disk costs the samples of the
/// time that it is full, beyond what is kept meanwhile, and nothing else: what was written stays whole, and writing
/// goes on when it can.
class TraceWriter
{
public:
    /// Makes the folder where it is absent, and the first chunk: of the next recording that it has no file of. Clocks
    /// and numbers of `head` are set here, from the first sample.
    TraceWriter(std::filesystem::path folder, TraceHead head);
    TraceWriter(TraceWriter&&) = default;
    TraceWriter& operator=(TraceWriter&&) = delete;
    /// Closes the chunk where finish() was not called.
    ~TraceWriter();

    /// Times rise; a sample at the time of the one before is left out. Reaches the file with the next flush().
    void append(const Sample& sample);
    void mark(const TraceMark& mark);
    /// Writes what was appended: a killed program loses what came later. Until a block is a second old it is written
    /// again with what joined it.
    [[nodiscard]] Status flush();
    /// Flushes, and closes the chunk with its pyramid.
    [[nodiscard]] Status finish();

    /// From 1; 0 before anything was written.
    [[nodiscard]] int recording() const { return m_recording; }

    /// Samples that could not be kept while nothing could be written.
    [[nodiscard]] std::int64_t lost() const { return m_lost; }

private:
    struct Chunk;

    [[nodiscard]] Status openChunk();
    [[nodiscard]] Status makeFile(TraceHead head);
    [[nodiscard]] Status closeChunk();
    void beginChunk(const Sample& sample);
    void put(const Sample& sample);
    [[nodiscard]] bool belongsElsewhere(const Sample& sample) const;

    std::filesystem::path m_folder;
    TraceHead m_head;
    int m_recording = 0;
    int m_chunks = 0;
    std::unique_ptr<Chunk> m_chunk;
    std::optional<Sample> m_last;
    std::int64_t m_lost = 0;
};

} // namespace rxwatt::energy
