// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/weights_editor.h"

#include "ui/pages/editor/value_text.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QCompleter>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QShortcut>
#include <QStringListModel>
#include <QToolButton>

namespace rxwatt::pages::editor
{

WeightsEditor::WeightsEditor(const Field& field, QWidget* parent)
    : FieldEditor(parent),
      m_list(new QListWidget(this)),
      m_line(new QLineEdit(this)),
      m_names(new QStringListModel(this))
{
    m_list->setAccessibleName(field.title());
    m_list->setFixedHeight(11 * style::grid);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_line->setAccessibleName(tr("Weights to add"));
    m_line->setPlaceholderText(tr("run, run@best, run@2000 or a file"));
    auto* completer = new QCompleter(m_names, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_line->setCompleter(completer);
    auto* tools = new QHBoxLayout();
    tools->setSpacing(style::halfGrid);
    tools->addWidget(m_line);
    tools->addWidget(makeButton("plus", tr("Add what is typed (Return)"), &WeightsEditor::addTyped));
    tools->addWidget(makeButton("folder-open", tr("Add files"), &WeightsEditor::addFiles));
    tools->addWidget(makeButton("x", tr("Remove the chosen one (Del)"), &WeightsEditor::removeCurrent));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(style::halfGrid);
    layout->addLayout(tools);
    layout->addWidget(m_list);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::returnPressed, this, &WeightsEditor::addTyped);
    connect(new QShortcut(QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated,
            this, &WeightsEditor::removeCurrent);
}

QToolButton* WeightsEditor::makeButton(const char* icon, const QString& help, void (WeightsEditor::*act)())
{
    auto* button = new QToolButton(this);
    button->setIcon(style::icon(QString::fromLatin1(icon)));
    button->setIconSize(QSize(style::iconSize, style::iconSize));
    button->setAutoRaise(true);
    button->setToolTip(help);
    button->setAccessibleName(help);
    connect(button, &QToolButton::clicked, this, act);
    return button;
}

void WeightsEditor::display(const Json& value, const Json& /*fallback*/)
{
    constexpr std::size_t mostShown = 1000;
    if (value == m_value) {
        return;
    }
    m_value = value;
    m_list->clear();
    if (!value.is_array()) {
        m_list->addItems(value.is_null() ? QStringList() : QStringList(valueText(value)));
        return;
    }
    for (std::size_t i = 0; i < std::min(value.size(), mostShown); ++i) {
        m_list->addItem(valueText(value[i]));
    }
}

void WeightsEditor::setRunNames(const QStringList& names)
{
    m_names->setStringList(names);
}

void WeightsEditor::add(const QString& reference)
{
    if (!reference.isEmpty()) {
        m_list->addItem(reference);
    }
}

void WeightsEditor::addTyped()
{
    add(m_line->text().trimmed());
    m_line->clear();
    take();
}

void WeightsEditor::addFiles()
{
    const QStringList files =
        QFileDialog::getOpenFileNames(this, tr("Weights"), QString(), tr("Weights (*.safetensors);;All files (*)"));
    for (const QString& file : files) {
        add(file);
    }
    take();
}

void WeightsEditor::removeCurrent()
{
    delete m_list->takeItem(m_list->currentRow());
    take();
}

void WeightsEditor::take()
{
    Json list = Json::array();
    for (int row = 0; row < m_list->count(); ++row) {
        list.push_back(m_list->item(row)->text().toStdString());
    }
    m_value = list.empty() ? Json() : list;
    Q_EMIT edited(m_value);
}

} // namespace rxwatt::pages::editor
