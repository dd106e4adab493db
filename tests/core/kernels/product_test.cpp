// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/product.h"
#include "tests/core/kernels/kernel_fixture.h"

namespace rxwatt::kernels
{
namespace
{

using test::between;
using test::randomFloats;

TEST(Product, IsItsDefinitionInEveryLayout)
{
    std::mt19937 random(10);
    for (int i = 0; i < 80; ++i) {
        const int rows = between(random, 1, 70);
        const int columns = between(random, 1, 70);
        const int depth = between(random, 1, 70);
        const bool aTransposed = between(random, 0, 1) == 1;
        const bool bTransposed = between(random, 0, 1) == 1;
        const bool add = between(random, 0, 1) == 1;
        const auto size = [](int x, int y) { return static_cast<std::size_t>(x * y); };
        const std::vector<float> a = randomFloats(random, size(rows, depth));
        const std::vector<float> b = randomFloats(random, size(depth, columns));
        std::vector<float> found = randomFloats(random, size(rows, columns));
        std::vector<float> wanted(found.size());
        for (int row = 0; row < rows; ++row) {
            for (int column = 0; column < columns; ++column) {
                double sum = add ? found[size(row, columns) + static_cast<std::size_t>(column)] : 0;
                for (int k = 0; k < depth; ++k) {
                    const int ofA = aTransposed ? k * rows + row : row * depth + k;
                    const int ofB = bTransposed ? column * depth + k : k * columns + column;
                    sum += double{a[static_cast<std::size_t>(ofA)]} * b[static_cast<std::size_t>(ofB)];
                }
                wanted[size(row, columns) + static_cast<std::size_t>(column)] = static_cast<float>(sum);
            }
        }
        if (!add) {
            std::fill(found.begin(), found.end(), NAN); // must not be read
        }
        product(rows, columns, depth, {a.data(), aTransposed}, {b.data(), bTransposed}, add, found.data());
        test::expectNear(found, wanted,
                         std::to_string(rows) + " " + std::to_string(columns) + " " + std::to_string(depth));
    }
}

} // namespace
} // namespace rxwatt::kernels
