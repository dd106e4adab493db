// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/tags_dialog.h"

#include "ui/style/metrics.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace rxwatt::pages
{

namespace
{

constexpr int beforeRole = Qt::UserRole;
constexpr int tagRole = Qt::UserRole + 1;

} // namespace

TagsDialog::TagsDialog(const TagChoice& choice, QWidget* parent)
    : QDialog(parent),
      m_list(new QListWidget(this)),
      m_line(new QLineEdit(this)),
      m_add(new QPushButton(tr("Add"), this)),
      m_problem(new QLabel(this))
{
    const int runs = static_cast<int>(choice.runs.size());
    setWindowTitle(tr("Tags of %n run(s)", nullptr, runs));
    build();
    for (const TagUse& use : choice.tags) {
        const Qt::CheckState state = use.runs == 0      ? Qt::Unchecked
                                     : use.runs >= runs ? Qt::Checked
                                                        : Qt::PartiallyChecked;
        QListWidgetItem* item = put(use.tag, state, state);
        if (state == Qt::PartiallyChecked) {
            item->setToolTip(tr("On %1 of %n run(s)", nullptr, runs).arg(use.runs));
        }
    }
    checkTyped();
    m_line->setFocus();
}

void TagsDialog::build()
{
    m_list->setAccessibleName(tr("Tags"));
    m_list->setUniformItemSizes(true);
    m_line->setAccessibleName(tr("Find or add a tag"));
    m_line->setPlaceholderText(tr("Find or add a tag"));
    m_line->setMaxLength(60);
    m_line->setClearButtonEnabled(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setForegroundRole(QPalette::PlaceholderText);
    m_add->setAutoDefault(false);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    auto* row = new QHBoxLayout;
    row->addWidget(m_line, 1);
    row->addWidget(m_add);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(style::grid);
    layout->addLayout(row);
    layout->addWidget(m_problem);
    layout->addWidget(m_list);
    layout->addWidget(buttons);
    connect(m_add, &QPushButton::clicked, this, &TagsDialog::addTyped);
    connect(m_line, &QLineEdit::textChanged, this, &TagsDialog::checkTyped);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        // Return in the line adds what was typed; with nothing typed it is the dialog's.
        if (m_line->hasFocus() && !m_line->text().trimmed().isEmpty()) {
            addTyped();
        } else {
            accept();
        }
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QListWidgetItem* TagsDialog::put(const QString& tag, Qt::CheckState state, Qt::CheckState before)
{
    if (QListWidgetItem* known = m_items.value(tag)) {
        return known;
    }
    auto* item = new QListWidgetItem(tag.size() > 60 ? tag.left(60) + QStringLiteral("…") : tag, m_list);
    item->setData(tagRole, tag);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(state);
    item->setData(beforeRole, static_cast<int>(before));
    m_items.insert(tag, item);
    return item;
}

void TagsDialog::checkTyped()
{
    const QString tag = m_line->text().trimmed();
    const bool isGood = !tag.contains(u',') && !tag.contains(u'\n') && !tag.contains(u'\t');
    m_add->setEnabled(isGood && !tag.isEmpty());
    m_problem->setText(isGood ? QString() : tr("A tag has no comma"));
    m_problem->setVisible(!isGood);
    for (auto item = m_items.cbegin(); item != m_items.cend(); ++item) {
        item.value()->setHidden(!item.key().contains(tag, Qt::CaseInsensitive));
    }
}

void TagsDialog::addTyped()
{
    if (m_add->isEnabled()) {
        QListWidgetItem* item = put(m_line->text().trimmed(), Qt::Checked, Qt::Unchecked);
        item->setCheckState(Qt::Checked);
        m_line->clear();
        m_list->scrollToItem(item);
    }
}

QStringList TagsDialog::added() const
{
    QStringList tags;
    for (int row = 0; row < m_list->count(); ++row) {
        const QListWidgetItem* item = m_list->item(row);
        if (item->checkState() == Qt::Checked && item->data(beforeRole).toInt() != Qt::Checked) {
            tags.append(item->data(tagRole).toString());
        }
    }
    return tags;
}

QStringList TagsDialog::removed() const
{
    QStringList tags;
    for (int row = 0; row < m_list->count(); ++row) {
        const QListWidgetItem* item = m_list->item(row);
        if (item->checkState() == Qt::Unchecked && item->data(beforeRole).toInt() != Qt::Unchecked) {
            tags.append(item->data(tagRole).toString());
        }
    }
    return tags;
}

} // namespace rxwatt::pages
