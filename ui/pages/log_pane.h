// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/log_tail.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace rxwatt::pages
{

/// The end of a run's log as it grows: follows it unless the person scrolls, finds text, copies.
class LogPane : public QWidget
{
    Q_OBJECT

public:
    explicit LogPane(bridge::Workspace& workspace, QWidget* parent = nullptr);

    /// An empty id shows none.
    void showRun(const RunId& run, const QString& name);
    void setActive(bool active);
    void startSearch();
    /// What is marked, or all.
    void copy() const;

private:
    void replace(const QString& text);
    void append(const QString& text);
    void find(bool backwards);
    void toEnd();

    bridge::LogTail m_tail;
    QLabel* m_title = nullptr;
    QLineEdit* m_search = nullptr;
    QCheckBox* m_follow = nullptr;
    QPlainTextEdit* m_text = nullptr;
    QString m_emptyText;
};

} // namespace rxwatt::pages
