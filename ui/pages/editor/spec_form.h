// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/editor/history.h"
#include "ui/pages/editor/section_box.h"

class QLabel;
class QScrollArea;

namespace rxwatt::pages::editor
{

class FormTools;

/// The form of a specification: its groups with their fields, a line that jumps to a group or searches for a field, and
/// below it what the field with the focus means.
class SpecForm : public QWidget
{
    Q_OBJECT

public:
    explicit SpecForm(QWidget* parent = nullptr);

    void display(const EditorState& state, const Examination& examination);
    /// Opens the field's group, scrolls there and gives it the focus; false where the form has no such field.
    bool focusField(const std::string& path);
    void focusSearch();

    void setOnlyDifferences(bool only);
    [[nodiscard]] bool onlyDifferences() const;
    /// How many fields differ from the base or, without one, from the default.
    [[nodiscard]] int changedCount() const;
    void setRunNames(const QStringList& names);

    [[nodiscard]] QStringList foldedSections() const;
    void setFoldedSections(const QStringList& names);

Q_SIGNALS:
    /// Paths with their new values, null for what is left out now. `place` names the field, for undo.
    void edited(const QString& place, const rxwatt::base::Json& changes);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildSections();
    void connectRow(FieldRow* row);
    void displayRow(FieldRow& row, const EditorState& state, const Examination& examination);
    void take(const FieldRow* row, const Json& value);
    void reset(const FieldRow* row);
    void filter();
    void jumpTo(Section section);
    void markJump();
    void explain(QWidget* focused);

    FormTools* m_tools = nullptr;
    QScrollArea* m_area = nullptr;
    QLabel* m_help = nullptr;
    QLabel* m_nothing = nullptr;
    std::vector<SectionBox*> m_sections;
    run::RunKind m_kind = run::RunKind::train;
    Json m_base;
    bool m_wasOverridden = false;
};

} // namespace rxwatt::pages::editor
