// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/qcustomplot_header.h"

#include <QString>

namespace rxwatt::plots
{

enum class TickFormat { automatic, fixed, scientific, prefixes };

/// "2×10⁻³"; "10⁻³" where the mantissa is 1.
[[nodiscard]] QString powerText(double value, int decimals, const QLocale& locale);
/// A tick's value with as many decimals as the step between ticks needs.
[[nodiscard]] QString tickText(double value, double step, TickFormat format, const QLocale& locale);

/// Ticks at 1, 2 or 5 times a power of ten.
class LinearTicker : public QCPAxisTicker
{
public:
    /// As many ticks as have room on the axis.
    LinearTicker(TickFormat format, const QCPAxis& axis) : m_format(format), m_axis(axis) {}

    void generate(const QCPRange& range, const QLocale& locale, QChar formatChar, int precision, QVector<double>& ticks,
                  QVector<double>* subTicks, QVector<QString>* tickLabels) override;

protected:
    void countTicks();

    /// Not 2.5 times a power of ten, as its base has it: decibels and steps are whole numbers.
    double getTickStep(const QCPRange& range) override;
    QVector<QString> createLabelVector(const QVector<double>& ticks, const QLocale& locale, QChar formatChar,
                                       int precision) override;

private:
    TickFormat m_format;
    const QCPAxis& m_axis;
};

/// Ticks at decades, with 2 to 9 between them as minor ticks; where the range is less than two decades at 1, 2 and 5,
/// and where even those are too few as on a linear axis.
class LogTicker : public LinearTicker
{
public:
    LogTicker(TickFormat format, const QCPAxis& axis) : LinearTicker(format, axis), m_format(format) {}

    void generate(const QCPRange& range, const QLocale& locale, QChar formatChar, int precision, QVector<double>& ticks,
                  QVector<double>* subTicks, QVector<QString>* tickLabels) override;

private:
    TickFormat m_format;
};

} // namespace rxwatt::plots
