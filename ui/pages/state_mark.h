// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/state.h"

#include <QPixmap>
#include <QWidget>

class QLabel;

namespace rxwatt::pages
{

/// A line icon in a colour with a meaning.
[[nodiscard]] QPixmap tintedIcon(const QString& name, const QColor& color, qreal ratio);

/// A run's state as icon and word, in the state's colour.
class StateMark : public QWidget
{
    Q_OBJECT

public:
    explicit StateMark(QWidget* parent = nullptr);

    void setState(run::RunState state);
    /// As wide as the widest state, so that marks over each other stand in columns.
    void setSteady();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showColors();

    run::RunState m_state = run::RunState::queued;
    QLabel* m_icon = nullptr;
    QLabel* m_text = nullptr;
};

} // namespace rxwatt::pages
