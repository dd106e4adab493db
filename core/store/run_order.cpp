// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_order.h"

#include <algorithm>
#include <bit>
#include <compare>

namespace rxwatt::store
{

namespace
{

constexpr std::size_t wordBytes = sizeof(std::uint64_t);

/// A text's first bytes as numbers that compare as the text does.
template <std::size_t words>
std::array<std::uint64_t, words> firstBytes(std::string_view text)
{
    std::array<std::uint64_t, words> bytes{};
    for (std::size_t i = 0; i < std::min(text.size(), words * wordBytes); ++i) {
        const std::size_t shift = 8 * (wordBytes - 1 - i % wordBytes);
        bytes[i / wordBytes] |= std::uint64_t{static_cast<unsigned char>(text[i])} << shift;
    }
    return bytes;
}

/// The bits of a double compare like integers once negative ones are turned round.
std::uint64_t orderedBits(double number)
{
    const auto bits = std::bit_cast<std::uint64_t>(number + 0.0); // −0 is 0
    constexpr std::uint64_t sign = std::uint64_t{1} << 63;
    return (bits & sign) != 0 ? ~bits : bits | sign;
}

} // namespace

void RunOrder::add(std::string_view id, const SortValue& value)
{
    Place place;
    place.id = firstBytes<2>(id);
    place.number = static_cast<std::uint32_t>(m_places.size());
    place.hasValue = !std::holds_alternative<std::monostate>(value);
    if (const auto* number = std::get_if<double>(&value)) {
        place.value[0] = orderedBits(*number);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
        place.value = firstBytes<3>(*text);
        if (text->size() > place.value.size() * wordBytes) {
            place.textBegin = static_cast<std::uint32_t>(m_texts.size());
            place.textSize = static_cast<std::uint32_t>(text->size());
            m_texts += *text;
        }
    }
    m_places.push_back(place);
}

bool RunOrder::comesBefore(const Place& a, const Place& b, bool descending) const
{
    if (a.hasValue != b.hasValue) {
        return a.hasValue;
    }
    auto order = a.value <=> b.value;
    // One without a long text is all in its first bytes, and so the shorter.
    if (order == 0 && (a.textSize > 0 || b.textSize > 0)) {
        order = longText(a) <=> longText(b);
    }
    if (order != 0) {
        return (order < 0) != descending;
    }
    return a.id != b.id ? a.id < b.id : a.number < b.number;
}

std::vector<std::uint32_t> RunOrder::take(bool descending, std::int64_t limit, std::int64_t offset)
{
    const auto count = static_cast<std::int64_t>(m_places.size());
    const std::int64_t begin = std::clamp<std::int64_t>(offset, 0, count);
    const std::int64_t end = limit < 0 ? count : begin + std::min(limit, count - begin);
    const auto before = [&](const Place& a, const Place& b) { return comesBefore(a, b, descending); };
    if (end < count) {
        std::nth_element(m_places.begin(), m_places.begin() + end, m_places.end(), before);
    }
    std::sort(m_places.begin(), m_places.begin() + end, before);
    std::vector<std::uint32_t> numbers;
    numbers.reserve(static_cast<std::size_t>(end - begin));
    for (auto place = m_places.begin() + begin; place != m_places.begin() + end; ++place) {
        numbers.push_back(place->number);
    }
    return numbers;
}

} // namespace rxwatt::store
