// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/value_text.h"

#include "core/run/sinr_list.h"

#include <array>
#include <charconv>
#include <cmath>
#include <QCoreApplication>
#include <QLocale>

namespace rxwatt::pages::editor
{

namespace
{

struct Prefix {
    double factor;
    const char* text;
};

/// The largest prefix below which the value is at least 1.
Prefix prefixOf(double value)
{
    static constexpr std::array<Prefix, 11> prefixes = {{{1e18, "E"},
                                                         {1e15, "P"},
                                                         {1e12, "T"},
                                                         {1e9, "G"},
                                                         {1e6, "M"},
                                                         {1e3, "k"},
                                                         {1, ""},
                                                         {1e-3, "m"},
                                                         {1e-6, "µ"},
                                                         {1e-9, "n"},
                                                         {1e-12, "p"}}};
    for (const Prefix& prefix : prefixes) {
        if (std::abs(value) >= prefix.factor * (1 - 1e-12)) {
            return prefix;
        }
    }
    return {1, ""};
}

QString shortNumber(double value)
{
    return QLocale().toString(value, 'g', 4);
}

QString withUnit(double value, const QString& unit)
{
    const Prefix prefix = value == 0 ? Prefix{1, ""} : prefixOf(value);
    return shortNumber(value / prefix.factor) + QChar(0xA0) + QString::fromUtf8(prefix.text) + unit;
}

/// "0:4:24" where the points are evenly spaced, at least four of them.
QString stepsText(const std::vector<double>& points)
{
    constexpr std::size_t fewest = 4;
    if (points.size() < fewest) {
        return {};
    }
    const double step = points[1] - points[0];
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (points[i] != points[0] + static_cast<double>(i) * step) {
            return {};
        }
    }
    return numberText(points.front()) + u':' + numberText(step) + u':' + numberText(points.back());
}

Json textAsJson(const QString& text)
{
    return text.toStdString();
}

void writePretty(const Json& value, int depth, std::string& out);

void writeObject(const Json& value, int depth, std::string& out)
{
    out += "{";
    bool first = true;
    for (const auto& [key, member] : value.items()) {
        out += first ? "\n" : ",\n";
        first = false;
        out.append(static_cast<std::size_t>(2 * (depth + 1)), ' ');
        out += base::toText(Json(key)) + ": ";
        writePretty(member, depth + 1, out);
    }
    out += "\n";
    out.append(static_cast<std::size_t>(2 * depth), ' ');
    out += "}";
}

void writePretty(const Json& value, int depth, std::string& out)
{
    if (value.is_object() && !value.empty()) {
        writeObject(value, depth, out);
    } else if (value.is_array()) {
        out += "[";
        for (std::size_t i = 0; i < value.size(); ++i) {
            out += i == 0 ? "" : ", ";
            writePretty(value[i], depth, out);
        }
        out += "]";
    } else if (value.is_number_float()) {
        out += numberText(value.get<double>()).toStdString();
    } else {
        out += base::toText(value);
    }
}

} // namespace

QString numberText(double value)
{
    if (!std::isfinite(value)) {
        return QStringLiteral("null");
    }
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    QString text = QString::fromLatin1(buffer.data(), end.ptr - buffer.data());
    const qsizetype exponent = text.indexOf(u'e');
    if (exponent >= 0) {
        text = text.left(exponent) + u'e' + QString::number(text.mid(exponent + 1).toInt());
    }
    return text;
}

QString valueText(const Json& value)
{
    if (value.is_null()) {
        return {};
    }
    if (value.is_string()) {
        return QString::fromStdString(value.get<std::string>());
    }
    return value.is_number_float() ? numberText(value.get<double>()) : QString::fromStdString(prettyJson(value));
}

Json numberFromText(const QString& text)
{
    const std::string typed = text.trimmed().toStdString();
    if (typed.empty()) {
        return {};
    }
    const char* const end = typed.data() + typed.size();
    std::uint64_t whole = 0;
    if (const auto read = std::from_chars(typed.data(), end, whole); read.ec == std::errc() && read.ptr == end) {
        return whole;
    }
    std::int64_t negative = 0;
    if (const auto read = std::from_chars(typed.data(), end, negative); read.ec == std::errc() && read.ptr == end) {
        return negative;
    }
    double number = 0;
    const auto read = std::from_chars(typed.data(), end, number);
    const bool isNumber = read.ec == std::errc() && read.ptr == end && std::isfinite(number);
    return isNumber ? Json(number) : textAsJson(text);
}

QString sinrText(const Json& value)
{
    if (value.is_object() && value.size() == 3 && value.contains("first") && value.contains("step") &&
        value.contains("last")) {
        return valueText(value["first"]) + u':' + valueText(value["step"]) + u':' + valueText(value["last"]);
    }
    if (!value.is_array()) {
        return valueText(value);
    }
    std::vector<double> points;
    if (run::readSinrList(value, "", points)) {
        if (const QString steps = stepsText(points); !steps.isEmpty()) {
            return steps;
        }
    }
    QStringList texts;
    for (const Json& item : value) {
        texts << valueText(item);
    }
    return texts.join(QStringLiteral(", "));
}

Json sinrFromText(const QString& text)
{
    QString typed = text;
    typed.remove(u' ');
    if (typed.isEmpty()) {
        return {};
    }
    const bool steps = typed.contains(u':');
    const QStringList parts = typed.split(steps ? u':' : u',');
    Json numbers = Json::array();
    for (const QString& part : parts) {
        numbers.push_back(numberFromText(part));
        if (!numbers.back().is_number()) {
            return textAsJson(text);
        }
    }
    if (!steps) {
        return numbers;
    }
    if (numbers.size() != 3) {
        return textAsJson(text);
    }
    Json range = Json::object();
    range["first"] = numbers[0];
    range["step"] = numbers[1];
    range["last"] = numbers[2];
    return range;
}

QString sinrPreview(const Json& value)
{
    std::vector<double> points;
    if (!run::readSinrList(value, "", points) || points.empty()) {
        return {};
    }
    constexpr std::size_t shown = 3;
    QStringList texts;
    for (std::size_t i = 0; i < std::min(points.size(), shown); ++i) {
        texts << shortNumber(points[i]);
    }
    QString list = texts.join(QStringLiteral(", "));
    if (points.size() > shown) {
        list += (points.size() > shown + 1 ? QStringLiteral(" … ") : QStringLiteral(", ")) + shortNumber(points.back());
    }
    const int count = static_cast<int>(points.size());
    return count == 1 ? QCoreApplication::translate("Editor", "1 point: %1 dB").arg(list)
                      : QCoreApplication::translate("Editor", "%n points: %1 dB", nullptr, count).arg(list);
}

QString quantityText(const Json& value, const std::string& unit)
{
    if (unit != "Hz" && unit != "s") {
        return {};
    }
    const QString name = QString::fromStdString(unit);
    if (value.is_number()) {
        const double number = value.get<double>();
        const bool plain = number == 0 || (std::abs(number) >= 1 && std::abs(number) < 1000);
        return plain ? QString() : withUnit(number, name);
    }
    if (value.is_array() && value.size() == 2 && value[0].is_number() && value[1].is_number()) {
        const QString low = quantityText(value[0], unit);
        const QString high = quantityText(value[1], unit);
        const auto text = [&](const QString& said, const Json& number) {
            return said.isEmpty() ? withUnit(number.get<double>(), name) : said;
        };
        return low.isEmpty() && high.isEmpty() ? QString()
                                               : text(low, value[0]) + QStringLiteral(" – ") + text(high, value[1]);
    }
    return {};
}

std::string prettyJson(const Json& value)
{
    std::string text;
    writePretty(value, 0, text);
    return text;
}

QString countText(double value)
{
    constexpr double longest = 1e4;
    if (std::abs(value) < longest) {
        return QLocale().toString(value, 'g', value == std::trunc(value) ? 5 : 3);
    }
    const Prefix prefix = prefixOf(value);
    return QLocale().toString(value / prefix.factor, 'g', 3) + QChar(0xA0) + QString::fromUtf8(prefix.text);
}

} // namespace rxwatt::pages::editor
