// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/spec_form.h"

#include "ui/pages/editor/form_tools.h"
#include "ui/pages/editor/row_notes.h"
#include "ui/pages/editor/weights_editor.h"
#include "ui/style/metrics.h"

#include <QApplication>
#include <QFrame>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace rxwatt::pages::editor
{

SpecForm::SpecForm(QWidget* parent)
    : QWidget(parent), m_tools(new FormTools(this)), m_area(new QScrollArea(this)), m_help(new QLabel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(style::halfGrid);
    layout->addWidget(m_tools);
    buildSections();
    layout->addWidget(m_area, 1);
    m_help->setTextFormat(Qt::PlainText);
    m_help->setWordWrap(true);
    m_help->setForegroundRole(QPalette::PlaceholderText);
    m_help->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_help->setContentsMargins(style::grid, 2, style::grid, 2);
    m_help->setFixedHeight(2 * m_help->fontMetrics().lineSpacing() + style::grid);
    layout->addWidget(m_help);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget* /*old*/, QWidget* now) { explain(now); });
    connect(m_tools, &FormTools::jumpWanted, this, &SpecForm::jumpTo);
    connect(m_tools, &FormTools::changed, this, &SpecForm::filter);
    explain(nullptr);
}

void SpecForm::buildSections()
{
    auto* body = new QWidget(m_area);
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(style::grid, 0, style::grid, style::grid);
    layout->setSpacing(0);
    for (int i = 0; i < sectionCount; ++i) {
        auto* box = new SectionBox(static_cast<Section>(i), body);
        layout->addWidget(box);
        m_sections.push_back(box);
    }
    for (const Field& field : allFields()) {
        if (field.path != dilationsPath) {
            connectRow(m_sections[static_cast<std::size_t>(field.group)]->addRow(field));
        }
    }
    m_nothing = new QLabel(tr("No field is so."), body);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->hide();
    layout->addWidget(m_nothing);
    layout->addStretch();
    m_area->setWidget(body);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setAccessibleName(tr("Fields"));
    body->installEventFilter(this);
    connect(m_area->verticalScrollBar(), &QScrollBar::valueChanged, this, &SpecForm::markJump);
}

void SpecForm::connectRow(FieldRow* row)
{
    connect(row, &FieldRow::edited, this, [this, row](const Json& value) { take(row, value); });
    connect(row, &FieldRow::resetWanted, this, [this, row] { reset(row); });
}

void SpecForm::take(const FieldRow* row, const Json& value)
{
    Json changes = Json::object();
    if (isBlocks(row->field())) {
        changes[channelsPath] = value["channels"];
        changes[dilationsPath] = value["dilations"];
    } else {
        changes[row->field().path] = value;
    }
    Q_EMIT edited(QString::fromStdString(row->field().path), changes);
}

void SpecForm::reset(const FieldRow* row)
{
    take(row, isBlocks(row->field()) ? blocksIn(m_base) : valueAt(m_base, row->field().path));
}

void SpecForm::display(const EditorState& state, const Examination& examination)
{
    m_kind = examination.repaired.kind;
    m_base = state.base;
    for (SectionBox* box : m_sections) {
        for (FieldRow* row : box->rows()) {
            displayRow(*row, state, examination);
        }
        box->updateTitle();
    }
    const bool isOverridden = !state.draft.value("evaluation.link").is_null();
    if (isOverridden && !m_wasOverridden) {
        m_sections.back()->setOpen(true);
    }
    m_wasOverridden = isOverridden;
    filter();
}

void SpecForm::displayRow(FieldRow& row, const EditorState& state, const Examination& examination)
{
    const Field& field = row.field();
    const RowNotes notes = notesOf(field, state, examination);
    if (isBlocks(field)) {
        row.display(blocksIn(state.draft.json()), blocksIn(examination.filled), notes);
    } else {
        row.display(state.draft.value(field.path), fallbackOf(field, examination.filled), notes);
    }
}

void SpecForm::filter()
{
    const QString words = m_tools->words();
    const bool only = m_tools->onlyDifferences();
    bool any = false;
    for (SectionBox* box : m_sections) {
        std::vector<bool> shown;
        for (const FieldRow* row : box->rows()) {
            const bool isRelevant = row->field().appliesTo(m_kind) || row->hasProblem();
            const bool isWanted =
                (words.isEmpty() || row->matches(words)) && (!only || row->isChanged() || row->hasProblem());
            shown.push_back(isRelevant && isWanted);
            any = any || shown.back();
        }
        box->showRows(shown);
        if (!words.isEmpty() && box->isVisibleTo(this)) {
            box->setOpen(true);
        }
        m_tools->showJump(box->section(), box->isVisibleTo(m_area->widget()));
    }
    m_nothing->setText(only && words.isEmpty() ? tr("Nothing differs.") : tr("No field has these words."));
    m_nothing->setVisible(!any);
}

bool SpecForm::focusField(const std::string& path)
{
    const Field* field = fieldAt(path);
    const std::string place = field != nullptr && field->path == dilationsPath ? channelsPath : path;
    for (SectionBox* box : m_sections) {
        for (FieldRow* row : box->rows()) {
            if (fieldAt(place) == &row->field()) {
                if (row->isHidden()) {
                    m_tools->clearWords();
                    m_tools->setOnlyDifferences(false);
                }
                box->setOpen(true);
                m_area->widget()->layout()->activate();
                m_area->ensureWidgetVisible(row, 0, 6 * style::grid);
                row->editor().setFocus(Qt::ShortcutFocusReason);
                return true;
            }
        }
    }
    return false;
}

void SpecForm::focusSearch()
{
    m_tools->focusWords();
}

void SpecForm::setOnlyDifferences(bool only)
{
    m_tools->setOnlyDifferences(only);
}

bool SpecForm::onlyDifferences() const
{
    return m_tools->onlyDifferences();
}

int SpecForm::changedCount() const
{
    int count = 0;
    for (const SectionBox* box : m_sections) {
        for (const FieldRow* row : box->rows()) {
            count += row->isChanged() ? 1 : 0;
        }
    }
    return count;
}

void SpecForm::setRunNames(const QStringList& names)
{
    for (auto* weights : findChildren<WeightsEditor*>()) {
        weights->setRunNames(names);
    }
}

QStringList SpecForm::foldedSections() const
{
    QStringList names;
    for (const SectionBox* box : m_sections) {
        if (!box->isOpen()) {
            names << QString::number(static_cast<int>(box->section()));
        }
    }
    return names;
}

void SpecForm::setFoldedSections(const QStringList& names)
{
    for (SectionBox* box : m_sections) {
        box->setOpen(!names.contains(QString::number(static_cast<int>(box->section()))));
    }
}

void SpecForm::jumpTo(Section section)
{
    SectionBox* box = m_sections[static_cast<std::size_t>(section)];
    box->setOpen(true);
    m_area->widget()->layout()->activate();
    m_area->verticalScrollBar()->setValue(box->y());
    m_tools->markJump(section);
}

void SpecForm::markJump()
{
    const int top = m_area->verticalScrollBar()->value() + 3 * style::grid;
    for (const SectionBox* box : m_sections) {
        if (!box->isHidden() && box->y() <= top) {
            m_tools->markJump(box->section());
        }
    }
}

void SpecForm::explain(QWidget* focused)
{
    for (QWidget* widget = focused; widget != nullptr && widget != this; widget = widget->parentWidget()) {
        if (const auto* row = qobject_cast<FieldRow*>(widget)) {
            const Field& field = row->field();
            const QString allowed = field.allowed();
            const QString unit = field.unit.empty() ? QString() : u' ' + QString::fromStdString(field.unit);
            QString text = field.title() + QStringLiteral(": ") + field.explanation();
            text += allowed.isEmpty() ? QString() : u' ' + tr("Allowed: %1%2.").arg(allowed, unit);
            m_help->setText(text);
            m_area->ensureWidgetVisible(focused, 0, 4 * style::grid);
            return;
        }
    }
    if (focused == nullptr) {
        m_help->setText(tr("What is left empty has its default. Go to a field to read what it means."));
    }
}

bool SpecForm::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize) {
        markJump();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rxwatt::pages::editor
