// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ber/ber_runs.h"
#include "ui/plots/curve_plot.h"

#include <map>
#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QCheckBox;

namespace rxwatt::pages
{

/// Chooses among curves: a button for each modulation and each number of DM-RS symbols where there are several, one for
/// the classical receivers, and how intervals are drawn.
class CurveBar : public QWidget
{
    Q_OBJECT

public:
    explicit CurveBar(QWidget* parent = nullptr);

    /// Offers what these runs have.
    void setRuns(const BerRuns& runs);

    [[nodiscard]] const CurveChoice& choice() const { return m_choice; }

    void setChoice(const CurveChoice& choice);

    [[nodiscard]] plots::Intervals intervals() const;
    void setIntervals(plots::Intervals intervals);

Q_SIGNALS:
    void choiceChanged();
    void intervalsChanged();

private:
    void rebuild();
    QCheckBox* addChip(const QString& text, const QString& help, bool checked);
    void addChips();

    CurveChoice m_choice;
    std::set<std::string> m_modulations;
    std::set<int> m_dmrsSymbols;
    QHBoxLayout* m_chips = nullptr;
    QCheckBox* m_baselines = nullptr;
    QComboBox* m_intervals = nullptr;
};

} // namespace rxwatt::pages
