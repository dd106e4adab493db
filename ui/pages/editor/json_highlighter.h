// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

class QWidget;

namespace rxwatt::pages::editor
{

/// Keys, texts and numbers of JSON in colours of the widget's palette.
class JsonHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    JsonHighlighter(QTextDocument* document, QWidget* widget);

    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    void highlightBlock(const QString& text) override;

private:
    QWidget* m_widget;
};

} // namespace rxwatt::pages::editor
