// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/export_dialog.h"

#include "core/base/files.h"
#include "core/figure/writer.h"
#include "ui/plots/export_fields.h"
#include "ui/plots/export_picture.h"
#include "ui/plots/export_presets.h"
#include "ui/plots/export_preview.h"
#include "ui/plots/plot_widget.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <array>
#include <QApplication>
#include <QBoxLayout>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardPaths>
#include <variant>

namespace rxwatt::plots
{

namespace
{

struct FileFormat {
    const char* extension;
    const char* name;
    std::variant<PictureFormat, figure::Format> kind;
};

constexpr std::array fileFormats = {
    FileFormat{"pdf", QT_TRANSLATE_NOOP("rxwatt::plots::ExportDialog", "PDF, vector picture"), PictureFormat::pdf},
    FileFormat{"svg", QT_TRANSLATE_NOOP("rxwatt::plots::ExportDialog", "SVG, vector picture"), PictureFormat::svg},
    FileFormat{"png", QT_TRANSLATE_NOOP("rxwatt::plots::ExportDialog", "PNG, raster picture"), PictureFormat::png},
    FileFormat{"csv", QT_TRANSLATE_NOOP("rxwatt::plots::ExportDialog", "CSV, the values"), figure::Format::csv},
    FileFormat{"json", QT_TRANSLATE_NOOP("rxwatt::plots::ExportDialog", "JSON, the values"), figure::Format::json},
    FileFormat{"tex", QT_TRANSLATE_NOOP("rxwatt::plots::ExportDialog", "LaTeX, PGFPlots"), figure::Format::tex}};

const FileFormat& formatAt(int place)
{
    return fileFormats.at(static_cast<std::size_t>(std::max(0, place)));
}

int placeOf(const QString& extension)
{
    for (std::size_t i = 0; i < fileFormats.size(); ++i) {
        if (extension.compare(QLatin1String(fileFormats.at(i).extension), Qt::CaseInsensitive) == 0) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

/// A figure's name as that of a file: letters, digits, dashes.
QString fileNameOf(const figure::Figure& figure)
{
    QString name = QString::fromStdString(std::visit([](const auto& content) { return content.name; }, figure));
    for (QChar& letter : name) {
        letter = letter.isLetterOrNumber() ? letter : QChar('-');
    }
    constexpr qsizetype longest = 60;
    name = name.left(longest);
    return name.isEmpty() ? QStringLiteral("figure") : name;
}

QString startFolder(const QString& last)
{
    if (!last.isEmpty() && QFileInfo(last).isDir()) {
        return last;
    }
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QDir::homePath();
}

} // namespace

ExportDialog::ExportDialog(const PlotWidget& plot, QWidget* parent) : QDialog(parent), m_plot(plot.copy())
{
    setWindowTitle(tr("Export figure"));
    const LastExport last = lastExport();
    m_folder = startFolder(last.folder);
    m_preview = new ExportPreview(*m_plot);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(style::grid);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(2 * style::grid);
    columns->addWidget(controls());
    columns->addWidget(m_preview, 1);
    layout->addLayout(columns, 1);
    layout->addLayout(fileRow());
    m_problem = new QLabel;
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setVisible(false);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_problem);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton* write = buttons->addButton(tr("E&xport"), QDialogButtonBox::AcceptRole);
    layout->addWidget(buttons);
    // Once it is in the dialog, which else makes the first button its default.
    write->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
    m_fields->choose(last.style);
    m_format->setCurrentIndex(std::max(0, placeOf(last.extension)));
    m_file->setText(QDir::toNativeSeparators(QDir(m_folder).filePath(fileNameOf(plot.figure()))));
    showFormat();
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::showFormat);
    connect(m_fields, &ExportFields::changed, this, &ExportDialog::refresh);
    connect(m_file, &QLineEdit::editingFinished, this, &ExportDialog::showFileFormat);
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
    for (const FileFormat& format : fileFormats) {
        m_format->addItem(tr(format.name));
    }
    m_fields = new ExportFields;
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, style::grid, 0);
    layout->setSpacing(style::grid);
    auto* form = new QFormLayout;
    form->addRow(tr("&Format"), m_format);
    layout->addLayout(form);
    layout->addWidget(m_fields);
    layout->addStretch();
    // At large fonts on small screens the fields are higher than the window.
    auto* area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumWidth(content->sizeHint().width() + area->verticalScrollBar()->sizeHint().width());
    return area;
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
    const auto* picture = std::get_if<PictureFormat>(&format.kind);
    m_fields->setEnabled(picture != nullptr);
    m_fields->setRaster(picture != nullptr && *picture == PictureFormat::png);
    say({});
    if (picture != nullptr) {
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

void ExportDialog::say(const QString& problem)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, style::toneColor(style::Tone::failure, palette()));
    m_problem->setPalette(colors);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

QString ExportDialog::wantedFile() const
{
    const QString text = m_file->text().trimmed();
    return text.isEmpty() ? QString()
                          : QDir::cleanPath(QDir(m_folder).absoluteFilePath(QDir::fromNativeSeparators(text)));
}

void ExportDialog::accept()
{
    showFileFormat();
    const QString extension = QLatin1String(formatAt(m_format->currentIndex()).extension);
    QString file = wantedFile();
    if (file.isEmpty() || QFileInfo(file).isDir()) {
        say(tr("Choose the name of a file."));
        m_file->setFocus();
        return;
    }
    if (QFileInfo(file).suffix().compare(extension, Qt::CaseInsensitive) != 0) {
        file += QLatin1Char('.') + extension;
        m_file->setText(QDir::toNativeSeparators(file));
    }
    if (QFileInfo::exists(file)) {
        askToReplace(file);
    } else {
        write(file);
    }
}

void ExportDialog::askToReplace(const QString& file)
{
    auto* question =
        new QMessageBox(QMessageBox::Warning, tr("Export figure"),
                        tr("%1 is there already.").arg(QFileInfo(file).fileName()), QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(tr("Replacing it cannot be undone."));
    question->addButton(tr("&Replace"), QMessageBox::AcceptRole);
    question->setDefaultButton(QMessageBox::Cancel);
    connect(question, &QMessageBox::buttonClicked, this, [this, question, file](QAbstractButton* button) {
        if (question->buttonRole(button) == QMessageBox::AcceptRole) {
            write(file);
        }
    });
    question->open();
}

void ExportDialog::write(const QString& file)
{
    QApplication::setOverrideCursor(Qt::WaitCursor);
    const Status written = writeTo(file);
    QApplication::restoreOverrideCursor();
    if (!written) {
        say(QString::fromStdString(written.error().message));
        return;
    }
    rememberExport(
        {m_fields->chosen(), QLatin1String(formatAt(m_format->currentIndex()).extension), QFileInfo(file).path()});
    QDialog::accept();
}

Status ExportDialog::writeTo(const QString& file)
{
    const std::filesystem::path path = QFile::encodeName(file).toStdString();
    const FileFormat& format = formatAt(m_format->currentIndex());
    if (const auto* picture = std::get_if<PictureFormat>(&format.kind)) {
        return writePicture(path, *m_plot, m_fields->chosen(), *picture);
    }
    return base::writeFileAtomically(
        path, std::string_view(figure::toText(m_plot->figure(), std::get<figure::Format>(format.kind))));
}

} // namespace rxwatt::plots
