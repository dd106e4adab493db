// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/atomic_file.h"
#include "core/base/files.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace rxwatt::base
{

enum class TensorType { u8, i32, i64, f16, bf16, f32, f64 };

/// Bytes of one element.
[[nodiscard]] std::size_t sizeOf(TensorType type);

/// One tensor of a safetensors file: raw little-endian data in C order.
struct TensorEntry {
    std::string name;
    TensorType type = TensorType::f32;
    std::vector<std::int64_t> shape;
    /// Where its data begin, from the start of the data part.
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;

    [[nodiscard]] std::int64_t elements() const;
};

using Metadata = std::map<std::string, std::string>;

/// A safetensors file opened for reading (https://huggingface.co/docs/safetensors): 8 bytes of header length, a JSON
/// header, the data. The file may be hostile or torn: header length (at most 16 MB), offsets (in order, no gap, no
/// overlap, within the file), shapes and types are checked on opening, and no length in it is trusted. Data are read
/// when asked for.
class TensorFile
{
public:
    [[nodiscard]] static Result<TensorFile> open(const std::filesystem::path& path);

    /// In the order of their data.
    [[nodiscard]] const std::vector<TensorEntry>& entries() const { return m_entries; }

    [[nodiscard]] const Metadata& metadata() const { return m_metadata; }

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

    /// Null where there is none of that name.
    [[nodiscard]] const TensorEntry* find(const std::string& name) const;
    /// The entry of that name, type and shape; −1 in `shape` stands for any size. Else an error that names file,
    /// tensor, what is there and what is wanted.
    [[nodiscard]] Result<TensorEntry> require(const std::string& name, TensorType type,
                                              const std::vector<std::int64_t>& shape) const;
    /// Reads `out.size()` bytes of a tensor from `offset` within it.
    [[nodiscard]] Status read(const TensorEntry& entry, std::uint64_t offset, std::span<std::byte> out) const;

private:
    TensorFile() = default;

    std::filesystem::path m_path;
    FileDescriptor m_file;
    std::uint64_t m_dataStart = 0;
    std::vector<TensorEntry> m_entries;
    Metadata m_metadata;
};

/// Writes a safetensors file as a stream: all tensors are declared first, then their data are written in any order and
/// any parts, each byte once. The file appears under its name, durable and whole, at finish(); a writer that is
/// destroyed before leaves nothing. Tensors of wide elements come first in the file, so that each is aligned to its
/// elements.
class TensorFileWriter
{
public:
    struct Declaration {
        std::string name;
        TensorType type = TensorType::f32;
        std::vector<std::int64_t> shape;
    };

    [[nodiscard]] static Result<TensorFileWriter>
    create(const std::filesystem::path& path, const std::vector<Declaration>& tensors, const Metadata& metadata);
    /// Writes bytes of tensor number `index` (as declared) from `offset` within it.
    [[nodiscard]] Status write(std::size_t index, std::uint64_t offset, std::span<const std::byte> data);
    /// Fails where not every byte was written. Nothing may be called behind it.
    [[nodiscard]] Status finish();

private:
    TensorFileWriter(AtomicFile file, std::vector<TensorEntry> entries);

    AtomicFile m_file;
    std::vector<TensorEntry> m_entries; ///< as declared
    std::uint64_t m_dataStart = 0;
    std::uint64_t m_written = 0;
};

} // namespace rxwatt::base
