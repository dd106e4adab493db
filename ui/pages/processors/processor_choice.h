// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/processors_figure.h"
#include "ui/pages/processors/processor_facts.h"

#include <QJsonObject>

namespace rxwatt::pages
{

/// Which processors have bars.
enum class ProcessorSet { all, paper, cpus, accelerators, own };

/// How the processors are compared.
struct ProcessorChoice {
    figure::EnergyView view = figure::EnergyView::metric0;
    energy::Precision precision = energy::Precision::fp32;
    figure::Scale scale = figure::Scale::logarithmic;
    ProcessorSet set = ProcessorSet::all;
    bool measured = true;
    /// The run whose model is compared; where it is not selected, the first that is.
    std::string run;

    bool operator==(const ProcessorChoice&) const = default;

    [[nodiscard]] figure::ProcessorsSettings settings() const;
    [[nodiscard]] bool isInSet(const energy::Processor& processor, bool isOwn) const;
};

[[nodiscard]] QJsonObject toJson(const ProcessorChoice& choice);
/// What is not understood stays as in the default.
[[nodiscard]] ProcessorChoice processorChoiceFromJson(const QJsonObject& json);

} // namespace rxwatt::pages
