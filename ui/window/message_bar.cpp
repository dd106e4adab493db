// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/message_bar.h"

#include "ui/pages/state_mark.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <algorithm>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QToolButton>

namespace rxwatt::window
{

namespace
{

/// Longer ones are cut: a message may hold a name of any length. What is to be done stands at the end.
constexpr qsizetype maxLetters = 600;
constexpr qsizetype lettersOfEnd = 200;
constexpr qsizetype maxMessages = 50;

style::Tone toneOf(pages::Navigator::Level level)
{
    switch (level) {
    case pages::Navigator::Level::note:
        return style::Tone::active;
    case pages::Navigator::Level::warning:
        return style::Tone::warning;
    case pages::Navigator::Level::error:
        break;
    }
    return style::Tone::failure;
}

QString iconNameOf(pages::Navigator::Level level)
{
    switch (level) {
    case pages::Navigator::Level::note:
        return QStringLiteral("info");
    case pages::Navigator::Level::warning:
        return QStringLiteral("triangle-alert");
    case pages::Navigator::Level::error:
        break;
    }
    return QStringLiteral("circle-alert");
}

QString shortened(const QString& text)
{
    return text.size() > maxLetters
               ? text.left(maxLetters - lettersOfEnd) + QStringLiteral(" … ") + text.right(lettersOfEnd)
               : text;
}

/// A text that wraps and is as high as it has to be in its width. A tool bar does not ask for the height of a width,
/// and takes what a wrapping label would have in the narrowest: the whole window's.
class WrappedText : public QLabel
{
public:
    using QLabel::QLabel;

    [[nodiscard]] bool hasHeightForWidth() const override { return false; }

    [[nodiscard]] QSize minimumSizeHint() const override
    {
        constexpr int narrowest = 300;
        return {0, heightForWidth(std::max(width(), narrowest))};
    }

    [[nodiscard]] QSize sizeHint() const override { return minimumSizeHint(); }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QLabel::resizeEvent(event);
        if (event->oldSize().width() != width()) {
            updateGeometry();
        }
    }
};

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QToolBar(tr("Messages"), parent),
      m_icon(new QLabel),
      m_text(new WrappedText),
      m_more(new QLabel),
      m_action(new QPushButton),
      m_close(new QToolButton)
{
    setObjectName(QStringLiteral("messages"));
    setAccessibleName(tr("Messages"));
    setMovable(false);
    build();
    connect(m_action, &QPushButton::clicked, this, [this] {
        // It may well change the messages.
        const std::function<void()> run = m_messages.first().action.run;
        run();
    });
    connect(m_close, &QToolButton::clicked, this, [this] {
        m_messages.removeFirst();
        showFirst();
    });
    hide();
}

void MessageBar::build()
{
    auto* band = new QWidget(this);
    band->setAutoFillBackground(true);
    band->setBackgroundRole(QPalette::Window); // not the tool bar's, which is that of buttons
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_more->setForegroundRole(QPalette::PlaceholderText);
    m_action->setObjectName(QStringLiteral("action"));
    m_action->setAutoDefault(false);
    m_close->setIcon(style::icon(QStringLiteral("x")));
    m_close->setObjectName(QStringLiteral("close"));
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close the message"));
    m_close->setToolTip(tr("Close the message"));
    auto* layout = new QHBoxLayout(band);
    layout->setContentsMargins(2 * style::grid, style::halfGrid, style::grid, style::halfGrid);
    layout->setSpacing(style::grid);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_more);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    addWidget(band);
}

void MessageBar::setVisible(bool /*visible*/)
{
    QToolBar::setVisible(!m_messages.isEmpty());
}

void MessageBar::add(pages::Navigator::Level level, const QString& text, const MessageAction& action)
{
    const QString shown = shortened(text);
    const auto isSame = [&](const Message& message) { return message.text == shown; };
    if (shown.isEmpty() || std::any_of(m_messages.begin(), m_messages.end(), isSame)) {
        return;
    }
    m_messages.append({level, shown, action});
    if (m_messages.size() > maxMessages) {
        m_messages.removeFirst();
    }
    showFirst();
}

void MessageBar::change(const QString& old, pages::Navigator::Level level, const QString& text,
                        const MessageAction& action)
{
    for (Message& message : m_messages) {
        if (message.text == shortened(old)) {
            message = {level, shortened(text), action};
        }
    }
    showFirst();
}

void MessageBar::withdraw(const QString& text)
{
    const QString shown = shortened(text);
    m_messages.removeIf([&](const Message& message) { return message.text == shown; });
    showFirst();
}

QString MessageBar::text() const
{
    return m_messages.isEmpty() ? QString() : m_messages.first().text;
}

void MessageBar::showFirst()
{
    setVisible(!m_messages.isEmpty());
    if (m_messages.isEmpty()) {
        return;
    }
    const Message& message = m_messages.first();
    const QColor tone = style::toneColor(toneOf(message.level), QGuiApplication::palette());
    constexpr double backgroundShare = 0.12;
    const QColor base = QGuiApplication::palette().color(QPalette::Base);
    const auto mixed = [&](float one, float other) { return one * backgroundShare + other * (1 - backgroundShare); };
    QPalette own = QGuiApplication::palette();
    own.setColor(QPalette::Window, QColor::fromRgbF(static_cast<float>(mixed(tone.redF(), base.redF())),
                                                    static_cast<float>(mixed(tone.greenF(), base.greenF())),
                                                    static_cast<float>(mixed(tone.blueF(), base.blueF()))));
    m_text->parentWidget()->setPalette(own);
    m_icon->setPixmap(pages::tintedIcon(iconNameOf(message.level), tone, devicePixelRatioF()));
    m_text->setText(message.text);
    m_action->setText(message.action.text);
    m_action->setVisible(!message.action.text.isEmpty());
    m_more->setText(tr("%n more", nullptr, static_cast<int>(m_messages.size() - 1)));
    m_more->setVisible(m_messages.size() > 1);
}

void MessageBar::changeEvent(QEvent* event)
{
    QToolBar::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange) {
        showFirst();
    }
}

} // namespace rxwatt::window
