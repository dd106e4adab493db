// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/editor/field_editor.h"

class QToolButton;

namespace rxwatt::pages::editor
{

/// Several of the field's choices, each a button that is pressed or not.
class ChipsEditor : public FieldEditor
{
    Q_OBJECT

public:
    ChipsEditor(const Field& field, QWidget* parent);
    void display(const Json& value, const Json& fallback) override;

private:
    QToolButton* addChip(const Json& choice);
    void toggle(const Json& choice, bool chosen);

    Field m_field;
    std::vector<Json> m_choices;
    std::vector<QToolButton*> m_chips;
    /// In the order of the draft: each slot draws by place.
    std::vector<Json> m_chosen;
};

} // namespace rxwatt::pages::editor
