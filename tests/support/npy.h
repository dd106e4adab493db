// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <complex>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace rxwatt::test
{

/// An array of a .npy file (version 1.0, little-endian), its data as they lie there: the last axis runs fastest, or the
/// first in Fortran's order.
template <typename T>
struct NpyArray {
    std::vector<std::size_t> shape;
    std::vector<T> data;
    bool fortranOrder = false;
};

/// NumPy's name of a type of ours, as it stands in a header.
template <typename T>
const char* npyTypeName()
{
    if constexpr (std::is_same_v<T, std::uint8_t>) {
        return "'|u1'";
    } else if constexpr (std::is_same_v<T, float>) {
        return "'<f4'";
    } else if constexpr (std::is_same_v<T, double>) {
        return "'<f8'";
    } else if constexpr (std::is_same_v<T, std::complex<float>>) {
        return "'<c8'";
    } else {
        static_assert(std::is_same_v<T, std::complex<double>>);
        return "'<c16'";
    }
}

/// Throws where the file is not one, or of another type: tests trust their vectors, and a throw fails the test.
template <typename T>
NpyArray<T> readNpy(const std::filesystem::path& path, bool allowFortranOrder = false)
{
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (bytes.size() < 10 || bytes.compare(0, 8, std::string("\x93NUMPY\x01\x00", 8)) != 0) {
        throw std::runtime_error(path.string() + " is not a .npy file of version 1.0");
    }
    const std::size_t begin = 10 + static_cast<unsigned char>(bytes[8]) + 256U * static_cast<unsigned char>(bytes[9]);
    const std::string header = bytes.substr(10, begin - 10);
    const bool fortranOrder = header.find("'fortran_order': False") == std::string::npos;
    if (header.find(npyTypeName<T>()) == std::string::npos || (fortranOrder && !allowFortranOrder)) {
        throw std::runtime_error(path.string() + " holds another type or order: " + header);
    }
    NpyArray<T> array;
    array.fortranOrder = fortranOrder;
    std::size_t count = 1;
    for (const char* at = &header[header.find("'shape': (") + 10]; *at != ')';) {
        char* end = nullptr;
        const std::size_t size = std::strtoull(at, &end, 10);
        if (end == at) {
            ++at; // a comma or a space
            continue;
        }
        array.shape.push_back(size);
        count *= size;
        at = end;
    }
    if (bytes.size() - begin != count * sizeof(T)) {
        throw std::runtime_error(path.string() + " is cut short");
    }
    array.data.resize(count);
    std::memcpy(array.data.data(), bytes.data() + begin, count * sizeof(T));
    return array;
}

} // namespace rxwatt::test
