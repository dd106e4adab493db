// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/filter_conditions.h"

#include "core/store/filter_fields.h"

#include <fmt/format.h>

namespace rxwatt::store
{

namespace
{

/// Names are at most 200 characters; SQLite refuses patterns of more than 50,000 bytes.
constexpr std::size_t longestPart = 1000;

const char* sqlOf(FilterOperator comparison)
{
    switch (comparison) {
    case FilterOperator::less:
        return "<";
    case FilterOperator::lessOrEqual:
        return "<=";
    case FilterOperator::greater:
        return ">";
    case FilterOperator::greaterOrEqual:
        return ">=";
    default:
        return "=";
    }
}

/// Collects the condition of one value.
class Builder
{
public:
    explicit Builder(const FilterTerm& term) : m_term(term) {}

    void add(const FilterValue& value)
    {
        switch (m_term.field) {
        case FilterField::words:
            words(value.text);
            return;
        case FilterField::tag:
            m_sql += "instr(tags, ?) > 0";
            m_values.emplace_back("\n" + value.text + "\n");
            return;
        case FilterField::is:
            is(value.text);
            return;
        case FilterField::notes:
            text("(SELECT meta ->> 'notes' FROM RunDetails AS d WHERE d.run = Runs.run)", value.text);
            return;
        case FilterField::setting:
            setting(value);
            return;
        default:
            column(infoOf(m_term.field), value);
        }
    }

    void either() { m_sql += m_sql.empty() ? "" : " OR "; }

    FilterCondition take()
    {
        if (m_term.field == FilterField::setting) {
            // The values that meet it are few; whether a run has one of them is quickly said.
            m_sql = "has_setting((SELECT settings FROM RunSettings AS s WHERE s.run = Runs.run), "
                    "(SELECT setting_set(setting) FROM SettingValues AS p WHERE path = ? AND "
                    "EXISTS (SELECT 1 FROM json_each(p.value) AS v WHERE " +
                    m_sql + ")))";
            m_values.insert(m_values.begin(), m_term.setting);
        }
        const bool isNot = m_term.isNegated != (m_term.comparison == FilterOperator::notEqual);
        return {fmt::format("({}) IS {}TRUE", m_sql, isNot ? "NOT " : ""), std::move(m_values)};
    }

private:
    void like(const std::string& expression, const std::string& part)
    {
        m_sql += expression + R"( LIKE ? ESCAPE '\')";
        m_values.emplace_back(likePattern(part));
    }

    void words(const std::string& text)
    {
        m_sql += "(";
        like("name", text);
        m_sql += " OR ";
        like("tags", text);
        m_sql += " OR substr(id, 1, length(?)) = ?)";
        m_values.emplace_back(text);
        m_values.emplace_back(text);
    }

    void is(const std::string& what)
    {
        const char* condition = "starred <> 0";
        if (what == "archived") {
            condition = "archived <> 0";
        } else if (what == "active") {
            condition = "state IN ('starting', 'running', 'stale', 'pausing')";
        } else if (what == "finished") {
            condition = "state IN ('succeeded', 'failed', 'cancelled', 'timed_out', 'pruned')";
        }
        m_sql += condition;
    }

    void text(const std::string& expression, const std::string& value)
    {
        if (m_term.comparison == FilterOperator::matches) {
            like(expression, value);
        } else {
            m_sql += expression + " = ?";
            m_values.emplace_back(value);
        }
    }

    void column(const FilterFieldInfo& info, const FilterValue& value)
    {
        switch (info.type) {
        case FilterValueType::text:
            text(info.column, value.text);
            return;
        case FilterValueType::word:
            m_sql += fmt::format("{} = ?", info.column);
            m_values.emplace_back(value.text);
            return;
        case FilterValueType::time: // as far as it is written: a day holds all its hours
            m_sql += fmt::format("substr({}, 1, length(?)) {} ?", info.column, sqlOf(m_term.comparison));
            m_values.emplace_back(value.text);
            m_values.emplace_back(value.text);
            return;
        default:
            m_sql += fmt::format("{} {} ?", info.column, sqlOf(m_term.comparison));
            m_values.emplace_back(value.number.value_or(0));
        }
    }

    /// Of an entry of json_each() over the setting: of a list, one is enough.
    void setting(const FilterValue& value)
    {
        if (value.number) {
            m_sql += fmt::format("(typeof(v.atom) <> 'text' AND v.atom {} ?", sqlOf(m_term.comparison));
            m_values.emplace_back(*value.number);
            m_sql += ")";
        } else {
            text("v.atom", value.text);
        }
    }

    const FilterTerm& m_term;
    std::string m_sql;
    std::vector<SqlValue> m_values;
};

} // namespace

std::string likePattern(const std::string& part)
{
    std::string pattern = "%";
    for (const char c : part) {
        if (c == '%' || c == '_' || c == '\\') {
            pattern += '\\';
        }
        pattern += c;
    }
    return part.size() > longestPart ? "" : pattern + "%";
}

FilterCondition conditionOf(const FilterTerm& term)
{
    Builder builder(term);
    for (const FilterValue& value : term.values) {
        builder.either();
        builder.add(value);
    }
    return builder.take();
}

} // namespace rxwatt::store
