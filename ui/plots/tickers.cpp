// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/tickers.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rxwatt::plots
{

namespace
{

constexpr double decadesForDecadeTicks = 1.7;
constexpr double decadesForLogTicks = 0.8;
constexpr double largestPlain = 1e7;
constexpr double smallestPlainStep = 1e-5;
/// Between these, ticks of less than two decades read better as 0.05 than as a power.
constexpr double smallestPlainLog = 1e-3;
constexpr double largestPlainLog = 1e4;

QString superscript(int exponent)
{
    static const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString text = exponent < 0 ? QStringLiteral("⁻") : QString();
    for (const QChar digit : QString::number(std::abs(exponent))) {
        text += digits[digit.digitValue()];
    }
    return text;
}

int decimalsOf(double step)
{
    int decimals = 0;
    double scaled = std::abs(step);
    while (decimals < 8 && std::abs(scaled - std::round(scaled)) > 1e-6 * std::max(scaled, 1.0)) {
        scaled *= 10;
        ++decimals;
    }
    return decimals;
}

QString prefixText(double value, const QLocale& locale)
{
    struct Prefix {
        double factor;
        const char* symbol;
    };

    static constexpr std::array<Prefix, 9> prefixes = {{{1e12, "T"},
                                                        {1e9, "G"},
                                                        {1e6, "M"},
                                                        {1e3, "k"},
                                                        {1, ""},
                                                        {1e-3, "m"},
                                                        {1e-6, "µ"},
                                                        {1e-9, "n"},
                                                        {1e-12, "p"}}};
    const double size = std::abs(value);
    const auto* const found =
        std::find_if(prefixes.begin(), prefixes.end(), [size](const Prefix& p) { return size >= p.factor * 0.9999; });
    const Prefix& prefix = size == 0 ? prefixes[4] : found == prefixes.end() ? prefixes.back() : *found;
    return locale.toString(value / prefix.factor, 'g', 4) + QString::fromUtf8(prefix.symbol);
}

void decadeTicks(int first, int last, int step, QVector<double>& ticks, QVector<double>& subTicks)
{
    for (int decade = first - 1; decade <= last + 1; ++decade) {
        const double power = std::pow(10.0, decade);
        const bool labelled = decade % step == 0;
        (labelled ? ticks : subTicks) << power;
        for (int i = 2; step == 1 && i < 10; ++i) {
            subTicks << i * power;
        }
    }
}

void oneTwoFiveTicks(int first, int last, QVector<double>& ticks, QVector<double>& subTicks)
{
    for (int decade = first - 1; decade <= last + 1; ++decade) {
        const double power = std::pow(10.0, decade);
        for (int i = 1; i < 10; ++i) {
            (i == 1 || i == 2 || i == 5 ? ticks : subTicks) << i * power;
        }
    }
}

} // namespace

QString powerText(double value, int decimals, const QLocale& locale)
{
    if (value == 0 || !std::isfinite(value)) {
        return locale.toString(value);
    }
    int exponent = static_cast<int>(std::floor(std::log10(std::abs(value)) + 1e-9));
    double mantissa = value / std::pow(10.0, exponent);
    const double scale = std::pow(10.0, decimals);
    if (std::abs(std::round(mantissa * scale) / scale) >= 10) {
        mantissa /= 10;
        ++exponent;
    }
    const QString power = QStringLiteral("10") + superscript(exponent);
    if (std::abs(mantissa - 1) < 1e-6) {
        return power;
    }
    return locale.toString(mantissa, 'f', decimals) + QStringLiteral("×") + power;
}

QString tickText(double value, double step, TickFormat format, const QLocale& locale)
{
    const double tick = std::abs(value) < std::abs(step) * 1e-9 ? 0 : value;
    const bool large = std::abs(tick) >= largestPlain || (step != 0 && std::abs(step) < smallestPlainStep);
    if (format == TickFormat::prefixes) {
        return prefixText(tick, locale);
    }
    if (format == TickFormat::scientific || (format == TickFormat::automatic && large && tick != 0)) {
        const double power = tick == 0 ? 1 : std::pow(10.0, std::floor(std::log10(std::abs(tick)) + 1e-9));
        return powerText(tick, decimalsOf(step / power), locale);
    }
    // A real minus, as in legends and tables.
    return locale.toString(tick, 'f', decimalsOf(step)).replace(QLatin1Char('-'), QChar(0x2212));
}

QVector<QString> LinearTicker::createLabelVector(const QVector<double>& ticks, const QLocale& locale, QChar, int)
{
    QVector<QString> labels;
    const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : ticks.isEmpty() ? 0 : ticks[0];
    for (const double tick : ticks) {
        labels << tickText(tick, step, m_format, locale);
    }
    return labels;
}

double LinearTicker::getTickStep(const QCPRange& range)
{
    // A third more ticks than have room in any case do no harm.
    constexpr double crowding = 0.75;
    // Fewer than two would not tell what the scale is.
    constexpr double fewest = 2;
    const double least = std::min(range.size() / mTickCount * crowding, range.size() / fewest / 2.5);
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (step * power >= least) {
            return step * power;
        }
    }
    return 10 * power;
}

void LinearTicker::countTicks()
{
    const bool horizontal = m_axis.orientation() == Qt::Horizontal;
    const QFontMetrics metrics(m_axis.tickLabelFont());
    const int length = horizontal ? m_axis.axisRect()->width() : m_axis.axisRect()->height();
    const int room = horizontal ? metrics.horizontalAdvance(QStringLiteral("−00000")) + 24 : metrics.height() * 2 + 8;
    setTickCount(std::clamp(length / room, 2, 10));
}

void LinearTicker::generate(const QCPRange& range, const QLocale& locale, QChar formatChar, int precision,
                            QVector<double>& ticks, QVector<double>* subTicks, QVector<QString>* tickLabels)
{
    countTicks();
    QCPAxisTicker::generate(range, locale, formatChar, precision, ticks, subTicks, tickLabels);
}

void LogTicker::generate(const QCPRange& range, const QLocale& locale, QChar formatChar, int precision,
                         QVector<double>& ticks, QVector<double>* subTicks, QVector<QString>* tickLabels)
{
    const double decades = range.lower > 0 ? std::log10(range.upper / range.lower) : 0;
    if (decades < decadesForLogTicks) {
        LinearTicker::generate(range, locale, formatChar, precision, ticks, subTicks, tickLabels);
        return;
    }
    countTicks();
    const int first = static_cast<int>(std::floor(std::log10(range.lower)));
    const int last = static_cast<int>(std::ceil(std::log10(range.upper)));
    ticks.clear();
    QVector<double> minor;
    if (decades < decadesForDecadeTicks) {
        oneTwoFiveTicks(first, last, ticks, minor);
    } else {
        decadeTicks(first, last, std::max(1, static_cast<int>(std::ceil(decades / mTickCount))), ticks, minor);
    }
    trimTicks(range, ticks, false);
    if (subTicks != nullptr) {
        *subTicks = minor;
        trimTicks(range, *subTicks, false);
    }
    if (tickLabels != nullptr) {
        tickLabels->clear();
        for (const double tick : ticks) {
            const bool few = decades < decadesForDecadeTicks && tick >= smallestPlainLog && tick <= largestPlainLog;
            const bool plain = m_format == TickFormat::fixed || m_format == TickFormat::prefixes ||
                               (m_format == TickFormat::automatic && few);
            *tickLabels << (plain ? tickText(tick, tick, m_format, locale) : powerText(tick, 0, locale));
        }
    }
}

} // namespace rxwatt::plots
