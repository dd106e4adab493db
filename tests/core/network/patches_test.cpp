// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/patches.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <array>
#include <cmath>

namespace rxwatt::network
{
namespace
{

TEST(Patches, AreWhatAConvolutionSees)
{
    torch::manual_seed(4);
    for (const auto& [slots, symbols, subcarriers, channels, kernel] :
         {std::array{2, 5, 7, 3, 3}, std::array{1, 1, 1, 2, 3}, std::array{3, 2, 9, 4, 5}, std::array{2, 3, 4, 5, 1}}) {
        const torch::Tensor input = torch::randn({slots, channels, symbols, subcarriers});
        const torch::Tensor dense = input.contiguous(torch::MemoryFormat::ChannelsLast);
        // unfold: [slot, channel · tap · tap, place]
        const torch::Tensor wanted =
            torch::nn::functional::unfold(
                input, torch::nn::functional::UnfoldFuncOptions({kernel, kernel}).padding(kernel / 2))
                .reshape({slots, channels, kernel, kernel, symbols * subcarriers})
                .permute({0, 4, 2, 3, 1})
                .contiguous();
        const int places = slots * symbols * subcarriers;
        torch::Tensor found = torch::full_like(wanted, NAN);
        const std::int64_t width = std::int64_t{kernel} * kernel * channels;
        const Grid grid{symbols, subcarriers, channels};
        // In two parts, as tiles are.
        const int middle = places / 3;
        gatherPatches(grid, kernel, dense.data_ptr<float>(), 0, middle, found.data_ptr<float>());
        gatherPatches(grid, kernel, dense.data_ptr<float>(), middle, places, found.data_ptr<float>() + middle * width);
        EXPECT_TRUE(torch::equal(found, wanted)) << symbols << " x " << subcarriers << ", kernel " << kernel;
    }
}

} // namespace
} // namespace rxwatt::network
