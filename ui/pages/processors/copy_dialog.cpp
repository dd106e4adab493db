// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/processors/copy_dialog.h"

#include "ui/models/run_cells.h"
#include "ui/style/metrics.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace rxwatt::pages
{

CopyDialog::CopyDialog(energy::Processor original, std::set<std::string> taken, QWidget* parent)
    : QDialog(parent),
      m_original(std::move(original)),
      m_taken(std::move(taken)),
      m_name(new QLineEdit(this)),
      m_id(new QLineEdit(this)),
      m_problem(new QLabel(this))
{
    build();
    m_name->setText(tr("%1, copy").arg(models::oneLine(m_original.name, 200)));
    m_name->selectAll();
    followName();
}

void CopyDialog::build()
{
    setWindowTitle(tr("Copy a processor"));
    m_name->setAccessibleName(tr("Name"));
    m_id->setAccessibleName(tr("Id"));
    m_id->setToolTip(tr("As commands and files call it: a to z, 0 to 9, \"_\", \"-\" and \".\""));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setForegroundRole(QPalette::PlaceholderText);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    m_accept->setText(tr("Copy"));
    auto* form = new QFormLayout(this);
    form->setSpacing(style::grid);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Id"), m_id);
    form->addRow(m_problem);
    form->addRow(buttons);
    setMinimumWidth(50 * style::grid);
    connect(m_name, &QLineEdit::textChanged, this, &CopyDialog::followName);
    connect(m_id, &QLineEdit::textEdited, this, [this] {
        m_isIdTyped = true;
        check();
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void CopyDialog::followName()
{
    if (!m_isIdTyped) {
        m_id->setText(QString::fromStdString(processorIdFor(m_name->text(), m_taken)));
    }
    check();
}

energy::Processor CopyDialog::copy() const
{
    energy::Processor made = m_original;
    made.name = m_name->text().trimmed().toStdString();
    made.id = m_id->text().trimmed().toStdString();
    made.segment = "own";
    return made;
}

QString CopyDialog::problem() const
{
    const energy::Processor made = copy();
    if (m_taken.contains(made.id)) {
        return tr("There is a processor of this id: another is needed.");
    }
    if (const Status valid = made.validate("$"); !valid) {
        return QString::fromStdString(valid.error().message.substr(2));
    }
    return {};
}

void CopyDialog::check()
{
    const QString text = problem();
    m_problem->setText(text);
    m_accept->setEnabled(text.isEmpty());
}

std::string processorIdFor(const QString& name, const std::set<std::string>& taken)
{
    constexpr std::size_t longest = 56; // of 64: room for a number
    std::string id;
    for (const QChar letter : name.toLower()) {
        const char c = letter.toLatin1();
        const bool isPlain = letter.unicode() < 128 && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
        if (isPlain && id.size() < longest) {
            id += c;
        } else if (!id.empty() && id.back() != '_' && id.size() < longest) {
            id += '_';
        }
    }
    while (!id.empty() && id.back() == '_') {
        id.pop_back();
    }
    if (id.empty()) {
        id = "processor";
    }
    std::string free = id;
    for (int number = 2; taken.contains(free); ++number) {
        free = id + "_" + std::to_string(number);
    }
    return free;
}

} // namespace rxwatt::pages
