// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/page_registry.h"

#include "ui/pages/ber/ber_page.h"
#include "ui/pages/details/details_page.h"
#include "ui/pages/editor/editor_page.h"
#include "ui/pages/layers/layers_page.h"
#include "ui/pages/lifecycle/life_cycle_page.h"
#include "ui/pages/live/live_page.h"
#include "ui/pages/power/power_page.h"
#include "ui/pages/processors/processors_page.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/start/start_page.h"

#include <QCoreApplication>
#include <vector>

namespace rxwatt::pages
{

namespace
{

template <typename T>
PageEntry entry(const char* name, const char* title, const char* icon, const char* shortcut, Place place)
{
    return {name,  title,
            icon,  shortcut,
            place, [](const PageContext& context, QWidget* parent) -> Page* { return new T(context, parent); }};
}

} // namespace

std::span<const PageEntry> allPages()
{
    static const std::vector<PageEntry> pages = {
        entry<StartPage>("start", QT_TRANSLATE_NOOP("Page", "Start"), "house", "Alt+1", Place::main),
        entry<RunsPage>("runs", QT_TRANSLATE_NOOP("Page", "Runs"), "list", "Alt+2", Place::left),
        entry<EditorPage>("editor", QT_TRANSLATE_NOOP("Page", "Run editor"), "sliders-horizontal", "Alt+3",
                          Place::main),
        entry<LivePage>("live", QT_TRANSLATE_NOOP("Page", "Live"), "activity", "Alt+4", Place::main),
        entry<BerPage>("ber", QT_TRANSLATE_NOOP("Page", "BER"), "chart-line", "Alt+5", Place::main),
        entry<DetailsPage>("details", QT_TRANSLATE_NOOP("Page", "Details"), "file-text", "Alt+6", Place::main),
        entry<PowerPage>("power", QT_TRANSLATE_NOOP("Page", "Power"), "zap", "Alt+7", Place::main),
        entry<LayersPage>("layers", QT_TRANSLATE_NOOP("Page", "Layer energy"), "layers", "Alt+8", Place::main),
        entry<ProcessorsPage>("processors", QT_TRANSLATE_NOOP("Page", "Processors"), "cpu", "Alt+9", Place::main),
        entry<LifeCyclePage>("lifecycle", QT_TRANSLATE_NOOP("Page", "Life cycle"), "history", "Alt+0", Place::main),
    };
    return pages;
}

} // namespace rxwatt::pages
