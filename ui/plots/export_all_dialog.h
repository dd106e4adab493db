// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_widget.h"

#include <deque>
#include <QDialog>
#include <QPointer>
#include <vector>

class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace rxwatt::plots
{

class ExportFields;
class ExportPreview;
class FigureWriter;
class FormatBoxes;
struct FigureFile;
class ProblemLabel;

/// A figure that is offered.
struct OfferedFigure {
    /// "BER: Bit error rate"
    QString name;
    QPointer<const PlotWidget> plot;
    /// Whether it is chosen at first.
    bool chosen = true;
};

/// Writes several figures in several formats into a folder, in one style.
class ExportAllDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ExportAllDialog(std::vector<OfferedFigure> figures, QWidget* parent = nullptr);

    /// Writes the files and closes once they are there; asks first where there are some of these names already.
    void accept() override;
    /// While files are written: leaves out those that were not begun. Else closes.
    void reject() override;

private:
    [[nodiscard]] QWidget* choices();
    [[nodiscard]] QLayout* folderRow();
    void browse();
    void refresh();
    void showFigure();
    [[nodiscard]] PlotWidget* copyOf(std::size_t figure);
    [[nodiscard]] std::deque<FigureFile> files();
    void write(std::deque<FigureFile> files);
    void onWritten(const QStringList& problems);
    void setAtWork(bool atWork);

    std::vector<OfferedFigure> m_figures;
    /// Made when they are first wanted; pictures are drawn of these.
    std::vector<std::unique_ptr<PlotWidget>> m_copies;
    QWidget* m_content = nullptr;
    QListWidget* m_list = nullptr;
    FormatBoxes* m_formats = nullptr;
    ExportFields* m_fields = nullptr;
    ExportPreview* m_preview = nullptr;
    QLineEdit* m_folder = nullptr;
    ProblemLabel* m_problem = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_export = nullptr;
    FigureWriter* m_writer = nullptr;
};

} // namespace rxwatt::plots
