// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/json_highlighter.h"

#include "ui/style/palette.h"

#include <QEvent>
#include <QRegularExpression>
#include <QWidget>

namespace rxwatt::pages::editor
{

namespace
{

constexpr int keySeries = 0;
constexpr int textSeries = 2;
constexpr int numberSeries = 1;
constexpr qsizetype longestLine = 5000;

} // namespace

JsonHighlighter::JsonHighlighter(QTextDocument* document, QWidget* widget)
    : QSyntaxHighlighter(document), m_widget(widget)
{
    widget->installEventFilter(this);
}

bool JsonHighlighter::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        rehighlight();
    }
    return QSyntaxHighlighter::eventFilter(watched, event);
}

void JsonHighlighter::highlightBlock(const QString& text)
{
    static const QRegularExpression tokens(QStringLiteral(
        R"re((?<text>"(?:[^"\\]|\\.)*"?)(?<colon>\s*:)?|(?<number>-?\d[\d.eE+-]*|\btrue\b|\bfalse\b|\bnull\b))re"));
    if (text.size() > longestLine) {
        return;
    }
    auto matches = tokens.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        int series = numberSeries;
        qsizetype length = match.capturedLength();
        if (match.hasCaptured(QStringLiteral("text"))) {
            series = match.capturedLength(QStringLiteral("colon")) > 0 ? keySeries : textSeries;
            length = match.capturedLength(QStringLiteral("text"));
        }
        setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(length),
                  style::seriesColor(series, m_widget->palette()));
    }
}

} // namespace rxwatt::pages::editor
