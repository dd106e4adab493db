// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/editor/field_editor.h"

class QComboBox;
class QLabel;

namespace rxwatt::pages::editor
{

/// One of the field's choices in a box that opens; for a text, whose choices are suggestions, anything may be typed.
class ChoiceEditor : public FieldEditor
{
    Q_OBJECT

public:
    ChoiceEditor(const Field& field, QWidget* parent);
    void display(const Json& value, const Json& fallback) override;

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void displayChoice(const Json& value, const Json& fallback);

    std::vector<Json> m_choices;
    QComboBox* m_box = nullptr;
    QLabel* m_quantity = nullptr;
    std::string m_unit;
    bool m_canBeLeftOut = false;
};

} // namespace rxwatt::pages::editor
