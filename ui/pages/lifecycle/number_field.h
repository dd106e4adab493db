// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/lifecycle/life_cycle_choice.h"

#include <optional>
#include <QLineEdit>

namespace rxwatt::pages
{

/// A number from what a person typed ("1e-3", "0.3", in the language's way too); none where it is no number.
[[nodiscard]] std::optional<double> numberFromText(const QString& text);

/// A line for an exact number. The arrow keys go to the next 1, 2 or 5 of a power of ten, what cannot be read or is out
/// of range makes way for the number that stands.
class NumberField : public QLineEdit
{
    Q_OBJECT

public:
    explicit NumberField(const NumberRange& range, QWidget* parent = nullptr);

    [[nodiscard]] std::optional<double> value() const { return m_value; }

    /// Tells nobody. None only where the field may be blank.
    void setValue(std::optional<double> value);

    /// A blank line is none, and this stands in it.
    void allowBlank(const QString& placeholder);

Q_SIGNALS:
    void valueTyped();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void takeTyped();
    void step(bool up);
    void change(std::optional<double> value);

    NumberRange m_range;
    std::optional<double> m_value;
    bool m_mayBeBlank = false;
};

} // namespace rxwatt::pages
