// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/slot_kernels.h"

#include <vector>

namespace rxwatt::phy
{

/// Rows of complex numbers, real and imaginary parts apart, with the scratch before and after each row that kernels
/// want.
class SplitGrid
{
public:
    SplitGrid() = default;

    SplitGrid(int rows, int columns)
        : m_stride(padded(columns) + kernelPadding), m_re(kernelPadding + rows * m_stride), m_im(m_re.size())
    {
    }

    [[nodiscard]] std::ptrdiff_t stride() const { return m_stride; }

    [[nodiscard]] SplitComplex row(std::ptrdiff_t index)
    {
        const std::ptrdiff_t at = kernelPadding + index * m_stride;
        return {m_re.data() + at, m_im.data() + at};
    }

private:
    std::ptrdiff_t m_stride = 0;
    std::vector<float> m_re;
    std::vector<float> m_im;
};

} // namespace rxwatt::phy
