// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/spec_form.h"

#include "ui/pages/editor/flow_layout.h"
#include "ui/pages/editor/value_text.h"
#include "ui/pages/editor/weights_editor.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QApplication>
#include <QButtonGroup>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace rxwatt::pages::editor
{

namespace
{

constexpr const char* dilationsPath = "model.dilations";
constexpr const char* channelsPath = "model.channels";

bool isBlocks(const Field& field)
{
    return field.path == channelsPath;
}

Json blocksIn(const Json& spec)
{
    return Json{{"channels", valueAt(spec, channelsPath)}, {"dilations", valueAt(spec, dilationsPath)}};
}

/// "Entry 3: found 0, 1 to 64 is allowed" of a problem inside a list.
QString problemText(const Problem& problem)
{
    const std::string& message = problem.message;
    const std::string place = "$." + problem.path + "[";
    QString text = QString::fromStdString(problem.shortMessage());
    if (message.starts_with(place)) {
        const int entry = std::atoi(message.c_str() + place.size()) + 1;
        return SpecForm::tr("Entry %1: %2").arg(entry).arg(text);
    }
    return text.isEmpty() ? text : text.left(1).toUpper() + text.mid(1);
}

bool meanSameBlocks(const Json& one, const Json& other)
{
    const auto same = [&](const char* path) {
        return meanSame(*fieldAt(path), valueAt(one, path), valueAt(other, path));
    };
    return same(channelsPath) && same(dilationsPath);
}

QString shortText(const Field& field, const Json& value)
{
    constexpr qsizetype longest = 120;
    const QString text = field.type == run::FieldType::sinrList ? sinrText(value) : valueText(value);
    return text.size() > longest ? text.left(longest) + u'…' : text;
}

} // namespace

SpecForm::SpecForm(QWidget* parent)
    : QWidget(parent),
      m_search(new QLineEdit(this)),
      m_onlyDifferences(new QToolButton(this)),
      m_area(new QScrollArea(this)),
      m_help(new QLabel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(style::halfGrid);
    layout->addWidget(buildTools());
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
    explain(nullptr);
}

QWidget* SpecForm::buildTools()
{
    auto* tools = new QWidget(this);
    auto* jumps = new QWidget(tools);
    auto* flow = new FlowLayout(jumps, 2);
    m_jumps = new QButtonGroup(this);
    for (const Section section :
         {Section::run, Section::link, Section::model, Section::training, Section::validation, Section::evaluation}) {
        auto* jump = new QToolButton(jumps);
        jump->setText(titleOf(section));
        jump->setCheckable(true);
        jump->setAutoRaise(true);
        jump->setToolTip(tr("Go to %1").arg(titleOf(section)));
        m_jumps->addButton(jump, static_cast<int>(section));
        flow->addWidget(jump);
    }
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    jumps->setSizePolicy(policy);
    m_search->setPlaceholderText(tr("Find a field"));
    m_search->setAccessibleName(tr("Find a field"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(12 * style::grid);
    m_search->setMaximumWidth(13 * style::grid);
    m_onlyDifferences->setText(tr("Differences"));
    m_onlyDifferences->setIcon(style::icon(QStringLiteral("filter")));
    m_onlyDifferences->setIconSize(QSize(style::iconSize, style::iconSize));
    m_onlyDifferences->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_onlyDifferences->setCheckable(true);
    m_onlyDifferences->setAutoRaise(true);
    m_onlyDifferences->setToolTip(tr("Show only fields that differ from the run or, without one, from the default"));
    auto* layout = new QHBoxLayout(tools);
    layout->setContentsMargins(style::grid, 0, style::grid, 0);
    layout->setSpacing(style::halfGrid);
    layout->addWidget(jumps, 1);
    layout->addWidget(m_onlyDifferences);
    layout->addWidget(m_search);
    connect(m_jumps, &QButtonGroup::idClicked, this, [this](int id) { jumpTo(static_cast<Section>(id)); });
    connect(m_search, &QLineEdit::textChanged, this, &SpecForm::filter);
    connect(m_onlyDifferences, &QToolButton::toggled, this, &SpecForm::filter);
    return tools;
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
            displayRow(row, state, examination);
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

void SpecForm::displayRow(FieldRow* row, const EditorState& state, const Examination& examination)
{
    const Field& field = row->field();
    const Json& spec = state.draft.json();
    RowNotes notes;
    for (const Problem& problem : examination.problems) {
        const Field* at = fieldAt(problem.path);
        const bool isDilations = at != nullptr && at->path == dilationsPath;
        if (at == &field || (isDilations && isBlocks(field))) {
            notes.problem += (notes.problem.isEmpty() ? QString() : QStringLiteral("\n")) + problemText(problem);
        }
    }
    notes.showReference = !state.base.is_null();
    if (isBlocks(field)) {
        notes.isChanged = !meanSameBlocks(spec, state.base);
        const Json base = valueAt(state.base, channelsPath);
        const QString channels = shortText(field, base.is_null() ? field.defaultValue : base);
        notes.reference =
            notes.showReference ? tr("Base: channels %1").arg(channels) : tr("the default, channels %1").arg(channels);
        row->display(blocksIn(spec), blocksIn(examination.filled), notes);
        return;
    }
    const Json value = state.draft.value(field.path);
    const Json base = valueAt(state.base, field.path);
    notes.isChanged = !meanSame(field, value, base) && (field.path != "name" || notes.showReference);
    const Json fallback = fallbackOf(field, examination.filled);
    const Json& reference = base.is_null() && field.fallbackPath().empty() ? field.defaultValue : base;
    const QString text = reference.is_null() ? tr("what the link has") : shortText(field, reference);
    notes.reference = notes.showReference ? tr("Base: %1").arg(text) : tr("the default, %1").arg(text);
    row->display(value, fallback, notes);
}

void SpecForm::filter()
{
    const QString words = m_search->text().trimmed();
    const bool only = m_onlyDifferences->isChecked();
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
        if (QAbstractButton* jump = m_jumps->button(static_cast<int>(box->section()))) {
            jump->setVisible(box->isVisibleTo(m_area->widget()));
        }
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
                    m_search->clear();
                    m_onlyDifferences->setChecked(false);
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
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void SpecForm::setOnlyDifferences(bool only)
{
    m_onlyDifferences->setChecked(only);
}

bool SpecForm::onlyDifferences() const
{
    return m_onlyDifferences->isChecked();
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
    m_jumps->button(static_cast<int>(section))->setChecked(true);
}

void SpecForm::markJump()
{
    const int top = m_area->verticalScrollBar()->value() + 3 * style::grid;
    for (const SectionBox* box : m_sections) {
        QAbstractButton* jump = m_jumps->button(static_cast<int>(box->section()));
        if (jump != nullptr && !box->isHidden() && box->y() <= top) {
            jump->setChecked(true);
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
