// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/power_span.h"
#include "core/energy/sample_meter.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::energy
{

/// Later moments, and those before 0, are none on either clock: sums and differences of moments cannot overflow.
inline constexpr std::int64_t momentEndNs = std::int64_t{1} << 62;

[[nodiscard]] constexpr bool isMoment(std::int64_t ns)
{
    return ns >= 0 && ns < momentEndNs;
}

/// Why it cannot be read.
[[nodiscard]] tl::unexpected<Error> brokenTrace(const char* what);

/// What a chunk of a trace begins with.
struct TraceHead {
    /// Which recording of the run's folder it belongs to (each attempt makes one, and each import), from 1, and its
    /// place in it, from 0.
    int recording = 1;
    int chunk = 0;
    /// Empty for the run's own sensors; else what was imported: "nvidia-smi: gpu.csv".
    std::string origin;
    Seconds period{0.1};
    /// One moment on both clocks: the wall clock of all other times of the chunk.
    std::int64_t monotonicNs = 0;
    std::int64_t wallNs = 0;
    std::vector<Zone> zones;

    bool operator==(const TraceHead&) const = default;

    [[nodiscard]] std::int64_t toWall(std::int64_t monotonic) const { return wallNs + (monotonic - monotonicNs); }

    [[nodiscard]] std::int64_t toMonotonic(std::int64_t wall) const
    {
        return monotonicNs + (std::clamp<std::int64_t>(wall, 0, momentEndNs) - wallNs);
    }
};

/// Where something begins or ends: a phase ("training") or a rest ("base power before").
struct TraceMark {
    std::int64_t monotonicNs = 0;
    bool begins = true;
    std::string what;

    bool operator==(const TraceMark&) const = default;
};

/// Samples of a chunk; it ends sooner where the machine slept or the attempt ended.
inline constexpr std::size_t samplesPerChunk = 65536;
/// Intervals of a node of the first level of a chunk's pyramid, and nodes of a level in one of the next.
inline constexpr std::size_t firstLevelGroup = 64;
inline constexpr std::size_t levelGroup = 4;
inline constexpr std::size_t mostZones = 1000;

/// "0001-00000.bin"
[[nodiscard]] std::string chunkFileName(int recording, int chunk);

/// A chunk is a head and blocks: entries (samples and marks in their order), at its end the levels of the pyramid and a
/// foot that says where they are. All numbers are little-endian. A block is a checksum (XXH3, 32 bits) of what follows,
/// its type, the length of its content, and its content; docs/files.md has the layout.
enum class BlockType : std::uint32_t { entries = 0x31544e45, level = 0x314c564c, foot = 0x31544f46 };

inline constexpr std::string_view traceMagic = "RXWPOWR1";
inline constexpr std::size_t blockHeaderBytes = 12;
inline constexpr std::size_t maxHeadBytes = std::size_t{4} << 20;
inline constexpr std::size_t maxBlockBytes = std::size_t{64} << 20;

[[nodiscard]] std::string encodeHead(const TraceHead& head);
/// `bytes` begins with a head, of which `size` tells the length.
[[nodiscard]] Result<TraceHead> decodeHead(std::string_view bytes, std::size_t& size);

[[nodiscard]] std::string encodeBlock(BlockType type, std::string_view content);

/// A block that begins at the beginning of `bytes`.
struct BlockView {
    BlockType type = BlockType::entries;
    std::string_view content;
    std::size_t size = 0; ///< with its header
};

/// An error where it is torn, broken or longer than `bytes`.
[[nodiscard]] Result<BlockView> decodeBlock(std::string_view bytes);

/// Samples and marks, each after those before it; raw values as differences, so that a sample of a zone takes a byte or
/// three.
class EntryEncoder
{
public:
    void add(const Sample& sample);
    void add(const TraceMark& mark);
    void clear();

    [[nodiscard]] const std::string& content() const { return m_content; }

private:
    void putTime(std::int64_t monotonicNs);

    std::string m_content;
    std::int64_t m_lastNs = 0;
    std::vector<std::uint64_t> m_lastRaw;
};

/// Who takes what a block of entries holds.
class EntryTaker
{
public:
    EntryTaker() = default;
    EntryTaker(const EntryTaker&) = delete;
    EntryTaker& operator=(const EntryTaker&) = delete;
    virtual ~EntryTaker() = default;
    /// Its wallNs is not set: the head tells it.
    virtual void take(const Sample& sample) = 0;
    virtual void take(TraceMark mark) = 0;
};

[[nodiscard]] Status decodeEntries(std::string_view content, std::size_t zones, EntryTaker& taker);

/// One level of a chunk's pyramid: for the sum of what counts (series 0) and each zone (series 1 …), as many spans.
using LevelSeries = std::vector<std::vector<PowerSpan>>;

[[nodiscard]] std::string encodeLevel(const LevelSeries& series);
/// The spans of one series.
[[nodiscard]] Result<std::vector<PowerSpan>> decodeLevel(std::string_view content, std::size_t series);

struct TraceFoot {
    std::int64_t beginNs = 0; ///< monotonic, of the first sample
    std::int64_t endNs = 0;   ///< of the last
    std::uint64_t samples = 0;
    std::vector<std::uint64_t> levels; ///< where in the file each level's block begins, the finest first
    std::vector<TraceMark> marks;

    bool operator==(const TraceFoot&) const = default;
};

/// The last bytes of a chunk that was closed: where its foot begins, and a magic word.
inline constexpr std::string_view traceEndMagic = "RXWPEND1";
inline constexpr std::size_t traceEndBytes = 16;

[[nodiscard]] std::string encodeFoot(const TraceFoot& foot);
[[nodiscard]] Result<TraceFoot> decodeFoot(std::string_view content);

} // namespace rxwatt::energy
