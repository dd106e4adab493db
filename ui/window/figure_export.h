// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/page_docks.h"

namespace rxwatt::window
{

/// Opens the export dialog of the plot that has the focus, else of the first of the current page that shows something.
void exportFigure(const PageDocks& docks, pages::Navigator& navigator);
/// Opens the dialog that exports several figures, those of all pages that were seen; at first those of the current page
/// are chosen.
void exportAllFigures(const PageDocks& docks, pages::Navigator& navigator, QWidget& window);

} // namespace rxwatt::window
