// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/options.h"

#include "core/run/version.h"
#include "ui/pages/page_registry.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <vector>

namespace rxwatt::gui
{

namespace
{

constexpr int badUsage = 2;
constexpr int smallestSide = 300;
constexpr int largestSide = 16384;

std::optional<QSize> sizeFrom(const std::string& text)
{
    const QStringList parts = QString::fromStdString(text).split(QLatin1Char('x'));
    bool isWidth = false;
    bool isHeight = false;
    const QSize size(parts.value(0).toInt(&isWidth), parts.value(1).toInt(&isHeight));
    const bool isSane = parts.size() == 2 && isWidth && isHeight && size.width() >= smallestSide &&
                        size.height() >= smallestSide && size.width() <= largestSide && size.height() <= largestSide;
    return isSane ? std::optional(size) : std::nullopt;
}

std::vector<std::string> pageNames()
{
    std::vector<std::string> names;
    for (const pages::PageEntry& page : pages::allPages()) {
        names.emplace_back(page.name);
    }
    return names;
}

} // namespace

tl::expected<Options, int> parseOptions(int argc, char** argv)
{
    CLI::App app(
        "The workbench: a project's runs, their training and their curves in a window. With --screenshot it draws one "
        "page into a file and ends, without a display too. `rxwatt-gui export --help` tells of figures.");
    std::string project;
    std::string page;
    std::string runs;
    std::string theme;
    std::string size;
    std::string screenshot;
    Options options;
    app.set_version_flag("--version", std::string(run::version()));
    app.add_option("--project,project", project, "The project's folder. Default: the one of last time");
    app.add_option("--page", page, "The page to show")->check(CLI::IsMember(pageNames()));
    app.add_option("--select", runs, "Runs to choose: ids, unique prefixes or unambiguous names, with commas between");
    app.add_option("--theme", theme, "light or dark")->check(CLI::IsMember({"light", "dark"}));
    app.add_option("--size", size, "Of the window, WxH in pixels, for example 1280x800")
        ->check(CLI::Validator(
            [](std::string& text) { return sizeFrom(text) ? std::string() : "300x300 to 16384x16384 is allowed"; },
            "WxH"));
    app.add_flag("--safe-mode", options.safeMode, "Ignores settings and session, and keeps none");
    app.add_option("--screenshot", screenshot, "Draws the window into this PNG file and ends");
    app.add_flag_callback(
        "--pages",
        [] {
            for (const std::string& name : pageNames()) {
                std::printf("%s\n", name.c_str());
            }
            throw CLI::Success();
        },
        "Prints the names of the pages and ends");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return tl::unexpected<int>(app.exit(error) == 0 ? 0 : badUsage);
    }
    options.project = QString::fromStdString(project);
    options.page = QString::fromStdString(page);
    options.runs = QString::fromStdString(runs).split(QLatin1Char(','), Qt::SkipEmptyParts);
    if (!theme.empty()) {
        options.theme = theme == "dark" ? style::Theme::dark : style::Theme::light;
    }
    options.size = size.empty() ? std::nullopt : sizeFrom(size);
    options.screenshot = QString::fromStdString(screenshot);
    return options;
}

} // namespace rxwatt::gui
