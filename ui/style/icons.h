// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace rxwatt::style
{

/// A line icon (Lucide) by its name, "play": drawn in the text colour of the palette at the moment, also when that
/// changes, sharp at every scale. The file is resources/icons/<name>.svg; an unknown name is a bug of ours (asserted).
[[nodiscard]] QIcon icon(const QString& name);

} // namespace rxwatt::style
