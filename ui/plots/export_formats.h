// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"
#include "core/figure/writer.h"

#include <optional>
#include <QString>
#include <span>
#include <variant>

namespace rxwatt::plots
{

/// A format of the files that a figure is written into.
struct FileFormat {
    const char* extension;
    /// "PDF"
    const char* shortName;
    const char* name;
    std::variant<figure::PictureFormat, figure::Format> kind;

    /// None for a format of values.
    [[nodiscard]] std::optional<figure::PictureFormat> picture() const;
    /// What it is, in the person's language.
    [[nodiscard]] QString text() const;
};

/// Pictures first.
[[nodiscard]] std::span<const FileFormat> fileFormats();
/// The place of a format among them by its extension, in letters of any size; -1 where there is none.
[[nodiscard]] int placeOf(const QString& extension);

/// A figure's name as that of a file: letters, digits, dashes.
[[nodiscard]] QString fileNameOf(const figure::Figure& figure);
/// The folder where an export begins: the last one, as long as it is there.
[[nodiscard]] QString startFolder(const QString& last);

} // namespace rxwatt::plots
