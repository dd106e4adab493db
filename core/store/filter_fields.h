// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_filter.h"

#include <array>

namespace rxwatt::store
{

/// What values a field of the filter language takes.
enum class FilterValueType { text, word, time, number, count, duration };

struct FilterFieldInfo {
    std::string_view name;
    FilterField field;
    FilterValueType type;
    /// The column of Runs; empty where it is none.
    const char* column = "";
};

inline constexpr std::array filterFields = {
    FilterFieldInfo{"id", FilterField::id, FilterValueType::text, "id"},
    FilterFieldInfo{"name", FilterField::name, FilterValueType::text, "name"},
    FilterFieldInfo{"notes", FilterField::notes, FilterValueType::text},
    FilterFieldInfo{"reason", FilterField::reason, FilterValueType::text, "reason"},
    FilterFieldInfo{"kind", FilterField::kind, FilterValueType::word, "kind"},
    FilterFieldInfo{"state", FilterField::state, FilterValueType::word, "state"},
    FilterFieldInfo{"tag", FilterField::tag, FilterValueType::word},
    FilterFieldInfo{"is", FilterField::is, FilterValueType::word},
    FilterFieldInfo{"created", FilterField::created, FilterValueType::time, "created_at"},
    FilterFieldInfo{"started", FilterField::started, FilterValueType::time, "started_at"},
    FilterFieldInfo{"finished", FilterField::finished, FilterValueType::time, "finished_at"},
    FilterFieldInfo{"steps", FilterField::steps, FilterValueType::count, "steps_done"},
    FilterFieldInfo{"expected_steps", FilterField::expectedSteps, FilterValueType::count, "expected_steps"},
    FilterFieldInfo{"duration", FilterField::duration, FilterValueType::duration, "duration_s"},
    FilterFieldInfo{"gmber", FilterField::geometricMeanBer, FilterValueType::number, "geometric_mean_ber"},
    FilterFieldInfo{"parameters", FilterField::parameters, FilterValueType::count, "parameters"},
    FilterFieldInfo{"macs", FilterField::macs, FilterValueType::count, "macs_per_slot"},
    FilterFieldInfo{"attempt", FilterField::attempt, FilterValueType::count, "attempt"},
    FilterFieldInfo{"energy", FilterField::trainingEnergy, FilterValueType::count, "training_energy_j"},
    FilterFieldInfo{"stepj", FilterField::stepEnergy, FilterValueType::number, "step_energy_j"},
    FilterFieldInfo{"inferencej", FilterField::inferenceEnergy, FilterValueType::number, "inference_energy_j"},
    FilterFieldInfo{"quality", FilterField::energyQuality, FilterValueType::word, "energy_quality"}};

inline constexpr std::array<std::string_view, 4> isValues = {"starred", "archived", "active", "finished"};

/// The words that a field takes; empty where it takes others.
[[nodiscard]] std::vector<std::string> wordsOf(FilterField field);
/// Of a field by its name in lower case; null where there is none.
[[nodiscard]] const FilterFieldInfo* findFilterField(std::string_view name);
[[nodiscard]] const FilterFieldInfo& infoOf(FilterField field);
/// Whether specifications have a setting of that path.
[[nodiscard]] bool isSettingPath(std::string_view path);
[[nodiscard]] std::string lowerCase(std::string_view text);

/// Where the operator of a term begins; npos where it has none.
[[nodiscard]] std::size_t findOperator(std::string_view term);
[[nodiscard]] std::size_t operatorLength(std::string_view fromOperator);
/// The end of the term that begins there: the next blank outside of quotes.
[[nodiscard]] std::size_t endOfTerm(std::string_view text, std::size_t begin);

} // namespace rxwatt::store
