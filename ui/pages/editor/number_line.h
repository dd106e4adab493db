// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/editor/field.h"

#include <QLineEdit>

class QToolButton;

namespace rxwatt::pages::editor
{

/// A line for a number in any notation ("1e-3", "2e4"), with arrows and the arrow keys (Page keys: ten at once) to step
/// it inside the field's limits. Nothing that is typed is refused or rewritten.
class NumberLine : public QLineEdit
{
    Q_OBJECT

public:
    NumberLine(const Field& field, QWidget* parent);

    /// The number as JSON, what is no number as the text, null where it is blank.
    [[nodiscard]] Json value() const;
    /// Leaves the text alone where it says the same.
    void display(const Json& value, const Json& fallback);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void step(int count);

    QToolButton* m_up = nullptr;
    QToolButton* m_down = nullptr;
    double m_low;
    double m_high;
    bool m_isLowExcluded;
    bool m_isWhole;
};

} // namespace rxwatt::pages::editor
