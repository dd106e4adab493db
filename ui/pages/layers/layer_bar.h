// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/layers/layer_choice.h"
#include "ui/pages/layers/layer_models.h"

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace rxwatt::pages
{

/// The line over the plot: what is shown, by what, on which processor, in which numbers. Breaks where it is too narrow.
class LayerBar : public QWidget
{
    Q_OBJECT

public:
    explicit LayerBar(QWidget* parent = nullptr);

    /// Offers the catalogue's processors, and what was measured where something was.
    void setModels(const LayerModels& models);

    [[nodiscard]] const LayerChoice& choice() const { return m_choice; }

    void setChoice(const LayerChoice& choice);

Q_SIGNALS:
    void choiceChanged();

private:
    void build();
    void fillChoices();
    void connectParts();
    void fillProcessors(const std::vector<energy::Processor>& processors);
    void showChoice();
    void take();

    LayerChoice m_choice;
    std::vector<energy::Processor> m_processors;
    bool m_hasMeasured = false;
    QComboBox* m_view = nullptr;
    QComboBox* m_grain = nullptr;
    QComboBox* m_processor = nullptr;
    QComboBox* m_precision = nullptr;
    QCheckBox* m_measured = nullptr;
    QCheckBox* m_fused = nullptr;
    QCheckBox* m_cache = nullptr;
};

} // namespace rxwatt::pages
