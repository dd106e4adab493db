// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/journal.h"
#include "core/run/run_folder.h"

#include <functional>
#include <optional>
#include <span>

namespace rxwatt::schedule
{

/// Follows one run's events into the index.
class RunTail
{
public:
    using OnEvents = std::function<void(std::span<const run::RunEvent>)>;

    /// What reading came to.
    enum class Outcome {
        upToDate,
        moreToRead,
        /// The index does not know the run, or knows more than the file holds: put the run into it anew, then read on.
        indexIsWrong,
        /// The run's file cannot be read, see problem(); the index is well.
        cannotRead
    };

    RunTail(RunId id, run::RunFolder folder) : m_id(std::move(id)), m_folder(std::move(folder)) {}

    /// Reads a bounded amount. Whatever fails is read again by the next call. Errors are the index's.
    [[nodiscard]] Result<Outcome> read(run::RunJournal& journal, const OnEvents& onEvents);

    /// Lines that could not be read, so far.
    [[nodiscard]] int skippedLines() const { return m_skippedLines; }

    /// Why the run's file could not be read, when it was last looked at.
    [[nodiscard]] const std::optional<Error>& problem() const { return m_problem; }

    [[nodiscard]] const run::RunFolder& folder() const { return m_folder; }

private:
    RunId m_id;
    run::RunFolder m_folder;
    int m_skippedLines = 0;
    std::optional<Error> m_problem;
};

} // namespace rxwatt::schedule
