// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"

#include <functional>
#include <QKeySequence>
#include <QString>
#include <span>

namespace rxwatt::pages
{

/// Where a page is docked until the person moves it.
enum class Place { left, main };

/// A page as the window knows it. A new page is a folder of its own and one line in the table of page_registry.cpp.
struct PageEntry {
    /// As in `--page` and sessions: "ber".
    const char* name;
    /// Translated by the window in the context "Page".
    const char* title;
    const char* icon;
    const char* shortcut;
    Place place;
    std::function<Page*(const PageContext&, QWidget* parent)> make;
};

/// All pages in the order of their tabs.
[[nodiscard]] std::span<const PageEntry> allPages();

} // namespace rxwatt::pages
