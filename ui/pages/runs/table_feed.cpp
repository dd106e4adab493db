// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/table_feed.h"

namespace rxwatt::pages
{

TableFeed::TableFeed(bridge::Workspace& workspace, models::RunTableModel& model, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_model(model)
{
    connect(&workspace, &bridge::Workspace::opened, this, [this] {
        m_isAsking = false;
        m_isAskingRows = false;
        ask();
    });
    connect(&workspace, &bridge::Workspace::closed, this, &TableFeed::clear);
    connect(&workspace, &bridge::Workspace::runsChanged, this, [this] {
        m_model.outdate();
        ask();
    });
    connect(&workspace, &bridge::Workspace::progressChanged, this,
            [this] { m_model.setProgress(m_workspace.progress()); });
    connect(&model, &models::RunTableModel::rowsWanted, this, &TableFeed::askRows);
    if (workspace.isOpen()) {
        m_model.setProgress(workspace.progress());
        ask();
    }
}

void TableFeed::setQuestion(const TableQuestion& question)
{
    if (!(question == m_question)) {
        m_question = question;
        // A new question does not wait for the answer to the one before.
        m_isAsking = false;
        ask();
    }
}

void TableFeed::ask()
{
    if (!m_workspace.isOpen()) {
        return;
    }
    m_isOutdated = m_isAsking;
    if (m_isAsking) {
        return;
    }
    m_isAsking = true;
    m_workspace.ask<TableAnswer>(
        this, QStringLiteral("runs"),
        [question = m_question, memory = m_memory](const project::OpenProject& project) {
            return answerTo(question, *memory, project);
        },
        [this](Result<TableAnswer> answer) {
            m_isAsking = false;
            if (!answer) {
                Q_EMIT failed(QString::fromStdString(answer.error().message));
            } else if (m_isHeld) {
                m_heldAnswer = std::move(*answer);
            } else {
                take(std::move(*answer));
            }
            if (m_isOutdated) {
                ask();
            }
        });
}

void TableFeed::take(TableAnswer answer)
{
    Q_EMIT aboutToChange();
    m_count = 0;
    for (const models::RunSection& section : answer.sections) {
        m_count += section.runs.size();
    }
    m_allRuns = answer.allRuns;
    m_words = std::move(answer.words);
    m_model.setSettings(answer.settings);
    m_model.setReorderable(answer.question.sort == store::RunSort::queue && !answer.question.descending &&
                           answer.question.grouping == Grouping::none);
    m_model.setSections(std::move(answer.sections), answer.question.grouping != Grouping::none);
    Q_EMIT changed();
}

void TableFeed::setHeld(bool held)
{
    m_isHeld = held;
    if (!held && m_heldAnswer) {
        take(*std::exchange(m_heldAnswer, std::nullopt));
    }
}

void TableFeed::askRows()
{
    if (m_isAskingRows || !m_workspace.isOpen()) {
        return;
    }
    std::vector<RunId> runs = m_model.takeWanted();
    if (runs.empty()) {
        return;
    }
    m_isAskingRows = true;
    m_workspace.ask<std::vector<models::RunRow>>(
        this, QStringLiteral("rows"),
        [runs = std::move(runs), settings = m_model.settings()](const project::OpenProject& project) {
            return readRows(runs, settings, project);
        },
        [this, settings = m_model.settings()](Result<std::vector<models::RunRow>> rows) {
            m_isAskingRows = false;
            if (!rows) {
                Q_EMIT failed(QString::fromStdString(rows.error().message));
            } else if (settings == m_model.settings()) {
                m_model.putRows(std::move(*rows));
                Q_EMIT rowsRead();
            }
            if (m_model.table().isWanting()) {
                askRows();
            }
        });
}

void TableFeed::clear()
{
    m_isAsking = false;
    m_isAskingRows = false;
    m_memory = std::make_shared<TableMemory>();
    m_heldAnswer.reset();
    take({m_question, std::vector<models::RunSection>(1), {}, 0});
}

bool TableFeed::isSettled() const
{
    return !m_isAsking && !m_isAskingRows && !m_model.table().isWanting();
}

} // namespace rxwatt::pages
