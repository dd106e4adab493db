// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/lifecycle/life_cycle_choice.h"

#include <QList>
#include <QWidget>
#include <vector>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QGridLayout;

namespace rxwatt::pages
{

class LogQuantity;
class NumberField;

/// Sets the deployment that runs are compared in.
class LifeCycleBar : public QWidget
{
    Q_OBJECT

public:
    explicit LifeCycleBar(QWidget* parent = nullptr);

    [[nodiscard]] const LifeCycleChoice& choice() const { return m_choice; }

    /// Tells nobody.
    void setChoice(const LifeCycleChoice& choice);
    /// What may be estimated on. A choice that is not among them stays, and nothing is estimated on it.
    void setProcessors(const std::vector<energy::Processor>& processors);
    /// As if the person had chosen it.
    void chooseIntensity(std::size_t place);

Q_SIGNALS:
    void choiceChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QWidget* buildUse();
    [[nodiscard]] QWidget* buildSupply();
    void addIntensity(QGridLayout& grid);
    void addEstimate(QGridLayout& grid);
    [[nodiscard]] QWidget* buildReadings();
    void take();
    void display();
    void displayIntensity();
    void displayProcessor();
    [[nodiscard]] NumberField* addNumber(const NumberRange& range, const QString& help);

    LifeCycleChoice m_choice;
    QBoxLayout* m_groups = nullptr;
    LogQuantity* m_rate = nullptr;
    LogQuantity* m_hours = nullptr;
    QComboBox* m_country = nullptr;
    NumberField* m_intensity = nullptr;
    NumberField* m_price = nullptr;
    NumberField* m_pue = nullptr;
    QComboBox* m_processor = nullptr;
    QStringList m_processors; ///< that it offers
    QComboBox* m_precision = nullptr;
    QCheckBox* m_search = nullptr;
    NumberField* m_searchKwh = nullptr;
    QList<QCheckBox*> m_readings;
};

} // namespace rxwatt::pages
