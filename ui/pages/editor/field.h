// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/spec_fields.h"

#include <QString>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::pages::editor
{

/// The groups of the form, in their order.
enum class Section { run, link, model, training, validation, evaluation, power, evaluationLink };

inline constexpr int sectionCount = 8;

/// One field of the form: a setting of the specification, or what the evaluation's link has in place of the link's.
struct Field : run::SpecField {
    Section group = Section::run;

    /// In the language of the window.
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString explanation() const;
    /// "1 to 275"; empty where there is nothing to say.
    [[nodiscard]] QString allowed() const;
    /// Of a part of the evaluation's link, the path of the link's own setting: what counts where it is left out. Else
    /// empty.
    [[nodiscard]] std::string fallbackPath() const;
};

/// Every field of the form in the order of the documentation; the same objects for as long as the program runs.
[[nodiscard]] const std::vector<Field>& allFields();
/// The field that a JSON path ("model.channels") is, or lies inside; null for none.
[[nodiscard]] const Field* fieldAt(std::string_view path);

[[nodiscard]] QString titleOf(Section section);

} // namespace rxwatt::pages::editor
