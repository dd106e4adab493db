// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/processors/processor_choice.h"

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace rxwatt::pages
{

/// The line over the plot: what is compared, by what, over which processors, in which numbers. Breaks where it is too
/// narrow.
class ProcessorBar : public QWidget
{
    Q_OBJECT

public:
    explicit ProcessorBar(QWidget* parent = nullptr);

    /// Offers the models, and what was measured where something was.
    void setFacts(const ProcessorFacts& facts);

    [[nodiscard]] const ProcessorChoice& choice() const { return m_choice; }

    void setChoice(const ProcessorChoice& choice);

Q_SIGNALS:
    void choiceChanged();

private:
    void fillChoices();
    void build();
    void connectParts();
    void showChoice();
    void take();

    ProcessorChoice m_choice;
    /// The chosen model has an energy of an inference of its own.
    std::set<std::string> m_withInference;
    QComboBox* m_view = nullptr;
    QComboBox* m_model = nullptr;
    QWidget* m_modelPair = nullptr;
    QComboBox* m_set = nullptr;
    QComboBox* m_precision = nullptr;
    QComboBox* m_scale = nullptr;
    QCheckBox* m_measured = nullptr;
};

} // namespace rxwatt::pages
