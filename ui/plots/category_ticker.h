// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/qcustomplot_header.h"

#include <QStringList>

namespace rxwatt::plots
{

/// Texts at 0, 1, 2 …; elided and turned so that they do not run into each other, and where even that is not enough
/// only some of them.
class CategoryTicker : public QCPAxisTicker
{
public:
    CategoryTicker(QStringList texts, QCPAxis& axis) : m_texts(std::move(texts)), m_axis(axis) {}

    void generate(const QCPRange& range, const QLocale& locale, QChar formatChar, int precision, QVector<double>& ticks,
                  QVector<double>* subTicks, QVector<QString>* tickLabels) override;

private:
    QStringList m_texts;
    QCPAxis& m_axis;
};

} // namespace rxwatt::plots
