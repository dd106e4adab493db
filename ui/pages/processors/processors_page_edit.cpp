// SPDX-License-Identifier: GPL-3.0-or-later
// How the page changes the project's own processors.
#include "core/energy/catalogue.h"
#include "ui/models/plain_tip.h"
#include "ui/models/run_cells.h"
#include "ui/pages/copyable_table.h"
#include "ui/pages/energy_words.h"
#include "ui/pages/processors/copy_dialog.h"
#include "ui/pages/processors/processor_details.h"
#include "ui/pages/processors/processors_page.h"
#include "ui/style/icons.h"

#include <QAction>

namespace rxwatt::pages
{

void ProcessorsPage::makeActions()
{
    const auto make = [this](const char* icon, const QString& text, const QString& tip, auto member) {
        auto* action = new QAction(style::icon(QString::fromLatin1(icon)), text, this);
        action->setToolTip(tip);
        connect(action, &QAction::triggered, this, member);
        addAction(action);
        return action;
    };
    m_copy =
        make("copy", tr("Copy into the project"), tr("The project's own is then taken in the place of the program's"),
             &ProcessorsPage::copyIntoProject);
    m_save = make("save", tr("Save the processor"), tr("Writes what was changed into the project (Return)"),
                  &ProcessorsPage::save);
    m_revert = make("undo-2", tr("Revert the processor"), tr("Forgets what was changed and not saved"),
                    &ProcessorsPage::revert);
    m_copyAs = make("plus", tr("Copy the processor as…"), tr("A processor of its own with these numbers"),
                    &ProcessorsPage::copyAs);
    m_remove = make("trash-2", tr("Remove the processor"),
                    tr("Takes it out of the project; where the program has one of this id, that shows again"),
                    &ProcessorsPage::remove);
    m_putBack = make("archive-restore", tr("Put it back"), QString(), &ProcessorsPage::putBack);
    make("table-2", tr("Copy the catalogue"), tr("All processors with their numbers, for a spreadsheet"), [this] {
        const QItemSelection chosen = m_view->selectionModel()->selection();
        m_view->clearSelection();
        m_view->copy();
        m_view->selectionModel()->select(chosen, QItemSelectionModel::ClearAndSelect);
        Q_EMIT context().navigator.messageWanted(Navigator::Level::note, tr("The catalogue is on the clipboard"));
    });
    m_save->setIconText(tr("Save"));
    m_revert->setIconText(tr("Revert"));
    m_copyAs->setIconText(tr("Copy as…"));
    m_remove->setIconText(tr("Remove"));
    for (QAction* action : {m_copy, m_save, m_revert, m_copyAs, m_remove, m_putBack}) {
        action->setEnabled(false);
    }
}

void ProcessorsPage::showDetails()
{
    showActions();
    const energy::Processor* processor = current();
    if (processor == nullptr) {
        m_details->displayNothing();
        return;
    }
    ProcessorDetails::Shown shown;
    shown.processor = *processor;
    if (const auto draft = m_drafts.find(m_current); draft != m_drafts.end()) {
        shown.draft = draft->second;
    }
    if (m_facts.isOwn(m_current)) {
        shown.origin = isBuiltIn(m_current) ? ProcessorOrigin::projectForPrograms : ProcessorOrigin::project;
        shown.problems = drafted(*processor, shown.draft).problems;
    }
    if (const auto failure = m_failures.find(m_current); failure != m_failures.end()) {
        shown.failure = failure->second;
    }
    m_details->display(shown);
}

void ProcessorsPage::showActions()
{
    const bool isThere = current() != nullptr && context().workspace.isOpen();
    const bool isOwn = isThere && m_facts.isOwn(m_current);
    const bool isChanged = isOwn && m_drafts.contains(m_current);
    m_copy->setEnabled(isThere && !isOwn);
    m_copyAs->setEnabled(isThere);
    m_save->setEnabled(isChanged);
    m_revert->setEnabled(isChanged);
    m_remove->setEnabled(isOwn);
    m_putBack->setEnabled(m_removed && context().workspace.isOpen());
    m_putBack->setToolTip(
        m_removed
            ? models::plainTip(
                  tr("Puts %1 back into the project").arg(models::oneLine(m_removed->processor.name, nameLetters)))
            : QString());
}

void ProcessorsPage::takeTyped(const std::string& key, const QString& text)
{
    const energy::Processor* processor = current();
    if (processor == nullptr || !m_facts.isOwn(m_current)) {
        return;
    }
    const bool wasChanged = m_drafts.contains(m_current);
    ProcessorTexts& draft = m_drafts[m_current];
    if (text == textIn(textsOf(*processor), key)) {
        draft.erase(key);
    } else {
        draft[key] = text;
    }
    if (draft.empty()) {
        m_drafts.erase(m_current);
    }
    m_failures.erase(m_current);
    if (m_drafts.contains(m_current) != wasChanged) {
        showTable();
    }
    showDetails();
}

void ProcessorsPage::put(const energy::Processor& processor)
{
    m_failures.erase(processor.id);
    m_edits.put(context().workspace.project().path(), processor);
}

void ProcessorsPage::copyIntoProject()
{
    if (const energy::Processor* processor = current()) {
        m_toBegin = processor->id;
        put(*processor);
    }
}

void ProcessorsPage::copyAs()
{
    const energy::Processor* processor = current();
    if (processor == nullptr) {
        return;
    }
    std::set<std::string> taken;
    for (const energy::Processor& known : m_facts.processors) {
        taken.insert(known.id);
    }
    auto* dialog = new CopyDialog(*processor, std::move(taken), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (context().workspace.isOpen()) {
            m_toBegin = dialog->copy().id;
            put(dialog->copy());
        }
    });
    dialog->open();
}

void ProcessorsPage::save()
{
    const energy::Processor* processor = current();
    const auto draft = m_drafts.find(m_current);
    if (processor == nullptr || draft == m_drafts.end() || !m_facts.isOwn(m_current)) {
        return;
    }
    const DraftedProcessor made = drafted(*processor, draft->second);
    if (made.problems.empty()) {
        put(made.processor);
    } else {
        m_details->beginWriting();
    }
}

void ProcessorsPage::revert()
{
    m_drafts.erase(m_current);
    m_failures.erase(m_current);
    showTable();
    showDetails();
}

void ProcessorsPage::remove()
{
    const energy::Processor* processor = current();
    if (processor == nullptr) {
        return;
    }
    const auto draft = m_drafts.find(m_current);
    m_toRemove[m_current] = {*processor, draft == m_drafts.end() ? ProcessorTexts() : draft->second};
    m_failures.erase(m_current);
    m_edits.remove(context().workspace.project().path(), m_current);
}

void ProcessorsPage::putBack()
{
    if (m_removed) {
        // It can be put back until it is written.
        m_toBegin = m_removed->processor.id;
        put(m_removed->processor);
    }
}

void ProcessorsPage::onWritten(const energy::Processor& processor)
{
    m_facts.put(processor);
    m_dropsAnswer = m_question.isAsking();
    if (m_removed && m_removed->processor.id == processor.id) {
        if (m_removed->processor == processor && !m_removed->draft.empty()) {
            m_drafts[processor.id] = m_removed->draft;
        }
        m_removed.reset(); // there is one again
    }
    const bool begins = m_toBegin == processor.id;
    if (begins) {
        m_toBegin.clear();
        m_current = processor.id;
    }
    if (const auto draft = m_drafts.find(processor.id); draft != m_drafts.end()) {
        // What was typed while it was written stays.
        dropUnchanged(draft->second, processor);
        if (draft->second.empty()) {
            m_drafts.erase(draft);
        }
    }
    showAll();
    if (begins) {
        choose(m_current, Scroll::yes);
        m_details->beginWriting();
    }
    m_question.outdate();
}

bool ProcessorsPage::isOpen(const QString& project) const
{
    return context().workspace.isOpen() && context().workspace.folder() == project;
}

void ProcessorsPage::onRemoved(const std::string& id)
{
    m_facts.remove(id);
    m_dropsAnswer = m_question.isAsking();
    m_drafts.erase(id);
    if (const auto removed = m_toRemove.extract(id); !removed.empty()) {
        m_removed = removed.mapped();
        Q_EMIT context().navigator.messageWanted(Navigator::Level::note,
                                                 tr("%1 was removed from the project. “Put it back” takes that back.")
                                                     .arg(models::oneLine(m_removed->processor.name, nameLetters)));
    }
    if (current() == nullptr && !m_facts.processors.empty()) {
        m_current = m_facts.processors.front().id;
    }
    showAll();
    m_question.outdate();
}

void ProcessorsPage::onFailed(const std::string& id, const QString& message)
{
    m_toBegin.clear();
    m_toRemove.erase(id);
    m_failures[id] = message;
    showDetails();
    Q_EMIT context().navigator.messageWanted(Navigator::Level::warning, message);
}

} // namespace rxwatt::pages
