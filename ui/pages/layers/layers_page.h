// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/layers/layer_table.h"
#include "ui/pages/page_question.h"

class QLabel;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace rxwatt::plots
{
class BarPlot;
}

namespace rxwatt::pages
{

class CopyableTable;
class EmptyState;
class LayerBar;

/// Energy of an inference by block and layer of the selected runs' models: estimates on a processor by choice, what was
/// measured beside them; below it all layers as a table, and where the numbers come from.
class LayersPage : public Page
{
    Q_OBJECT

public:
    explicit LayersPage(const PageContext& context, QWidget* parent = nullptr);

    [[nodiscard]] QJsonObject session() const override;
    void restoreSession(const QJsonObject& session) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] QList<plots::PlotWidget*> plots() const override;

private:
    void build();
    [[nodiscard]] QWidget* buildTop();
    void buildTables();
    void connectParts();
    void addOwnActions();
    void take(Result<LayerModels> models);
    /// Draws and fills everything from what is known and chosen.
    void showModels();
    void showTables(const energy::Processor& processor);
    /// Selects the rows of a bar.
    void showRows(int category);
    /// Reads the bar of a row.
    void showBar(const QModelIndex& row);
    // layers_page_state.cpp
    void showState();
    void showEmpty(const QString& title, const QString& hint);
    void showWords(const energy::Processor& processor);

    LayerBar* m_bar = nullptr;
    plots::BarPlot* m_plot = nullptr;
    QLabel* m_words = nullptr;
    models::PlainTable m_layers;
    LayerSort m_sorted;
    CopyableTable* m_layersView = nullptr;
    models::PlainTable m_sources;
    CopyableTable* m_sourcesView = nullptr;
    QTabWidget* m_tabs = nullptr;
    QSplitter* m_splitter = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    LayerModels m_models;
    std::vector<LayerRow> m_rows;
    std::vector<std::string> m_categories;
    QString m_problem;
    /// The table is showing what was clicked: nothing is to be read back.
    bool m_isFollowing = false;
    PageQuestion<LayerModels> m_question;
};

} // namespace rxwatt::pages
