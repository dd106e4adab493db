// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/torch_runtime.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

namespace rxwatt::network
{
namespace
{

using testing::HasSubstr;

TEST(TorchRuntime, TakesTheCpuWhereAsked)
{
    const auto device = chooseDevice("cpu");
    ASSERT_TRUE(device);
    EXPECT_TRUE(device->is_cpu());
}

TEST(TorchRuntime, AutoTakesCudaExactlyWhereItIs)
{
    const auto device = chooseDevice("auto");
    ASSERT_TRUE(device);
    EXPECT_EQ(device->is_cuda(), torch::cuda::is_available());
}

TEST(TorchRuntime, SaysWhichDeviceIsNotThere)
{
    const auto device = chooseDevice("cuda:99");
    ASSERT_FALSE(device);
    EXPECT_EQ(device.error().kind, ErrorKind::unsupported);
    EXPECT_THAT(device.error().message, HasSubstr("\"cuda:99\""));
    EXPECT_EQ(chooseDevice("cuda").has_value(), torch::cuda::is_available());
}

TEST(TorchRuntime, RefusesNamesOfNoDevice)
{
    for (const char* name : {"", "gpu", "CPU", "cuda:", "cuda:-1", "cuda:1x", "cuda:999999999999", "cudax"}) {
        const auto device = chooseDevice(name);
        ASSERT_FALSE(device) << name;
        EXPECT_EQ(device.error().kind, ErrorKind::badInput) << name;
        EXPECT_THAT(device.error().message, HasSubstr("\"cuda:N\" is allowed"));
    }
}

TEST(TorchRuntime, SetsTheThreads)
{
    const int before = torch::get_num_threads();
    setThreads(2);
    EXPECT_EQ(torch::get_num_threads(), 2);
    setThreads(0);
    EXPECT_EQ(torch::get_num_threads(), 1);
    setThreads(before);
}

TEST(TorchRuntime, KnowsItsLibraries)
{
    EXPECT_THAT(torchVersion(), testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+.*"));
    EXPECT_FALSE(blasName().empty());
}

} // namespace
} // namespace rxwatt::network
