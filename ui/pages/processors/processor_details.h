// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/processors/processor_draft.h"

#include <QScrollArea>
#include <QWidget>
#include <vector>

class QAction;
class QLabel;

namespace rxwatt::pages
{

class ElidedLabel;
class FlowLayout;
class ProcessorRow;

/// Where a processor of the catalogue comes from.
enum class ProcessorOrigin { program, project, projectForPrograms };

/// One processor whole, and what can be done with it: each number with its basis, to be read, or to be written in where
/// it is the project's own.
class ProcessorDetails : public QWidget
{
    Q_OBJECT

public:
    /// `actions` become the buttons at its top; those that are disabled are not shown.
    explicit ProcessorDetails(const QList<QAction*>& actions, QWidget* parent = nullptr);

    struct Shown {
        energy::Processor processor;
        ProcessorOrigin origin = ProcessorOrigin::program;
        /// What the person typed, and what is wrong with it. Of the program's own it waits until they are copied.
        ProcessorTexts draft;
        ProcessorTexts problems;
        /// Why it could not be saved.
        QString failure;
    };

    void display(const Shown& shown);
    void displayNothing();
    /// Where a person begins to write: at the first problem, else at the first field.
    void beginWriting();

Q_SIGNALS:
    void typed(const std::string& key, const QString& text);
    void saveWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildHead(const QList<QAction*>& actions);
    void buildRows();
    void displayHead(const Shown& shown);
    void displayRows(const Shown& shown);
    void paintNotes();

    QWidget* m_head = nullptr;
    ElidedLabel* m_name = nullptr;
    QLabel* m_origin = nullptr;
    QLabel* m_failure = nullptr;
    QLabel* m_unverified = nullptr;
    QLabel* m_fits = nullptr;
    QLabel* m_nothing = nullptr;
    QScrollArea* m_scroll = nullptr;
    std::vector<ProcessorRow*> m_rows;
    std::vector<std::pair<ProcessorField::Group, QLabel*>> m_titles;
    std::string m_id;
};

} // namespace rxwatt::pages
