// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/editor/spec_draft.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace rxwatt::pages::editor
{

/// The draft as JSON. What is typed goes into the form as soon as it is JSON; what is wrong is said with its line and
/// path.
class JsonPane : public QWidget
{
    Q_OBJECT

public:
    explicit JsonPane(QWidget* parent = nullptr);

    /// Leaves the text alone where it says the same, and where it is no JSON at the moment: it is not lost because the
    /// form changes.
    void display(const SpecDraft& draft, const Examination& examination);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void edited(const rxwatt::base::Json& json);
    /// To write every default out, and to leave out again what has its default.
    void fillWanted();
    void pruneWanted();

private:
    void build();
    void take();
    void discard();
    void setText(const Json& json);
    void showProblem(const QString& text, int line);
    void showProblemOf(const Examination& examination);
    void markLine(int line);

    QPlainTextEdit* m_text = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_goTo = nullptr;
    QPushButton* m_discard = nullptr;
    Json m_shown;
    /// What the form has.
    Json m_draft;
    /// The text is no JSON, and so the form does not show it.
    bool m_isBroken = false;
    int m_line = 0;
};

} // namespace rxwatt::pages::editor
