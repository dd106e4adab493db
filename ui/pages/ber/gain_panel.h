// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ber/gain_question.h"
#include "ui/pages/ber/references.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace rxwatt::pages
{

class CopyableTable;

/// A BER from what a person typed ("1e-2", "0.05", in the language's way too); none where it is no share of bits.
[[nodiscard]] std::optional<double> berFromText(const QString& text);
/// As it stands in the field.
[[nodiscard]] QString berLevelText(double ber);

/// Reads gains off the curves: a BER, a reference, and for every curve the SINR at which it reaches the BER and what it
/// gains over the reference.
class GainPanel : public QWidget
{
    Q_OBJECT

public:
    explicit GainPanel(bridge::Workspace& workspace, QWidget* parent = nullptr);

    void setCurves(std::vector<ShownCurve> curves);
    /// Tells nobody.
    void setLevel(double ber);

    [[nodiscard]] double level() const { return m_level; }

    /// Empty until the person has chosen one.
    [[nodiscard]] QString chosenReference() const { return m_chosen; }

    void setReference(const QString& key);

    /// Selects the row of a series, or none.
    void showCurve(const QString& series);

    [[nodiscard]] bool isSettled() const { return m_question.isSettled(); }

    [[nodiscard]] const models::GainTable& table() const { return m_table; }

Q_SIGNALS:
    void levelTyped(double ber);
    /// The person chose a row (its series in the plot), or none.
    void curveChosen(const QString& series);
    void referenceChanged();

private:
    void takeTyped();
    void fillReferences();
    void recompute();
    void takeInterval(int row, const project::CurveGain& gain);

    GainQuestion m_question;
    models::GainTable m_table;
    std::vector<ShownCurve> m_curves;
    double m_level = 0.1;
    QString m_chosen;
    QString m_current;
    QLineEdit* m_field = nullptr;
    QComboBox* m_reference = nullptr;
    CopyableTable* m_view = nullptr;
};

} // namespace rxwatt::pages
