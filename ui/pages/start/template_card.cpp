// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/start/template_card.h"

#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <array>
#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

/// See style::icon().
static void keepPictures()
{
    Q_INIT_RESOURCE(templates);
}

namespace rxwatt::pages::start
{

namespace
{

constexpr int pictureHeight = 12 * style::grid;
constexpr int padding = 3 * style::halfGrid;
constexpr int preferredWidth = 30 * style::grid;
constexpr int smallestWidth = 20 * style::grid;

/// The pictures are drawn in the colours of the light theme; here they get those of the palette.
QByteArray inColorsOf(const QPalette& palette, QByteArray svg)
{
    const QPalette light = style::paletteOf(style::Theme::light);
    const auto replace = [&](const QColor& from, const QColor& to) {
        svg.replace(from.name().toLatin1(), to.name().toLatin1());
    };
    std::array<std::pair<QColor, QColor>, style::seriesColorCount> series;
    for (int i = 0; i < style::seriesColorCount; ++i) {
        series.at(static_cast<std::size_t>(i)) = {style::seriesColor(i, light), style::seriesColor(i, palette)};
    }
    for (const auto& [from, to] : series) {
        replace(from, to);
    }
    replace(style::secondaryText(light), style::secondaryText(palette));
    replace(light.color(QPalette::Mid), palette.color(QPalette::Mid));
    return svg;
}

constexpr int wrapped = Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop;

} // namespace

TemplateCard::TemplateCard(const QString& name, const TemplateWords& words, QWidget* parent)
    : QAbstractButton(parent), m_name(name), m_words(words)
{
    keepPictures();
    QFile file(QStringLiteral(":/templates/%1.svg").arg(name));
    if (file.open(QIODevice::ReadOnly)) {
        m_picture = file.readAll();
    }
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(words.title);
    setAccessibleDescription(words.sentence + u' ' + words.cost);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QSize TemplateCard::sizeHint() const
{
    return {preferredWidth, heightForWidth(preferredWidth)};
}

QSize TemplateCard::minimumSizeHint() const
{
    return {smallestWidth, pictureHeight};
}

bool TemplateCard::hasHeightForWidth() const
{
    return true;
}

int TemplateCard::heightForWidth(int width) const
{
    const int inner = width - 2 * padding;
    return 2 * padding + pictureHeight + style::grid + textHeight(m_words.title, inner, titleFont()) + style::halfGrid +
           textHeight(m_words.sentence, inner, font()) + style::halfGrid + textHeight(m_words.cost, inner, font());
}

int TemplateCard::textHeight(const QString& text, int width, const QFont& font) const
{
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, QWIDGETSIZE_MAX), wrapped, text).height();
}

QFont TemplateCard::titleFont() const
{
    QFont bold = font();
    bold.setBold(true);
    return bold;
}

void TemplateCard::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void TemplateCard::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void TemplateCard::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintFrame(painter);
    const QRect inner = rect().adjusted(padding, padding, -padding, -padding);
    paintPicture(painter, QRect(inner.topLeft(), QSize(inner.width(), pictureHeight)));
    int top = inner.top() + pictureHeight + style::grid;
    const auto write = [&](const QString& text, const QFont& font, const QColor& color) {
        const int height = textHeight(text, inner.width(), font);
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(QRect(inner.left(), top, inner.width(), height), wrapped, text);
        top += height + style::halfGrid;
    };
    write(m_words.title, titleFont(), palette().color(QPalette::Text));
    write(m_words.sentence, font(), palette().color(QPalette::Text));
    write(m_words.cost, font(), style::secondaryText(palette()));
}

void TemplateCard::paintFrame(QPainter& painter) const
{
    const bool isMarked = isChecked() || hasFocus();
    QColor border = isMarked ? palette().color(QPalette::Highlight) : palette().color(QPalette::Mid);
    if (!isMarked && underMouse()) {
        border = style::secondaryText(palette());
    }
    const qreal line = isChecked() ? 2 : 1;
    painter.setPen(QPen(border, line));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2), 6, 6);
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(4.5, 4.5, -4.5, -4.5), 3, 3);
    }
}

void TemplateCard::paintPicture(QPainter& painter, const QRect& place) const
{
    QSvgRenderer renderer(inColorsOf(palette(), m_picture));
    if (!renderer.isValid()) {
        return;
    }
    const QSize size = renderer.defaultSize().scaled(place.size(), Qt::KeepAspectRatio);
    QRect box(QPoint(0, 0), size);
    box.moveCenter(place.center());
    renderer.render(&painter, box);
}

} // namespace rxwatt::pages::start
