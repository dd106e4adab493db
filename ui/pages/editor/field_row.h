// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/editor/field_editor.h"

class QLabel;
class QToolButton;

namespace rxwatt::pages::editor
{

/// What a row says beside the value.
struct RowNotes {
    /// Differs from the base or the default.
    bool isChanged = false;
    /// What it would be without the change, for the arrow that resets it.
    QString reference;
    /// The reference is a run's and shown; a default is shown on the arrow alone.
    bool showReference = false;
    /// What is wrong, in words; empty where nothing is.
    QString problem;
};

/// One line of the form: name, control, mark of a change, arrow that takes it back, and below it what is wrong.
class FieldRow : public QWidget
{
    Q_OBJECT

public:
    FieldRow(const Field& field, QWidget* parent);

    [[nodiscard]] const Field& field() const { return m_field; }

    [[nodiscard]] FieldEditor& editor() { return *m_editor; }

    [[nodiscard]] bool isChanged() const { return m_notes.isChanged; }

    [[nodiscard]] bool hasProblem() const { return !m_notes.problem.isEmpty(); }

    void display(const Json& value, const Json& fallback, const RowNotes& notes);
    /// Whether the search line's words are in its name, path or help.
    [[nodiscard]] bool matches(const QString& words) const;

Q_SIGNALS:
    void edited(const rxwatt::base::Json& value);
    void resetWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void paintNotes();

    const Field& m_field;
    QLabel* m_label = nullptr;
    FieldEditor* m_editor = nullptr;
    QToolButton* m_reset = nullptr;
    QLabel* m_reference = nullptr;
    QLabel* m_problemIcon = nullptr;
    QLabel* m_problem = nullptr;
    QWidget* m_problemLine = nullptr;
    RowNotes m_notes;
};

} // namespace rxwatt::pages::editor
