// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/editor/field_editor.h"

class QLabel;
class QLineEdit;

namespace rxwatt::pages::editor
{

class NumberLine;

/// A line of text.
class TextEditor : public FieldEditor
{
    Q_OBJECT

public:
    TextEditor(const Field& field, QWidget* parent);
    void display(const Json& value, const Json& fallback) override;

private:
    QLineEdit* m_line = nullptr;
};

/// One number with its unit, and the same as people say it.
class NumberEditor : public FieldEditor
{
    Q_OBJECT

public:
    NumberEditor(const Field& field, QWidget* parent);
    void display(const Json& value, const Json& fallback) override;

private:
    NumberLine* m_line = nullptr;
    QLabel* m_quantity = nullptr;
    std::string m_unit;
};

/// One number, or the two ends between which each slot draws.
class RangeEditor : public FieldEditor
{
    Q_OBJECT

public:
    RangeEditor(const Field& field, QWidget* parent);
    void display(const Json& value, const Json& fallback) override;

private:
    void take();

    NumberLine* m_low = nullptr;
    NumberLine* m_high = nullptr;
    QLabel* m_quantity = nullptr;
    std::string m_unit;
};

/// SINRs as "0:4:24" or "0, 4, 8", and what that comes to.
class SinrEditor : public FieldEditor
{
    Q_OBJECT

public:
    SinrEditor(const Field& field, QWidget* parent);
    void display(const Json& value, const Json& fallback) override;

private:
    QLineEdit* m_line = nullptr;
    QLabel* m_preview = nullptr;
};

} // namespace rxwatt::pages::editor
