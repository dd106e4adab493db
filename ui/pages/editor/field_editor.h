// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/editor/field.h"

#include <QWidget>

namespace rxwatt::pages::editor
{

/// The control of one field. It shows whatever the draft holds, also what is no value of the field, and rewrites
/// nothing while it is typed.
class FieldEditor : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// `value` is null where the draft leaves the field out; `fallback` is what counts then.
    virtual void display(const Json& value, const Json& fallback) = 0;

Q_SIGNALS:
    /// Null leaves the field out.
    void edited(const rxwatt::base::Json& value);
};

/// The control for the type of a field, with the field's name for those who cannot see it.
[[nodiscard]] FieldEditor* makeFieldEditor(const Field& field, QWidget* parent);

} // namespace rxwatt::pages::editor
