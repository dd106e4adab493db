// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"

#include <functional>
#include <QToolBar>

class QLabel;
class QPushButton;
class QToolButton;

namespace rxwatt::window
{

/// What a message's button does; none where its text is empty.
struct MessageAction {
    QString text;
    std::function<void()> run;
};

/// A band below the tool bar for what must not be missed: it stays until the person closes it or the trouble is over.
/// The same text is not shown twice; several are counted and come one after another.
class MessageBar : public QToolBar
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    void add(pages::Navigator::Level level, const QString& text, const MessageAction& action = {});
    /// Puts another message in the place of one; nothing where that one has been closed.
    void change(const QString& old, pages::Navigator::Level level, const QString& text,
                const MessageAction& action = {});
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
        MessageAction action;
    };

    void build();
    void showFirst();

    QList<Message> m_messages;
    QLabel* m_icon = nullptr;
    QLabel* m_text = nullptr;
    QLabel* m_more = nullptr;
    QPushButton* m_action = nullptr;
    QToolButton* m_close = nullptr;
};

} // namespace rxwatt::window
