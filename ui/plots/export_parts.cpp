// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/export_parts.h"

#include "ui/style/palette.h"

#include <QMessageBox>
#include <QScrollArea>
#include <QScrollBar>

namespace rxwatt::plots
{

ProblemLabel::ProblemLabel(QWidget* parent) : QLabel(parent)
{
    setObjectName(QStringLiteral("problem"));
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setVisible(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void ProblemLabel::say(const QString& problem)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, style::toneColor(style::Tone::failure, palette()));
    setPalette(colors);
    setText(problem);
    setVisible(!problem.isEmpty());
}

QScrollArea* scrolled(QWidget* content)
{
    auto* area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumWidth(content->sizeHint().width() + area->verticalScrollBar()->sizeHint().width());
    return area;
}

void askToReplace(QWidget* parent, const QString& text, std::function<void()> replace)
{
    auto* question = new QMessageBox(QMessageBox::Warning, parent->windowTitle(), text, QMessageBox::Cancel, parent);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(QObject::tr("Replacing cannot be undone."));
    question->addButton(QObject::tr("&Replace"), QMessageBox::AcceptRole);
    question->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(question, &QMessageBox::buttonClicked, parent,
                     [question, replace = std::move(replace)](QAbstractButton* button) {
                         if (question->buttonRole(button) == QMessageBox::AcceptRole) {
                             replace();
                         }
                     });
    question->open();
}

} // namespace rxwatt::plots
