// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/export_dialog.h"

#include "ui/plots/export_fields.h"
#include "ui/plots/export_parts.h"
#include "ui/plots/export_presets.h"
#include "ui/plots/export_preview.h"
#include "ui/plots/figure_writer.h"
#include "ui/plots/plot_widget.h"
#include "ui/style/metrics.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

namespace rxwatt::plots
{

namespace
{

const FileFormat& formatAt(int place)
{
    return fileFormats()[static_cast<std::size_t>(std::max(0, place))];
}

} // namespace

ExportDialog::ExportDialog(const PlotWidget& plot, QWidget* parent)
    : QDialog(parent), m_plot(plot.copy()), m_writer(new FigureWriter(this))
{
    setWindowTitle(tr("Export figure"));
    const LastExport last = lastExport();
    m_folder = startFolder(last.folder);
    m_preview = new ExportPreview;
    m_preview->setPlot(m_plot.get());
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(style::grid);
    m_content = new QWidget;
    auto* content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(style::grid);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(2 * style::grid);
    columns->addWidget(controls());
    columns->addWidget(m_preview, 1);
    content->addLayout(columns, 1);
    content->addLayout(fileRow());
    layout->addWidget(m_content, 1);
    m_problem = new ProblemLabel;
    layout->addWidget(m_problem);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_export = buttons->addButton(tr("E&xport"), QDialogButtonBox::AcceptRole);
    layout->addWidget(buttons);
    // Once it is in the dialog, which else makes the first button its default.
    m_export->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
    m_fields->choose(last.style);
    m_format->setCurrentIndex(std::max(0, placeOf(last.extension)));
    m_file->setText(QDir::toNativeSeparators(QDir(m_folder).filePath(fileNameOf(plot.figure()))));
    showFormat();
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::showFormat);
    connect(m_fields, &ExportFields::changed, this, &ExportDialog::refresh);
    connect(m_file, &QLineEdit::editingFinished, this, &ExportDialog::showFileFormat);
    connect(m_writer, &FigureWriter::finished, this, &ExportDialog::onWritten);
    resize(exportDialogSize.boundedTo(parent != nullptr ? parent->window()->size() : exportDialogSize));
    m_file->setFocus();
}

ExportDialog::~ExportDialog()
{
    // A field that goes loses the focus and says so, to nobody any more.
    m_file->disconnect(this);
}

QWidget* ExportDialog::controls()
{
    m_format = new QComboBox;
    m_format->setObjectName(QStringLiteral("format"));
    for (const FileFormat& format : fileFormats()) {
        m_format->addItem(format.text());
    }
    m_fields = new ExportFields;
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, style::grid, 0);
    layout->setSpacing(style::grid);
    auto* form = new QFormLayout;
    form->addRow(tr("&Format"), m_format);
    form->setHorizontalSpacing(style::grid);
    form->labelForField(m_format)->setMinimumWidth(m_fields->labelWidth());
    layout->addLayout(form);
    layout->addWidget(m_fields);
    layout->addStretch();
    return scrolled(content);
}

QLayout* ExportDialog::fileRow()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(style::grid);
    auto* label = new QLabel(tr("File &name"));
    m_file = new QLineEdit;
    m_file->setObjectName(QStringLiteral("file"));
    m_file->setMaxLength(4096);
    label->setBuddy(m_file);
    auto* browse = new QPushButton(tr("&Browse…"));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &ExportDialog::browse);
    row->addWidget(label);
    row->addWidget(m_file, 1);
    row->addWidget(browse);
    return row;
}

void ExportDialog::showFormat()
{
    const FileFormat& format = formatAt(m_format->currentIndex());
    const QFileInfo file(m_file->text());
    QString name = m_file->text();
    if (placeOf(file.suffix()) >= 0) {
        name.chop(file.suffix().size() + 1);
    }
    m_file->setText(name + QLatin1Char('.') + QLatin1String(format.extension));
    refresh();
}

void ExportDialog::showFileFormat()
{
    const int place = placeOf(QFileInfo(m_file->text()).suffix());
    if (place >= 0) {
        m_format->setCurrentIndex(place);
    }
}

void ExportDialog::refresh()
{
    const FileFormat& format = formatAt(m_format->currentIndex());
    const auto picture = format.picture();
    m_fields->setEnabled(picture.has_value());
    m_fields->setRaster(picture == figure::PictureFormat::png);
    m_problem->say({});
    if (picture) {
        m_preview->showPage(m_fields->chosen());
    } else if (std::get<figure::Format>(format.kind) == figure::Format::tex) {
        m_preview->showText(tr("A LaTeX document that draws the figure with PGFPlots. It has all of the data; zoom and "
                               "style are LaTeX's to choose."));
    } else {
        m_preview->showText(tr("All values of the figure, at full precision, whatever part of it is in view."));
    }
}

void ExportDialog::browse()
{
    const QString extension = QLatin1String(formatAt(m_format->currentIndex()).extension);
    auto* dialog = new QFileDialog(this, tr("Export figure"), QFileInfo(wantedFile()).path());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    // The file that is there already is asked about when it is written.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setDefaultSuffix(extension);
    dialog->selectFile(QFileInfo(wantedFile()).fileName());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        m_file->setText(QDir::toNativeSeparators(file));
        showFileFormat();
    });
    dialog->open();
}

QString ExportDialog::wantedFile() const
{
    const QString text = m_file->text().trimmed();
    return text.isEmpty() ? QString()
                          : QDir::cleanPath(QDir(m_folder).absoluteFilePath(QDir::fromNativeSeparators(text)));
}

void ExportDialog::accept()
{
    if (m_writer->isAtWork()) {
        return;
    }
    showFileFormat();
    const QString extension = QLatin1String(formatAt(m_format->currentIndex()).extension);
    QString file = wantedFile();
    if (file.isEmpty() || QFileInfo(file).isDir()) {
        m_problem->say(tr("Choose the name of a file."));
        m_file->setFocus();
        return;
    }
    if (QFileInfo(file).suffix().compare(extension, Qt::CaseInsensitive) != 0) {
        file += QLatin1Char('.') + extension;
        m_file->setText(QDir::toNativeSeparators(file));
    }
    if (QFileInfo::exists(file)) {
        askToReplace(this, tr("%1 is there already.").arg(QFileInfo(file).fileName()), [this, file] { write(file); });
    } else {
        write(file);
    }
}

void ExportDialog::write(const QString& file)
{
    setAtWork(true);
    m_writer->write({{QFile::encodeName(file).toStdString(), m_plot.get(), formatAt(m_format->currentIndex())}},
                    m_fields->chosen());
}

void ExportDialog::onWritten(const QStringList& problems)
{
    setAtWork(false);
    if (!problems.isEmpty()) {
        m_problem->say(problems.first());
        m_file->setFocus();
        return;
    }
    LastExport last = lastExport();
    last.style = m_fields->chosen();
    last.extension = QLatin1String(formatAt(m_format->currentIndex()).extension);
    last.folder = QFileInfo(wantedFile()).path();
    rememberExport(last);
    QDialog::accept();
}

void ExportDialog::setAtWork(bool atWork)
{
    m_problem->say({});
    m_export->setEnabled(!atWork);
    m_export->setText(atWork ? tr("Exporting…") : tr("E&xport"));
    m_content->setEnabled(!atWork);
}

} // namespace rxwatt::plots
