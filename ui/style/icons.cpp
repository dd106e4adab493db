// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/icons.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

/// In a static library nothing else keeps the linker from leaving the icons out; a macro that must stand outside of
/// every namespace.
static void keepIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace rxwatt::style
{

namespace
{

class LineIconEngine : public QIconEngine
{
public:
    explicit LineIconEngine(QByteArray svg) : m_svg(std::move(svg)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::WindowText;
        QByteArray tinted = m_svg;
        tinted.replace("currentColor", QGuiApplication::palette().color(group, role).name().toLatin1());
        QSvgRenderer renderer(tinted);
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new LineIconEngine(m_svg); }

private:
    QByteArray m_svg;
};

} // namespace

QIcon icon(const QString& name)
{
    keepIcons();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    const bool found = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(found, "style::icon", qPrintable(name));
    return found ? QIcon(new LineIconEngine(file.readAll())) : QIcon();
}

} // namespace rxwatt::style
