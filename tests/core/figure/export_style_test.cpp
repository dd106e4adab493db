// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/export_style.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::figure::test
{

namespace
{

std::string errorOf(const char* text)
{
    ExportStyle style;
    const Status status = fromJson(Json::parse(text), "$", style);
    EXPECT_EQ(style, ExportStyle()) << "an error leaves the style alone";
    return status ? "" : status.error().message;
}

TEST(ExportStyle, IsTheSameAfterJson)
{
    for (const ExportPreset& preset : exportPresets()) {
        ExportStyle style = preset.style;
        style.fontFamily = "Latin \"Modern\"";
        style.legend = LegendPlace::below;
        style.grid = false;
        ExportStyle back;
        ASSERT_TRUE(fromJson(Json::parse(base::toText(toJson(style))), "$", back));
        EXPECT_EQ(back, style);
    }
}

TEST(ExportStyle, KnowsPaperColumnsAndSlides)
{
    const auto& presets = exportPresets();
    EXPECT_EQ(presets[0].style.widthMm, 88);
    EXPECT_EQ(presets[1].style.widthMm, 180);
    EXPECT_EQ(presets[2].style.widthMm, 254);
    EXPECT_EQ(presets[2].style.heightMm, 143);
}

TEST(ExportStyle, TakesWhatIsMissingFromThePreset)
{
    ExportStyle style;
    ASSERT_TRUE(fromJson(Json::parse(R"({"preset": "slide", "dpi": 96})"), "$", style));
    EXPECT_EQ(style.widthMm, 254);
    EXPECT_EQ(style.dpi, 96);
}

TEST(ExportStyle, RefusesWhatNoPageCouldShow)
{
    EXPECT_THAT(errorOf(R"({"width_mm": 0})"), testing::StartsWith("$.width_mm: found a number (0), 20 to 1000"));
    EXPECT_THAT(errorOf(R"({"height_mm": 1e300})"), testing::HasSubstr("$.height_mm"));
    EXPECT_THAT(errorOf(R"({"font_size_pt": "8"})"), testing::HasSubstr("$.font_size_pt"));
    EXPECT_THAT(errorOf(R"({"dpi": 100000})"), testing::HasSubstr("$.dpi"));
    EXPECT_THAT(errorOf(R"({"legend": "left"})"), testing::HasSubstr("\"below\""));
    EXPECT_THAT(errorOf(R"({"preset": "poster"})"), testing::HasSubstr("one-column"));
    EXPECT_THAT(errorOf(R"({"colour": true})"), testing::HasSubstr("colour"));
    EXPECT_THAT(errorOf(("{\"font_family\": \"" + std::string(10000, 'x') + "\"}").c_str()),
                testing::HasSubstr("10000 bytes"));
    EXPECT_THAT(errorOf("[]"), testing::HasSubstr("$"));
}

} // namespace

} // namespace rxwatt::figure::test
