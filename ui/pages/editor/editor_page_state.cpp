// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/editor_page.h"
#include "ui/pages/editor/spec_form.h"

#include <QLineEdit>
#include <QTabWidget>

namespace rxwatt::pages
{

using editor::EditorState;
using editor::SpecDraft;

void EditorPage::askNames()
{
    if (!context().workspace.isOpen()) {
        m_form->setRunNames({});
        return;
    }
    context().workspace.ask<QStringList>(
        this, QStringLiteral("names"),
        [](const project::OpenProject& project) -> Result<QStringList> {
            RXWATT_ASSIGN(const std::vector<store::RunName> names, project.reader.names());
            QStringList list;
            for (const store::RunName& run : names) {
                const QString name = QString::fromStdString(run.name);
                if (run.kind == run::RunKind::train) {
                    list << name << name + QStringLiteral("@best");
                }
            }
            list.removeDuplicates();
            return list;
        },
        [this](const Result<QStringList>& names) {
            if (names) {
                m_form->setRunNames(*names);
            }
        });
}

QJsonObject EditorPage::session() const
{
    const EditorState& state = m_history.now();
    QJsonObject session;
    session[QStringLiteral("draft")] = QString::fromStdString(base::toText(state.draft.json()));
    session[QStringLiteral("base")] = QString::fromStdString(base::toText(state.base));
    session[QStringLiteral("seeds")] = m_seeds->text();
    session[QStringLiteral("tab")] = m_tabs->currentIndex();
    session[QStringLiteral("folded")] = m_form->foldedSections().join(u',');
    session[QStringLiteral("onlyDifferences")] = m_form->onlyDifferences();
    return session;
}

void EditorPage::restoreSession(const QJsonObject& session)
{
    const auto text = [&](const char* key) { return session[QLatin1String(key)].toString(); };
    const Result<Json> draft = base::parseJson(text("draft").toStdString(), "session");
    const Result<Json> base = base::parseJson(text("base").toStdString(), "session");
    if (draft && draft->is_object()) {
        put({SpecDraft(*draft), base && base->is_object() ? *base : Json()}, {});
    }
    if (session.contains(QStringLiteral("folded"))) {
        m_form->setFoldedSections(text("folded").split(u','));
    }
    constexpr qsizetype longest = 10'000;
    m_seeds->setText(text("seeds").left(longest));
    m_form->setOnlyDifferences(session[QStringLiteral("onlyDifferences")].toBool());
    m_tabs->setCurrentIndex(session[QStringLiteral("tab")].toInt());
}

bool EditorPage::isSettled() const
{
    return !m_costDelay.isActive() && m_questions == 0;
}

} // namespace rxwatt::pages
