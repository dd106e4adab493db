// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/editor/field.h"

#include <QWidget>

class QButtonGroup;
class QLineEdit;
class QToolButton;

namespace rxwatt::pages::editor
{

/// The line above the form: jumps to its groups, and what of its fields is shown.
class FormTools : public QWidget
{
    Q_OBJECT

public:
    explicit FormTools(QWidget* parent = nullptr);

    /// What is searched for; empty where nothing is.
    [[nodiscard]] QString words() const;
    void clearWords();
    void focusWords();

    void setOnlyDifferences(bool only);
    [[nodiscard]] bool onlyDifferences() const;

    /// Marks the group that is in view.
    void markJump(Section section);
    void showJump(Section section, bool isShown);

Q_SIGNALS:
    void jumpWanted(rxwatt::pages::editor::Section section);
    /// Other fields are wanted.
    void changed();

private:
    [[nodiscard]] QWidget* buildJumps();

    QButtonGroup* m_jumps = nullptr;
    QLineEdit* m_search = nullptr;
    QToolButton* m_onlyDifferences = nullptr;
};

} // namespace rxwatt::pages::editor
