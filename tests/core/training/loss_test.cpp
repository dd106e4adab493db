// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/loss.h"
#include "tests/core/training/torch_vectors.h"

namespace rxwatt::training
{
namespace
{

// Float32 against PyTorch's float32 in another form: rounding of a mean over some 250 values, far below 1e-4.
constexpr double tolerance = 1e-5;

TEST(MaskedBitLoss, IsPyTorchsValueAndGradientOnTheBitsThatCount)
{
    const test::TorchVectors vectors("loss");
    const auto logits = vectors["logits"].set_requires_grad(true);
    const auto loss = maskedBitLoss(logits, vectors["bits"].to(torch::kUInt8), vectors["mask"].to(torch::kUInt8));
    loss.backward();
    EXPECT_NEAR(loss.item<double>(), vectors["loss"].item<double>(), tolerance * vectors["loss"].item<double>());
    EXPECT_TRUE(torch::allclose(logits.grad(), vectors["gradient"], tolerance, 1e-8));
}

TEST(MaskedBitLoss, KeepsTheSmallLossOfASureDecision)
{
    const auto logits = torch::tensor({20.0F}).reshape({1, 1, 1, 1});
    const auto one = torch::ones({1, 1, 1, 1});
    EXPECT_NEAR(maskedBitLoss(logits, one, one).item<double>(), 2.0611536e-9, 1e-14);
}

TEST(MaskedBitLoss, IsFiniteForHugeLogitsAndNotANumberWhereTheLogitIsNone)
{
    const auto one = torch::ones({1, 1, 1, 1});
    EXPECT_EQ(maskedBitLoss(-1e30F * one, one, one).item<float>(), 1e30F);
    EXPECT_TRUE(std::isnan(maskedBitLoss(NAN * one, one, one).item<float>()));
}

} // namespace
} // namespace rxwatt::training
