// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/config_json.h"
#include "tests/core/run/golden.h"

#include <gtest/gtest.h>

namespace rxwatt::run
{

namespace
{

TEST(ProfileJson, HasTheKeysOfTheContract)
{
    model::ModelLayers layers;
    model::Layer layer;
    layer.name = "input";
    layer.block = "input";
    layer.outputShape = {8, 14, 48};
    layer.macs = 60480;
    layer.parameters = 728;
    layer.bytesRead = 1000;
    layer.bytesWritten = 2000;
    layers.layers.push_back(layer);

    phy::LinkConfig link;
    link.resourceBlocks = 4;
    test::expectGolden("profile.json", test::pretty(profileToJson(layers, modelShape(link))));
}

TEST(ProfileJson, LaysTheModelOnTheLinksGrid)
{
    phy::LinkConfig link;
    link.resourceBlocks = 3;
    link.rxAntennas = 4;
    link.modulations = {phy::Modulation::qpsk, phy::Modulation::qam64};

    const model::ModelShape shape = modelShape(link);

    EXPECT_EQ(shape.symbols, 14);
    EXPECT_EQ(shape.subcarriers, 36);
    EXPECT_EQ(shape.rxAntennas, 4);
    EXPECT_EQ(shape.outputBits, 6);
}

} // namespace

} // namespace rxwatt::run
