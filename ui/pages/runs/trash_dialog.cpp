// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/trash_dialog.h"

#include "ui/models/run_cells.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace rxwatt::pages
{

TrashDialog::TrashDialog(bridge::Workspace& workspace, bridge::RunEdits& edits, QWidget* parent)
    : QDialog(parent), m_workspace(workspace), m_edits(edits), m_list(new QTreeWidget(this)), m_text(new QLabel(this))
{
    setWindowTitle(tr("Trash of the project"));
    m_list->setAccessibleName(tr("Runs in the trash"));
    m_list->setHeaderLabels({tr("Name"), tr("Created"), tr("Id")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setColumnWidth(0, 32 * style::grid);
    m_list->setColumnWidth(1, 18 * style::grid);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_restore = buttons->addButton(tr("Restore"), QDialogButtonBox::ActionRole);
    m_restore->setIcon(style::icon(QStringLiteral("archive-restore")));
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(style::grid);
    layout->addWidget(m_text);
    layout->addWidget(m_list);
    layout->addWidget(buttons);
    resize(72 * style::grid, 48 * style::grid);
    const auto enable = [this] { m_restore->setEnabled(!m_list->selectedItems().isEmpty()); };
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, enable);
    connect(m_restore, &QPushButton::clicked, this, &TrashDialog::restore);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&workspace, &bridge::Workspace::runsChanged, this, &TrashDialog::ask);
    enable();
    ask();
}

Result<std::vector<TrashDialog::TrashedRun>> TrashDialog::readTrash(const run::ProjectFolder& folder)
{
    std::vector<TrashedRun> runs;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder.trashFolder(), error), end; !error && entry != end;
         entry.increment(error)) {
        const RunId id{entry->path().filename().string()};
        if (!base::isRunId(id.text)) {
            continue;
        }
        const run::RunFolder run(entry->path());
        const Result<run::RunMeta> meta = run.readMeta();
        const Result<run::StateRecord> state = run.readState();
        runs.push_back({id, meta ? meta->name : id.text, state ? state->createdAt : std::string()});
    }
    if (error && error != std::errc::no_such_file_or_directory) {
        return fail(ErrorKind::storage, error.message());
    }
    return runs;
}

void TrashDialog::ask()
{
    m_workspace.ask<std::vector<TrashedRun>>(
        this, QStringLiteral("trash"), [](const project::OpenProject& project) { return readTrash(project.folder); },
        [this](const Result<std::vector<TrashedRun>>& runs) { show(runs); });
}

void TrashDialog::show(const Result<std::vector<TrashedRun>>& runs)
{
    if (!runs) {
        m_text->setText(tr("The trash cannot be read: %1").arg(QString::fromStdString(runs.error().message)));
        return;
    }
    m_text->setText(runs->empty() ? tr("The trash is empty.")
                                  : tr("Runs that were taken out of the project. Choose which come back."));
    QStringList chosen;
    for (const QTreeWidgetItem* item : m_list->selectedItems()) {
        chosen.append(item->text(2));
    }
    m_list->clear();
    for (const TrashedRun& run : *runs) {
        const QDateTime created = QDateTime::fromString(QString::fromStdString(run.createdAt), Qt::ISODateWithMs);
        auto* item = new QTreeWidgetItem(m_list, {models::oneLine(run.name),
                                                  QLocale().toString(created.toLocalTime(), QLocale::ShortFormat),
                                                  QString::fromStdString(run.id.text)});
        item->setSelected(chosen.contains(item->text(2)));
    }
    m_list->sortItems(0, Qt::AscendingOrder);
}

void TrashDialog::restore()
{
    std::vector<RunId> runs;
    for (const QTreeWidgetItem* item : m_list->selectedItems()) {
        runs.push_back({item->text(2).toStdString()});
    }
    m_edits.restoreFromTrash(runs);
}

} // namespace rxwatt::pages
