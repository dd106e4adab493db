// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"

#include <QToolBar>

class QLabel;
class QToolButton;

namespace rxwatt::window
{

/// A band below the tool bar for what must not be missed: it stays until the person closes it or the trouble is over.
/// The same text is not shown twice; several are counted and come one after another.
class MessageBar : public QToolBar
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    void add(pages::Navigator::Level level, const QString& text);
    /// Takes a text away that is no longer true.
    void withdraw(const QString& text);

    [[nodiscard]] QString text() const;

    /// Whatever a saved layout says, it is there exactly while there are messages.
    void setVisible(bool visible) override;

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Message {
        pages::Navigator::Level level;
        QString text;
    };

    void showFirst();

    QList<Message> m_messages;
    QLabel* m_icon = nullptr;
    QLabel* m_text = nullptr;
    QLabel* m_more = nullptr;
    QToolButton* m_close = nullptr;
};

} // namespace rxwatt::window
