// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace rxwatt::pages
{

/// What a page shows in the middle while it has nothing: an icon, what is missing, what to do, and a button that does
/// it.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(const QString& iconName, QWidget* parent = nullptr);

    /// Plain text; without `action` there is no button.
    void setTexts(const QString& title, const QString& hint, const QString& action = {});

Q_SIGNALS:
    void actionTriggered();

private:
    QLabel* m_title = nullptr;
    QLabel* m_hint = nullptr;
    QPushButton* m_button = nullptr;
};

} // namespace rxwatt::pages
