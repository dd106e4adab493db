// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/lifecycle/number_field.h"

#include <QWidget>

class QLabel;
class QSlider;

namespace rxwatt::pages
{

/// A quantity over many decades: a slider whose even steps are even factors, and a field for the exact number, which
/// may lie outside what the slider spans.
class LogQuantity : public QWidget
{
    Q_OBJECT

public:
    struct Spec {
        /// Of the field; the slider's is narrower and above 0.
        NumberRange range;
        NumberRange slider;
        QString unit;
        /// For those who listen to the screen.
        QString name;
    };

    explicit LogQuantity(const Spec& spec, QWidget* parent = nullptr);

    [[nodiscard]] double value() const { return m_field->value().value_or(0); }

    /// Tells nobody.
    void setValue(double value);

    /// What stands behind the unit: "= 3 d".
    void setHint(const QString& hint);

    [[nodiscard]] NumberField& field() const { return *m_field; }

Q_SIGNALS:
    void changed();

private:
    void takeSlider(int place);
    void showPlace();

    NumberRange m_span;
    QSlider* m_slider = nullptr;
    NumberField* m_field = nullptr;
    QLabel* m_hint = nullptr;
};

} // namespace rxwatt::pages
