// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/editor/field_editor.h"

#include <QStringList>

class QLineEdit;
class QListWidget;
class QStringListModel;
class QToolButton;

namespace rxwatt::pages::editor
{

/// The weights that an evaluation judges: runs of the project or files.
class WeightsEditor : public FieldEditor
{
    Q_OBJECT

public:
    WeightsEditor(const Field& field, QWidget* parent);
    void display(const Json& value, const Json& fallback) override;

    /// What is offered while one types.
    void setRunNames(const QStringList& names);

private:
    [[nodiscard]] QToolButton* makeButton(const char* icon, const QString& help, void (WeightsEditor::*act)());
    void add(const QString& reference);
    void addTyped();
    void addFiles();
    void removeCurrent();
    void take();

    QListWidget* m_list = nullptr;
    QLineEdit* m_line = nullptr;
    QStringListModel* m_names = nullptr;
    Json m_value;
};

} // namespace rxwatt::pages::editor
