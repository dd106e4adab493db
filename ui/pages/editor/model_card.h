// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/layers.h"
#include "ui/pages/editor/spec_draft.h"

#include <array>
#include <QWidget>

class QLabel;
class QTableWidget;

namespace rxwatt::pages::editor
{

/// What the model of a draft costs: parameters, MACs, bytes, by block, and how much work the run is.
class ModelCard : public QWidget
{
    Q_OBJECT

public:
    explicit ModelCard(QWidget* parent = nullptr);

    /// Keeps the last model that was one where this one is none, and says so.
    void display(const Examination& examination);

    /// "123 k parameters · 4.6 M MAC · 0.0092 GFLOP a slot".
    [[nodiscard]] QString summary() const { return m_summary; }

private:
    struct Figure {
        QLabel* value = nullptr;
        QLabel* name = nullptr;
    };

    void build();
    void displayModel(const run::RunSpec& spec);
    void displayBlocks(const model::ModelLayers& layers);
    void displayWork(const run::RunSpec& spec, std::int64_t macs);
    void setFigure(std::size_t place, const QString& value, const QString& exact);

    std::array<Figure, 4> m_figures;
    QLabel* m_note = nullptr;
    QTableWidget* m_blocks = nullptr;
    QLabel* m_work = nullptr;
    QWidget* m_modelPart = nullptr;
    QString m_summary;
};

} // namespace rxwatt::pages::editor
