// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_query.h"

#include <functional>
#include <QAction>
#include <QObject>
#include <vector>

class QMenu;

namespace rxwatt::pages
{

/// What can be done to the runs that are chosen: all of it as actions, which are enabled by the runs' states and say in
/// their tool tips why not.
class RunActions : public QObject
{
    Q_OBJECT

public:
    explicit RunActions(QWidget& page, QWidget& table);

    QAction* rename;
    QAction* star;
    QAction* tags;
    QAction* notes;
    QAction* pause;
    QAction* resume;
    QAction* cancel;
    QAction* retry;
    QAction* retryFresh;
    QAction* duplicate;
    QAction* editDifferent;
    QAction* copyTable;
    QAction* archive;
    QAction* unarchive;
    QAction* trash;

    /// `chosen` is how many runs are, `known` those of them that have been read.
    void update(std::size_t chosen, const std::vector<const store::RunSummary*>& known);
    void fillMenu(QMenu& menu) const;

private:
    QAction* make(const QString& text, const char* icon, const QKeySequence& shortcut, const QString& help);
    void enable(QAction* action, bool enabled, const QString& whyNot);

    QWidget& m_page;
    QWidget& m_table;
};

} // namespace rxwatt::pages
