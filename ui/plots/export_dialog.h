// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <memory>
#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;

namespace rxwatt::plots
{

class ExportFields;
class ExportPreview;
class PlotWidget;

/// Writes a plot into a file: as a picture in a style that is seen at once, or its values.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ExportDialog(const PlotWidget& plot, QWidget* parent = nullptr);
    ~ExportDialog() override;

    /// Writes the file; asks first where there is one already.
    void accept() override;

private:
    [[nodiscard]] QWidget* controls();
    [[nodiscard]] QLayout* fileRow();
    void showFormat();
    void showFileFormat();
    void refresh();
    void browse();
    void say(const QString& problem);
    void askToReplace(const QString& file);
    void write(const QString& file);
    [[nodiscard]] Status writeTo(const QString& file);
    [[nodiscard]] QString wantedFile() const;

    /// A copy of the plot for pictures.
    std::unique_ptr<PlotWidget> m_plot;
    QString m_folder;
    QComboBox* m_format = nullptr;
    QLineEdit* m_file = nullptr;
    QLabel* m_problem = nullptr;
    ExportFields* m_fields = nullptr;
    ExportPreview* m_preview = nullptr;
};

} // namespace rxwatt::plots
