// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/processor_edits.h"
#include "ui/models/known_first_sort.h"
#include "ui/models/plain_table.h"
#include "ui/pages/page_question.h"
#include "ui/pages/processors/processor_choice.h"
#include "ui/pages/processors/processor_draft.h"

class QLabel;
class QSplitter;
class QStackedWidget;

namespace rxwatt::plots
{
class BarPlot;
}

namespace rxwatt::pages
{

class CopyableTable;
class EmptyState;
class ProcessorBar;
class ProcessorDetails;

/// The catalogue of processors: what an inference of the selected run's model would take on each, and their numbers
/// with where they come from. A project's own are written in here; what was typed and not saved stays until it is.
class ProcessorsPage : public Page
{
    Q_OBJECT

public:
    explicit ProcessorsPage(const PageContext& context, QWidget* parent = nullptr);
    ~ProcessorsPage() override;

    [[nodiscard]] QJsonObject session() const override;
    void restoreSession(const QJsonObject& session) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] QList<plots::PlotWidget*> plots() const override;

private:
    void build();
    [[nodiscard]] QWidget* buildTop();
    [[nodiscard]] QWidget* buildCatalogue();
    void connectParts();
    void take(Result<ProcessorFacts> facts);
    /// Draws and fills everything from what is known and chosen.
    void showAll();
    void showBars();
    void showTable();
    enum class Scroll { no, yes };
    /// Goes to a processor in the table, and with it in the details and the plot.
    void choose(const std::string& id, Scroll scroll);
    void chooseRow(const QModelIndex& row);
    void readBar();
    // processors_page_state.cpp
    void showState();
    void showWords();
    // processors_page_edit.cpp
    void makeActions();
    void showDetails();
    void showActions();
    void takeTyped(const std::string& key, const QString& text);
    void copyIntoProject();
    void copyAs();
    void save();
    void revert();
    void remove();
    void putBack();
    void onWritten(const energy::Processor& processor);
    void onRemoved(const std::string& id);
    void onFailed(const std::string& id, const QString& message);
    /// Whether a folder's project is the one that is open.
    [[nodiscard]] bool isOpen(const QString& project) const;
    void put(const energy::Processor& processor);

    [[nodiscard]] const energy::Processor* current() const { return m_facts.find(m_current); }

    [[nodiscard]] const ProcessorModel* model() const;

    ProcessorBar* m_bar = nullptr;
    plots::BarPlot* m_plot = nullptr;
    QLabel* m_words = nullptr;
    models::PlainTable m_table;
    models::KnownFirstSort m_sorted;
    CopyableTable* m_view = nullptr;
    ProcessorDetails* m_details = nullptr;
    QSplitter* m_splitter = nullptr;
    QSplitter* m_lower = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_copyAs = nullptr;
    QAction* m_save = nullptr;
    QAction* m_revert = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_putBack = nullptr;
    ProcessorFacts m_facts;
    QString m_problem;
    QString m_spanWords;
    /// Ids of the processors that have bars, in their order.
    std::vector<std::string> m_barIds;
    /// What the plot shows, as text.
    std::string m_shown;
    std::string m_current;
    /// The processor whose bar is read.
    std::string m_read;
    ProcessorDrafts m_drafts;
    /// Why what was asked for last of a processor did not happen.
    std::map<std::string, QString> m_failures;

    struct Removed {
        energy::Processor processor;
        ProcessorTexts draft;
    };

    std::map<std::string, Removed> m_toRemove; ///< asked for and not yet done
    std::optional<Removed> m_removed;
    /// The question under way was put before the last change: its answer may not know of it, and another comes.
    bool m_dropsAnswer = false;
    /// The processor to go to and write in once it is there.
    std::string m_toBegin;
    /// The table is being filled or told what to show: nothing is to be read back.
    bool m_isFollowing = false;
    bridge::ProcessorEdits m_edits;
    PageQuestion<ProcessorFacts> m_question;
};

} // namespace rxwatt::pages
