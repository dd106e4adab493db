// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace rxwatt::plots
{

class ExportFields;
class ExportPreview;
class FigureWriter;
class PlotWidget;
class ProblemLabel;

/// Writes a plot into a file: as a picture in a style that is seen at once, or its values.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ExportDialog(const PlotWidget& plot, QWidget* parent = nullptr);
    ~ExportDialog() override;

    /// Writes the file and closes once it is there; asks first where there is one already.
    void accept() override;

private:
    [[nodiscard]] QWidget* controls();
    [[nodiscard]] QLayout* fileRow();
    void showFormat();
    void showFileFormat();
    void refresh();
    void browse();
    void write(const QString& file);
    void onWritten(const QStringList& problems);
    void setAtWork(bool atWork);
    [[nodiscard]] QString wantedFile() const;

    /// A copy of the plot for pictures.
    std::unique_ptr<PlotWidget> m_plot;
    QString m_folder;
    QComboBox* m_format = nullptr;
    QLineEdit* m_file = nullptr;
    QPushButton* m_export = nullptr;
    /// All that cannot be changed while the file is written.
    QWidget* m_content = nullptr;
    ProblemLabel* m_problem = nullptr;
    ExportFields* m_fields = nullptr;
    ExportPreview* m_preview = nullptr;
    FigureWriter* m_writer = nullptr;
};

} // namespace rxwatt::plots
