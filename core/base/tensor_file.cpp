// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tensor_file.h"

#include "core/base/json.h"
#include "core/base/tensor_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <fcntl.h>
#include <numeric>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace rxwatt::base
{

static_assert(std::endian::native == std::endian::little, "safetensors data are written as they lie in memory");

namespace
{

Status readAt(const FileDescriptor& file, std::uint64_t offset, std::span<std::byte> out,
              const std::filesystem::path& path)
{
    while (!out.empty()) {
        const ssize_t got = ::pread(file.get(), out.data(), out.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return tl::unexpected<Error>(fileError("read", path, errno));
        }
        if (got == 0) {
            return fail(ErrorKind::storage, path.string() + ": ends early; was it cut off while it was read?");
        }
        out = out.subspan(static_cast<std::size_t>(got));
        offset += static_cast<std::uint64_t>(got);
    }
    return {};
}

Status writeAt(int file, std::uint64_t offset, std::span<const std::byte> data, const std::filesystem::path& path)
{
    while (!data.empty()) {
        const ssize_t written = ::pwrite(file, data.data(), data.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return tl::unexpected<Error>(fileError("write", path, errno));
        }
        data = data.subspan(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
    return {};
}

Result<std::uint64_t> sizeOfRegularFile(const FileDescriptor& file, const std::filesystem::path& path)
{
    struct stat status = {};
    if (::fstat(file.get(), &status) != 0) {
        return tl::unexpected<Error>(fileError("read", path, errno));
    }
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorKind::badInput, path.string() + ": is no regular file");
    }
    return static_cast<std::uint64_t>(status.st_size);
}

/// Length and text of the header, the length held against the file's size and the limit before it is used.
Result<std::string> readHeaderText(const FileDescriptor& file, std::uint64_t fileBytes,
                                   const std::filesystem::path& path)
{
    if (fileBytes < tensorLengthBytes) {
        return fail(ErrorKind::badInput, fmt::format("{}: has {} bytes and is no safetensors file, or was cut off",
                                                     path.string(), fileBytes));
    }
    std::array<std::byte, tensorLengthBytes> raw{};
    RXWATT_TRY(readAt(file, 0, raw, path));
    const auto length = std::bit_cast<std::uint64_t>(raw);
    if (length > maxTensorHeaderBytes) {
        return fail(ErrorKind::badInput, fmt::format("{}: has a header of {} bytes, at most {} are allowed; is it a "
                                                     "safetensors file?",
                                                     path.string(), length, maxTensorHeaderBytes));
    }
    if (length > fileBytes - tensorLengthBytes) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}: has a header of {} bytes, but only {} follow; was it cut off?", path.string(),
                                length, fileBytes - tensorLengthBytes));
    }
    std::string text(length, '\0');
    RXWATT_TRY(readAt(file, tensorLengthBytes, std::as_writable_bytes(std::span(text)), path));
    return text;
}

/// Asks for the space at once, so that a disk that is too small says so before the work is done. File systems that
/// cannot reserve say so when they are written to.
Status reserve(const AtomicFile& file, std::uint64_t bytes)
{
    if (::fallocate(file.descriptor(), 0, 0, static_cast<off_t>(bytes)) != 0 &&
        (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)) {
        return tl::unexpected<Error>(fileError("write", file.path(), errno));
    }
    return {};
}

bool fits(const TensorEntry& entry, std::uint64_t offset, std::size_t bytes)
{
    return offset <= entry.bytes && bytes <= entry.bytes - offset;
}

Error beyond(const std::filesystem::path& path, const TensorEntry& entry, std::uint64_t offset, std::size_t bytes)
{
    return {ErrorKind::failed, fmt::format("{}: tensor {} has {} bytes, but {} at {} were asked for", path.string(),
                                           inQuotes(entry.name), entry.bytes, bytes, offset)};
}

} // namespace

std::int64_t TensorEntry::elements() const
{
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

Result<TensorFile> TensorFile::open(const std::filesystem::path& path)
{
    TensorFile result;
    result.m_path = path;
    result.m_file = FileDescriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!result.m_file.valid()) {
        return tl::unexpected<Error>(fileError("read", path, errno));
    }
    RXWATT_ASSIGN(const std::uint64_t fileBytes, sizeOfRegularFile(result.m_file, path));
    RXWATT_ASSIGN(const std::string text, readHeaderText(result.m_file, fileBytes, path));
    result.m_dataStart = tensorLengthBytes + text.size();
    Result<TensorHeader> header = parseTensorHeader(text, fileBytes - result.m_dataStart);
    if (!header) {
        return failIn(path.string(), std::move(header).error());
    }
    result.m_entries = std::move(header->entries);
    result.m_metadata = std::move(header->metadata);
    return result;
}

const TensorEntry* TensorFile::find(const std::string& name) const
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [&](const TensorEntry& entry) { return entry.name == name; });
    return found == m_entries.end() ? nullptr : &*found;
}

Result<TensorEntry> TensorFile::require(const std::string& name, TensorType type,
                                        const std::vector<std::int64_t>& shape) const
{
    const TensorEntry* entry = find(name);
    if (entry == nullptr) {
        return fail(ErrorKind::badInput, fmt::format("{}: has no tensor {}; {} is needed", m_path.string(),
                                                     inQuotes(name), describe(type, shape)));
    }
    const bool sameShape =
        std::equal(entry->shape.begin(), entry->shape.end(), shape.begin(), shape.end(),
                   [](std::int64_t size, std::int64_t wanted) { return wanted == -1 || size == wanted; });
    if (entry->type != type || !sameShape) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}: tensor {} is {}; {} is needed", m_path.string(), inQuotes(name),
                                describe(entry->type, entry->shape), describe(type, shape)));
    }
    return *entry;
}

Status TensorFile::read(const TensorEntry& entry, std::uint64_t offset, std::span<std::byte> out) const
{
    if (!fits(entry, offset, out.size())) {
        return tl::unexpected<Error>(beyond(m_path, entry, offset, out.size()));
    }
    return readAt(m_file, m_dataStart + entry.offset + offset, out, m_path);
}

TensorFileWriter::TensorFileWriter(AtomicFile file, std::vector<TensorEntry> entries)
    : m_file(std::move(file)), m_entries(std::move(entries))
{
}

Result<TensorFileWriter> TensorFileWriter::create(const std::filesystem::path& path,
                                                  const std::vector<Declaration>& tensors, const Metadata& metadata)
{
    Result<std::vector<TensorEntry>> entries = layOutTensors(tensors);
    if (!entries) {
        return failIn(path.string(), std::move(entries).error());
    }
    Result<std::string> header = tensorHeaderText(*entries, metadata);
    if (!header) {
        return failIn(path.string(), std::move(header).error());
    }
    RXWATT_ASSIGN(AtomicFile file, AtomicFile::open(path));
    RXWATT_TRY(reserve(file, header->size() + dataBytesOf(*entries)));
    RXWATT_TRY(writeAt(file.descriptor(), 0, std::as_bytes(std::span(*header)), path));
    TensorFileWriter writer(std::move(file), std::move(*entries));
    writer.m_dataStart = header->size();
    return writer;
}

Status TensorFileWriter::write(std::size_t index, std::uint64_t offset, std::span<const std::byte> data)
{
    const TensorEntry& entry = m_entries.at(index);
    if (!fits(entry, offset, data.size())) {
        return tl::unexpected<Error>(beyond(m_file.path(), entry, offset, data.size()));
    }
    RXWATT_TRY(writeAt(m_file.descriptor(), m_dataStart + entry.offset + offset, data, m_file.path()));
    m_written += data.size();
    return {};
}

Status TensorFileWriter::finish()
{
    if (const std::uint64_t bytes = dataBytesOf(m_entries); m_written != bytes) {
        return fail(ErrorKind::failed,
                    fmt::format("{}: {} of {} bytes of data were written", m_file.path().string(), m_written, bytes));
    }
    return m_file.commit();
}

} // namespace rxwatt::base
