// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/editor_page.h"

#include "core/base/files.h"
#include "ui/pages/editor/editor_actions.h"
#include "ui/pages/editor/json_pane.h"
#include "ui/pages/editor/model_card.h"
#include "ui/pages/editor/seed_list.h"
#include "ui/pages/editor/spec_form.h"
#include "ui/pages/editor/value_text.h"

#include <QLineEdit>
#include <QTabWidget>

namespace rxwatt::pages
{

using editor::EditorState;
using editor::SpecDraft;

namespace
{

constexpr int costDelayMs = 60;

/// A template is a list of specifications; one alone is as good as itself.
Json onlyOne(Json json)
{
    return json.is_array() && json.size() == 1 ? json.front() : json;
}

} // namespace

EditorPage::EditorPage(const PageContext& context, QWidget* parent) : Page(context, parent)
{
    m_costDelay.setSingleShot(true);
    m_costDelay.setInterval(costDelayMs);
    build();
    connectParts();
    refresh();
    askNames();
}

void EditorPage::put(EditorState state, const QString& place)
{
    m_history.put(std::move(state), place.toStdString());
    refresh();
}

void EditorPage::takeChanges(const QString& place, const Json& changes)
{
    EditorState state = m_history.now();
    for (const auto& [path, value] : changes.items()) {
        state.draft.set(path, value);
    }
    put(std::move(state), place);
}

void EditorPage::refresh()
{
    m_examination = m_history.now().draft.examine();
    m_form->display(m_history.now(), m_examination);
    m_json->display(m_history.now().draft, m_examination);
    m_costDelay.start();
    showHead();
    showFoot();
}

void EditorPage::open(const Json& spec, const Json& base)
{
    m_history.endStep();
    put({SpecDraft(editor::pruned(spec)), base.is_object() ? base : Json()}, {});
    m_form->setOnlyDifferences(false);
}

void EditorPage::loadFile(const QString& file)
{
    Result<Json> json = base::readJsonFile(file.toStdString());
    if (!json) {
        Q_EMIT context().navigator.messageWanted(Navigator::Level::error, QString::fromStdString(json.error().message));
        return;
    }
    const Json spec = onlyOne(std::move(*json));
    if (!spec.is_object()) {
        const QString text = tr("%1 holds no specification of one run: an object in braces is wanted.").arg(file);
        Q_EMIT context().navigator.messageWanted(Navigator::Level::error, text);
        return;
    }
    open(spec, {});
}

void EditorPage::loadText(const QString& text, const QString& source)
{
    Result<Json> json = base::parseJson(text.toStdString(), source.toStdString());
    const Json spec = json ? onlyOne(std::move(*json)) : Json();
    if (!spec.is_object()) {
        const QString message =
            json ? tr("%1 holds no specification of a run.").arg(source) : QString::fromStdString(json.error().message);
        Q_EMIT context().navigator.messageWanted(Navigator::Level::error, message);
        return;
    }
    open(spec, {});
}

void EditorPage::saveFile(const QString& file)
{
    const Status status = base::writeFileAtomically(file.toStdString(), editor::prettyJson(draft()) + "\n");
    if (status) {
        Q_EMIT context().navigator.messageWanted(Navigator::Level::note, tr("Saved as %1").arg(file));
    } else {
        Q_EMIT context().navigator.messageWanted(Navigator::Level::error,
                                                 QString::fromStdString(status.error().message));
    }
}

void EditorPage::queue(bool start)
{
    const Result<std::vector<std::uint64_t>> seeds = editor::seedsFromText(m_seeds->text());
    if (!seeds) {
        m_seeds->setFocus(Qt::ShortcutFocusReason);
        Q_EMIT context().navigator.messageWanted(Navigator::Level::warning,
                                                 QString::fromStdString(seeds.error().message));
        return;
    }
    if (!m_examination.problems.empty()) {
        showFirstProblem();
        return;
    }
    Json spec = draft();
    spec["name"] = m_examination.repaired.name;
    const std::vector<Json> specs = editor::withSeeds(spec, *seeds);
    for (const Json& one : specs) {
        if (const Result<run::RunSpec> read = run::specFromJson(one); !read) {
            Q_EMIT context().navigator.messageWanted(Navigator::Level::error,
                                                     QString::fromStdString(read.error().message));
            return;
        }
    }
    m_isAdding = true;
    context().edits.add(specs, start);
}

void EditorPage::takeAdded(const std::vector<RunId>& runs)
{
    if (m_isAdding && !runs.empty()) {
        m_isAdding = false;
        context().selection.set(runs);
        const int count = static_cast<int>(runs.size());
        Q_EMIT context().navigator.messageWanted(
            Navigator::Level::note, count == 1 ? tr("1 run queued") : tr("%n runs queued", nullptr, count));
    }
}

void EditorPage::duplicateSelected(bool differ)
{
    const RunId id = context().selection.current();
    if (id.text.empty() || !context().workspace.isOpen()) {
        return;
    }

    struct Found {
        Json spec;
        std::string name;
    };

    ++m_questions;
    context().workspace.ask<Found>(
        this, QStringLiteral("spec"),
        [id](const project::OpenProject& project) -> Result<Found> {
            RXWATT_ASSIGN(const store::RunDetails details, project.reader.read(id));
            return Found{run::toJson(details.spec), details.meta.name};
        },
        [this, differ](const Result<Found>& found) {
            m_questions = 0;
            if (!found) {
                Q_EMIT context().navigator.messageWanted(Navigator::Level::error,
                                                         QString::fromStdString(found.error().message));
                return;
            }
            Json base = found->spec;
            base["name"] = found->name;
            Json spec = base;
            spec["name"] = tr("%1 copy").arg(QString::fromStdString(found->name)).toStdString();
            open(spec, differ ? base : Json());
        });
}

void EditorPage::undo()
{
    m_history.undo();
    refresh();
}

void EditorPage::redo()
{
    m_history.redo();
    refresh();
}

void EditorPage::reset()
{
    const Json& base = m_history.now().base;
    m_history.endStep();
    put({base.is_null() ? SpecDraft() : SpecDraft(editor::pruned(base)), base}, {});
}

void EditorPage::dropBase()
{
    m_history.endStep();
    put({m_history.now().draft, Json()}, {});
}

void EditorPage::showFirstProblem()
{
    for (const editor::Problem& problem : m_examination.problems) {
        m_tabs->setCurrentIndex(0);
        if (m_form->focusField(problem.path)) {
            return;
        }
    }
    if (!m_examination.problems.empty()) {
        m_tabs->setCurrentWidget(m_json);
    }
}

} // namespace rxwatt::pages
