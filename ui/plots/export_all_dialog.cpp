// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/export_all_dialog.h"

#include "ui/plots/export_fields.h"
#include "ui/plots/export_parts.h"
#include "ui/plots/export_presets.h"
#include "ui/plots/export_preview.h"
#include "ui/plots/figure_writer.h"
#include "ui/plots/format_boxes.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSet>

namespace rxwatt::plots
{

namespace
{

constexpr int shownFigures = 5;

/// Names for files, each once: "loss", "loss-2".
QString onlyOnce(const QString& name, QSet<QString>& taken)
{
    QString free = name;
    for (int i = 2; taken.contains(free); ++i) {
        free = QStringLiteral("%1-%2").arg(name).arg(i);
    }
    taken.insert(free);
    return free;
}

QLabel* heading(const QString& text, QWidget* buddy)
{
    auto* label = new QLabel(text);
    label->setBuddy(buddy);
    return label;
}

} // namespace

ExportAllDialog::ExportAllDialog(std::vector<OfferedFigure> figures, QWidget* parent)
    : QDialog(parent), m_figures(std::move(figures)), m_copies(m_figures.size()), m_writer(new FigureWriter(this))
{
    setWindowTitle(tr("Export all figures"));
    const LastExport last = lastExport();
    m_preview = new ExportPreview;
    m_content = new QWidget;
    auto* content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(style::grid);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(2 * style::grid);
    columns->addWidget(choices());
    columns->addWidget(m_preview, 1);
    content->addLayout(columns, 1);
    content->addLayout(folderRow());
    m_problem = new ProblemLabel;
    m_progress = new QProgressBar;
    m_progress->setAccessibleName(tr("Files written"));
    m_progress->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_export = buttons->addButton(tr("E&xport"), QDialogButtonBox::AcceptRole);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(style::grid);
    layout->addWidget(m_content, 1);
    layout->addWidget(m_problem);
    layout->addWidget(m_progress);
    layout->addWidget(buttons);
    m_export->setDefault(true);
    m_fields->choose(last.style);
    m_folder->setText(QDir::toNativeSeparators(startFolder(last.folder)));
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportAllDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportAllDialog::reject);
    connect(m_list, &QListWidget::currentRowChanged, this, &ExportAllDialog::showFigure);
    connect(m_list, &QListWidget::itemChanged, this, &ExportAllDialog::refresh);
    connect(m_fields, &ExportFields::changed, this, &ExportAllDialog::showFigure);
    connect(m_writer, &FigureWriter::written, m_progress, &QProgressBar::setValue);
    connect(m_writer, &FigureWriter::finished, this, &ExportAllDialog::onWritten);
    const auto chosen = std::find_if(m_figures.begin(), m_figures.end(), [](const auto& one) { return one.chosen; });
    m_list->setCurrentRow(chosen == m_figures.end() ? 0 : static_cast<int>(chosen - m_figures.begin()));
    resize(exportDialogSize.boundedTo(parent != nullptr ? parent->window()->size() : exportDialogSize));
    refresh();
}

QWidget* ExportAllDialog::choices()
{
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, style::grid, 0);
    layout->setSpacing(style::grid);
    m_list = new QListWidget;
    m_list->setObjectName(QStringLiteral("figures"));
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const OfferedFigure& figure : m_figures) {
        auto* item = new QListWidgetItem(figure.name, m_list);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(figure.chosen ? Qt::Checked : Qt::Unchecked);
    }
    const int rows = std::clamp(m_list->count(), 2, shownFigures);
    m_list->setFixedHeight(rows * std::max(1, m_list->sizeHintForRow(0)) + 2 * m_list->frameWidth());
    layout->addWidget(heading(tr("Fi&gures"), m_list));
    layout->addWidget(m_list);
    auto* hint = new QLabel(tr("Figures of the pages that have been open; a page that is opened adds its own."));
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(hint);
    m_formats = new FormatBoxes;
    m_formats->choose(lastExport().allExtensions);
    connect(m_formats, &FormatBoxes::changed, this, &ExportAllDialog::refresh);
    layout->addWidget(heading(tr("&Formats"), m_formats));
    layout->addWidget(m_formats);
    m_fields = new ExportFields;
    layout->addWidget(m_fields);
    layout->addStretch();
    return scrolled(content);
}

QLayout* ExportAllDialog::folderRow()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(style::grid);
    m_folder = new QLineEdit;
    m_folder->setObjectName(QStringLiteral("folder"));
    m_folder->setMaxLength(4096);
    connect(m_folder, &QLineEdit::textChanged, this, &ExportAllDialog::refresh);
    auto* browse = new QPushButton(tr("&Browse…"));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &ExportAllDialog::browse);
    row->addWidget(heading(tr("Fol&der"), m_folder));
    row->addWidget(m_folder, 1);
    row->addWidget(browse);
    return row;
}

void ExportAllDialog::browse()
{
    auto* dialog = new QFileDialog(this, tr("Folder for the figures"), m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { m_folder->setText(QDir::toNativeSeparators(folder)); });
    dialog->open();
}

void ExportAllDialog::refresh()
{
    m_problem->say({});
    int figures = 0;
    for (int i = 0; i < m_list->count(); ++i) {
        figures += m_list->item(i)->checkState() == Qt::Checked ? 1 : 0;
    }
    bool pictures = false;
    bool raster = false;
    const std::vector<FileFormat> formats = m_formats->chosen();
    for (const FileFormat& format : formats) {
        pictures = pictures || format.picture();
        raster = raster || format.picture() == figure::PictureFormat::png;
    }
    m_fields->setEnabled(pictures);
    m_fields->setRaster(raster);
    const int files = figures * static_cast<int>(formats.size());
    m_export->setText(files <= 1 ? tr("E&xport") : tr("E&xport %1 files").arg(files));
    m_export->setEnabled(files > 0 && !m_folder->text().trimmed().isEmpty());
}

void ExportAllDialog::showFigure()
{
    const int row = m_list->currentRow();
    PlotWidget* plot = row < 0 ? nullptr : copyOf(static_cast<std::size_t>(row));
    if (plot != nullptr) {
        m_preview->setPlot(plot);
        m_preview->showPage(m_fields->chosen());
    } else {
        m_preview->showText(tr("This figure is not there any more."));
    }
}

PlotWidget* ExportAllDialog::copyOf(std::size_t figure)
{
    if (m_copies[figure] == nullptr && m_figures[figure].plot != nullptr) {
        m_copies[figure] = m_figures[figure].plot->copy();
    }
    return m_copies[figure].get();
}

std::deque<FigureFile> ExportAllDialog::files()
{
    const QDir folder(m_folder->text().trimmed());
    std::deque<FigureFile> files;
    QSet<QString> taken;
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        PlotWidget* plot = m_list->item(static_cast<int>(i))->checkState() == Qt::Checked ? copyOf(i) : nullptr;
        if (plot == nullptr) {
            continue;
        }
        const QString name = onlyOnce(fileNameOf(plot->figure()), taken);
        for (const FileFormat& format : m_formats->chosen()) {
            const QString file = folder.absoluteFilePath(name + QLatin1Char('.') + QLatin1String(format.extension));
            files.push_back({QFile::encodeName(file).toStdString(), plot, format});
        }
    }
    return files;
}

void ExportAllDialog::accept()
{
    if (m_writer->isAtWork() || !m_export->isEnabled()) {
        return;
    }
    const QString folder = QDir(m_folder->text().trimmed()).absolutePath();
    if (!QDir().mkpath(folder)) {
        m_problem->say(tr("The folder %1 cannot be made. Choose another one.").arg(folder));
        m_folder->setFocus();
        return;
    }
    std::deque<FigureFile> wanted = files();
    const auto there = static_cast<int>(std::count_if(
        wanted.begin(), wanted.end(), [](const FigureFile& file) { return std::filesystem::exists(file.path); }));
    if (there > 0) {
        askToReplace(this,
                     there == 1 ? tr("One of these files is there already.")
                                : tr("%1 of these files are there already.").arg(there),
                     [this, wanted = std::move(wanted)] { write(wanted); });
    } else {
        write(std::move(wanted));
    }
}

void ExportAllDialog::reject()
{
    if (m_writer->isAtWork()) {
        m_writer->cancel();
    } else {
        QDialog::reject();
    }
}

void ExportAllDialog::write(std::deque<FigureFile> files)
{
    m_progress->setRange(0, static_cast<int>(files.size()));
    m_progress->setValue(0);
    setAtWork(true);
    m_writer->write(std::move(files), m_fields->chosen());
}

void ExportAllDialog::onWritten(const QStringList& problems)
{
    const bool all = m_progress->value() == m_progress->maximum();
    setAtWork(false);
    if (!problems.isEmpty()) {
        m_problem->say(problems.join(QLatin1Char('\n')));
        return;
    }
    if (!all) {
        m_problem->say(tr("Stopped: %1 of %2 files are written.").arg(m_progress->value()).arg(m_progress->maximum()));
        return;
    }
    LastExport last = lastExport();
    last.style = m_fields->chosen();
    last.folder = QDir(m_folder->text().trimmed()).absolutePath();
    last.allExtensions = m_formats->extensions();
    rememberExport(last);
    QDialog::accept();
}

void ExportAllDialog::setAtWork(bool atWork)
{
    m_content->setEnabled(!atWork);
    m_progress->setVisible(atWork);
    if (atWork) {
        m_export->setEnabled(false);
    } else {
        refresh();
    }
}

} // namespace rxwatt::plots
