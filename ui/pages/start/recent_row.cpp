// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/start/recent_row.h"

#include "ui/models/plain_tip.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <QFileInfo>
#include <QKeyEvent>
#include <QPainter>
#include <QToolButton>

namespace rxwatt::pages::start
{

namespace
{

constexpr int removeWidth = 3 * style::grid;

/// Names come from anywhere: one line, no longer than can be looked at.
QString oneLine(const QString& text)
{
    constexpr qsizetype longest = 400;
    return text.left(longest).simplified();
}

} // namespace

RecentRow::RecentRow(const QString& folder, QWidget* parent) : QAbstractButton(parent), m_remove(new QToolButton(this))
{
    m_glance.folder = folder;
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(models::plainTip(folder.left(4000)));
    setAccessibleName(oneLine(QFileInfo(folder).fileName()));
    m_remove->setIcon(style::icon(QStringLiteral("x")));
    m_remove->setIconSize(QSize(style::iconSize - 2, style::iconSize - 2));
    m_remove->setAutoRaise(true);
    m_remove->setFocusPolicy(Qt::NoFocus);
    m_remove->setToolTip(tr("Remove from the list (Del); the project stays"));
    m_remove->setAccessibleName(tr("Remove from the list"));
    connect(m_remove, &QToolButton::clicked, this, &RecentRow::removeWanted);
}

void RecentRow::display(const ProjectGlance& glance)
{
    m_glance = glance;
    m_isKnown = true;
    setAccessibleDescription(glanceText(glance));
    update();
}

QSize RecentRow::sizeHint() const
{
    return {40 * style::grid, 2 * fontMetrics().lineSpacing() + 2 * style::grid};
}

void RecentRow::resizeEvent(QResizeEvent* event)
{
    QAbstractButton::resizeEvent(event);
    m_remove->setGeometry(width() - removeWidth - style::halfGrid, (height() - removeWidth) / 2, removeWidth,
                          removeWidth);
}

void RecentRow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete) {
        Q_EMIT removeWanted();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
    } else if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up) {
        focusNextPrevChild(event->key() == Qt::Key_Down);
    } else {
        QAbstractButton::keyPressEvent(event);
    }
}

void RecentRow::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void RecentRow::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void RecentRow::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isMissing = m_isKnown && !m_glance.isThere;
    if (underMouse() || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(palette().color(QPalette::Highlight)) : QPen(Qt::NoPen));
        painter.setBrush(palette().color(QPalette::AlternateBase));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
    const QRect inner = rect().adjusted(style::grid, style::grid, -removeWidth - style::grid, -style::grid);
    const QIcon icon = style::icon(isMissing ? QStringLiteral("unlink") : QStringLiteral("folder"));
    icon.paint(&painter, QRect(inner.left(), inner.top(), style::iconSize, style::iconSize), Qt::AlignCenter,
               isMissing ? QIcon::Disabled : QIcon::Normal);
    const QRect text = inner.adjusted(3 * style::grid, 0, 0, 0);
    const int line = fontMetrics().lineSpacing();
    const QRect first(text.left(), text.top(), text.width(), line);
    const QRect second = first.translated(0, line);
    const auto write = [&](const QRect& place, const QString& words, const QColor& color, Qt::Alignment side,
                           Qt::TextElideMode elide) {
        painter.setPen(color);
        painter.drawText(place, static_cast<int>(side | Qt::AlignVCenter),
                         painter.fontMetrics().elidedText(words, elide, place.width()));
    };
    const QColor quiet = style::secondaryText(palette());
    const QString day = isMissing || !m_isKnown ? QString() : dayText(m_glance.changed, QDateTime::currentDateTime());
    const QString state = m_isKnown ? glanceText(m_glance) : QString();
    const int dayWidth = fontMetrics().horizontalAdvance(day) + 2;
    const int stateWidth = std::min(fontMetrics().horizontalAdvance(state) + 2, text.width() / 2);
    write(first.adjusted(first.width() - dayWidth, 0, 0, 0), day, quiet, Qt::AlignRight, Qt::ElideLeft);
    const QColor stateColor = isMissing ? style::toneColor(style::Tone::warning, palette()) : quiet;
    write(second.adjusted(second.width() - stateWidth, 0, 0, 0), state, stateColor, Qt::AlignRight, Qt::ElideRight);
    write(second.adjusted(0, 0, -stateWidth - style::grid, 0), oneLine(m_glance.folder), quiet, Qt::AlignLeft,
          Qt::ElideMiddle);
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    write(first.adjusted(0, 0, -dayWidth - style::grid, 0), oneLine(QFileInfo(m_glance.folder).fileName()),
          isMissing ? quiet : palette().color(QPalette::Text), Qt::AlignLeft, Qt::ElideRight);
}

} // namespace rxwatt::pages::start
