// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <QString>
#include <QWidget>

namespace rxwatt::plots
{

/// All examples in a grid, or the one of a name.
[[nodiscard]] std::unique_ptr<QWidget> makeGallery(const QString& only);

} // namespace rxwatt::plots
