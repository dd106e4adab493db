// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/digest.h"
#include "core/energy/byte_stream.h"
#include "core/energy/trace_format.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::energy
{

namespace
{

/// The first byte of an entry.
constexpr std::uint8_t isMark = 0x80;
constexpr std::uint8_t markBegins = 0x01;
constexpr std::uint8_t hasSlept = 0x01;
/// Not all zones gave a reading: a bit for each follows.
constexpr std::uint8_t hasHoles = 0x02;
constexpr std::size_t maxMarkBytes = 255;
/// Of a chunk that grew while it could not be closed.
constexpr std::uint64_t mostSamples = 1U << 24U;

void putMark(std::string& bytes, const TraceMark& mark)
{
    bytes.push_back(static_cast<char>(isMark | (mark.begins ? markBegins : 0)));
    const std::size_t size = std::min(mark.what.size(), maxMarkBytes);
    bytes.push_back(static_cast<char>(size));
    bytes.append(mark.what, 0, size);
}

} // namespace

void EntryEncoder::putTime(std::int64_t monotonicNs)
{
    putVarint(m_content, zigzag(static_cast<std::uint64_t>(monotonicNs) - static_cast<std::uint64_t>(m_lastNs)));
    m_lastNs = monotonicNs;
}

void EntryEncoder::add(const Sample& sample)
{
    const auto isValid = [](const Reading& reading) { return reading.valid; };
    const bool whole = std::all_of(sample.readings.begin(), sample.readings.end(), isValid);
    m_content.push_back(static_cast<char>((sample.slept ? hasSlept : 0) | (whole ? 0 : hasHoles)));
    putTime(sample.monotonicNs);
    if (!whole) {
        for (std::size_t i = 0; i < sample.readings.size(); i += 8) {
            unsigned bits = 0;
            for (std::size_t j = i; j < std::min(i + 8, sample.readings.size()); ++j) {
                bits |= sample.readings[j].valid ? 1U << (j - i) : 0U;
            }
            m_content.push_back(static_cast<char>(bits));
        }
    }
    m_lastRaw.resize(sample.readings.size());
    for (std::size_t i = 0; i < sample.readings.size(); ++i) {
        if (sample.readings[i].valid) {
            putVarint(m_content, zigzag(sample.readings[i].raw - m_lastRaw[i]));
            m_lastRaw[i] = sample.readings[i].raw;
        }
    }
}

void EntryEncoder::add(const TraceMark& mark)
{
    putMark(m_content, mark);
    putTime(mark.monotonicNs);
}

void EntryEncoder::clear()
{
    m_content.clear();
    m_lastNs = 0;
    std::fill(m_lastRaw.begin(), m_lastRaw.end(), 0);
}

Status decodeEntries(std::string_view content, std::size_t zones, EntryTaker& taker)
{
    ByteReader reader(content);
    std::uint64_t time = 0;
    std::vector<std::uint64_t> raw(zones);
    Sample sample;
    sample.readings.resize(zones);
    while (reader.left() > 0) {
        const auto flags = reader.number<std::uint8_t>();
        if ((flags & isMark) != 0) {
            const std::string_view what = reader.text(reader.number<std::uint8_t>());
            time += unzigzag(reader.varint());
            if (reader.failed()) {
                return brokenTrace("a mark is torn");
            }
            taker.take(TraceMark{static_cast<std::int64_t>(time), (flags & markBegins) != 0, std::string(what)});
            continue;
        }
        time += unzigzag(reader.varint());
        const bool holes = (flags & hasHoles) != 0;
        const std::string_view bits = reader.text(holes ? (zones + 7) / 8 : 0);
        for (std::size_t i = 0; i < zones && !reader.failed(); ++i) {
            const bool valid = !holes || ((static_cast<unsigned char>(bits[i / 8]) >> (i % 8)) & 1U) != 0;
            raw[i] += valid ? unzigzag(reader.varint()) : 0;
            sample.readings[i] = valid ? Reading{raw[i], true} : Reading();
        }
        if (reader.failed()) {
            return brokenTrace("a sample is torn");
        }
        sample.monotonicNs = static_cast<std::int64_t>(time);
        sample.slept = (flags & hasSlept) != 0;
        taker.take(sample);
    }
    return {};
}

std::string encodeFoot(const TraceFoot& foot)
{
    std::string bytes;
    putNumber(bytes, foot.beginNs);
    putNumber(bytes, foot.endNs);
    putNumber(bytes, foot.samples);
    putNumber(bytes, static_cast<std::uint32_t>(foot.levels.size()));
    for (const std::uint64_t offset : foot.levels) {
        putNumber(bytes, offset);
    }
    putNumber(bytes, static_cast<std::uint32_t>(foot.marks.size()));
    for (const TraceMark& mark : foot.marks) {
        putMark(bytes, mark);
        putNumber(bytes, mark.monotonicNs);
    }
    return bytes;
}

Result<TraceFoot> decodeFoot(std::string_view content)
{
    ByteReader reader(content);
    TraceFoot foot;
    foot.beginNs = reader.number<std::int64_t>();
    foot.endNs = reader.number<std::int64_t>();
    foot.samples = reader.number<std::uint64_t>();
    const auto levels = reader.number<std::uint32_t>();
    for (std::uint32_t i = 0; i < levels && !reader.failed(); ++i) {
        foot.levels.push_back(reader.number<std::uint64_t>());
    }
    const auto marks = reader.number<std::uint32_t>();
    for (std::uint32_t i = 0; i < marks && !reader.failed(); ++i) {
        TraceMark mark;
        mark.begins = (reader.number<std::uint8_t>() & markBegins) != 0;
        mark.what = reader.text(reader.number<std::uint8_t>());
        mark.monotonicNs = reader.number<std::int64_t>();
        if (isMoment(mark.monotonicNs)) {
            foot.marks.push_back(std::move(mark));
        }
    }
    if (reader.failed() || reader.left() > 0 || !isMoment(foot.beginNs) || !isMoment(foot.endNs) ||
        foot.endNs < foot.beginNs || foot.samples > mostSamples) {
        return brokenTrace("its foot is not as it was written");
    }
    return foot;
}

} // namespace rxwatt::energy
