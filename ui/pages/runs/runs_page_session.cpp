// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of RunsPage: in views by name and in the session.
#include "ui/pages/runs/column_layout.h"
#include "ui/pages/runs/filter_line.h"
#include "ui/pages/runs/run_actions.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/pages/runs/runs_page.h"

#include <QComboBox>
#include <QJsonArray>
#include <QSplitter>

namespace rxwatt::pages
{

namespace
{

struct SortName {
    store::RunSort sort;
    const char* name;
};

constexpr SortName sortNames[] = {
    {store::RunSort::queue, "queue"},
    {store::RunSort::created, "created"},
    {store::RunSort::name, "name"},
    {store::RunSort::state, "state"},
    {store::RunSort::duration, "duration"},
    {store::RunSort::steps, "steps"},
    {store::RunSort::geometricMeanBer, "gmber"},
    {store::RunSort::starred, "star"},
    {store::RunSort::parameters, "parameters"},
    {store::RunSort::macsPerSlot, "macs"},
    {store::RunSort::kind, "kind"},
    {store::RunSort::setting, "setting"},
};

QString nameOf(store::RunSort sort)
{
    for (const SortName& entry : sortNames) {
        if (entry.sort == sort) {
            return QString::fromLatin1(entry.name);
        }
    }
    return {};
}

} // namespace

QJsonObject RunsPage::view() const
{
    return {{QStringLiteral("filter"), m_question.filter},
            {QStringLiteral("sort"), nameOf(m_question.sort)},
            {QStringLiteral("sortSetting"), m_question.sortSetting},
            {QStringLiteral("descending"), m_question.descending},
            {QStringLiteral("group"), m_groups->currentData().toString()},
            {QStringLiteral("archived"), m_question.withArchived},
            {QStringLiteral("columns"), m_columns->toJson()}};
}

void RunsPage::setView(const QJsonObject& view)
{
    const QString sort = view[QStringLiteral("sort")].toString();
    for (const SortName& entry : sortNames) {
        if (sort == QString::fromLatin1(entry.name)) {
            m_question.sort = entry.sort;
            m_question.sortSetting = view[QStringLiteral("sortSetting")].toString().left(200);
            m_question.descending = view[QStringLiteral("descending")].toBool();
        }
    }
    setGrouping(view[QStringLiteral("group")].toString().left(200), m_question);
    fillGroups();
    m_withArchived->setChecked(view[QStringLiteral("archived")].toBool());
    m_columns->fromJson(view[QStringLiteral("columns")].toObject());
    m_filter->setText(view[QStringLiteral("filter")].toString().left(2000));
    ask();
    showSort();
}

void RunsPage::resetView()
{
    setView({{QStringLiteral("sort"), QStringLiteral("created")}, {QStringLiteral("descending"), true}});
}

QJsonObject RunsPage::session() const
{
    QJsonObject session = view();
    QJsonArray chosen;
    constexpr std::size_t most = 1000;
    for (std::size_t i = 0; i < m_view->chosen().size() && i < most; ++i) {
        chosen.append(QString::fromStdString(m_view->chosen()[i].text));
    }
    session[QStringLiteral("selection")] = chosen;
    session[QStringLiteral("notes")] = m_actions->notes->isChecked();
    session[QStringLiteral("splitter")] = QString::fromLatin1(m_splitter->saveState().toBase64());
    return session;
}

void RunsPage::restoreSession(const QJsonObject& session)
{
    if (session.isEmpty()) {
        return;
    }
    setView(session);
    m_actions->notes->setChecked(session[QStringLiteral("notes")].toBool());
    m_splitter->restoreState(QByteArray::fromBase64(session[QStringLiteral("splitter")].toString().toLatin1()));
    std::vector<RunId> chosen;
    for (const QJsonValue& value : session[QStringLiteral("selection")].toArray()) {
        if (RunId run{value.toString().toStdString()}; base::isRunId(run.text)) {
            chosen.push_back(std::move(run));
        }
    }
    if (context().selection.runs().empty() && !chosen.empty()) {
        context().selection.set(std::move(chosen));
    }
}

} // namespace rxwatt::pages
