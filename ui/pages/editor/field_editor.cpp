// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/field_editor.h"

#include "ui/pages/editor/blocks_editor.h"
#include "ui/pages/editor/chips_editor.h"
#include "ui/pages/editor/choice_editor.h"
#include "ui/pages/editor/line_editors.h"
#include "ui/pages/editor/weights_editor.h"

namespace rxwatt::pages::editor
{

FieldEditor* makeFieldEditor(const Field& field, QWidget* parent)
{
    using run::FieldType;
    switch (field.type) {
    case FieldType::choice:
        return new ChoiceEditor(field, parent);
    case FieldType::integer:
    case FieldType::number:
        return new NumberEditor(field, parent);
    case FieldType::range:
        return new RangeEditor(field, parent);
    case FieldType::oneOrMany:
    case FieldType::nameList:
        return new ChipsEditor(field, parent);
    case FieldType::integerList:
    case FieldType::pairList:
        return new BlocksEditor(parent);
    case FieldType::sinrList:
        return new SinrEditor(field, parent);
    case FieldType::weightsList:
        return new WeightsEditor(field, parent);
    case FieldType::text:
    case FieldType::linkOverrides:
        break;
    }
    return field.choices.empty() ? static_cast<FieldEditor*>(new TextEditor(field, parent))
                                 : new ChoiceEditor(field, parent);
}

} // namespace rxwatt::pages::editor
