// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QByteArray>

namespace rxwatt::pages::start
{

/// What a template is, in words.
struct TemplateWords {
    QString title;
    QString sentence;
    /// What it takes: runs, size, time.
    QString cost;
};

/// A template to choose: its picture, a sentence, and what it takes. A button: keys and screen readers know it.
class TemplateCard : public QAbstractButton
{
    Q_OBJECT

public:
    TemplateCard(const QString& name, const TemplateWords& words, QWidget* parent);

    [[nodiscard]] const QString& name() const { return m_name; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintFrame(QPainter& painter) const;
    void paintPicture(QPainter& painter, const QRect& place) const;
    [[nodiscard]] int textHeight(const QString& text, int width, const QFont& font) const;
    [[nodiscard]] QFont titleFont() const;

    QString m_name;
    TemplateWords m_words;
    QByteArray m_picture;
};

} // namespace rxwatt::pages::start
