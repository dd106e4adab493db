// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_query.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace rxwatt::pages
{

class ElidedLabel;
class StateMark;

/// A run's name, star, state with its reason, tags and times.
class RunHeader : public QWidget
{
    Q_OBJECT

public:
    explicit RunHeader(QWidget* parent = nullptr);

    void show(const store::RunSummary& run);

Q_SIGNALS:
    void starClicked(bool starred);

private:
    QToolButton* m_star = nullptr;
    ElidedLabel* m_name = nullptr;
    StateMark* m_state = nullptr;
    QLabel* m_reason = nullptr;
    ElidedLabel* m_line = nullptr;
};

} // namespace rxwatt::pages
