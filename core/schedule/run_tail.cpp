// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/run_tail.h"

namespace rxwatt::schedule
{

Result<RunTail::Outcome> RunTail::read(run::RunJournal& journal, const OnEvents& onEvents)
{
    constexpr int maxBatches = 4;
    for (int i = 0; i < maxBatches; ++i) {
        const Result<std::uint64_t> offset = journal.eventOffset(m_id);
        if (!offset) {
            return offset.error().kind == ErrorKind::notFound ? Result<Outcome>(Outcome::indexIsWrong)
                                                              : Result<Outcome>(tl::unexpected<Error>(offset.error()));
        }
        const Result<run::EventBatch> batch = run::readEvents(m_folder.eventsFile(), *offset);
        if (!batch) {
            m_problem = batch.error();
            return Outcome::cannotRead;
        }
        m_problem.reset();
        if (batch->fromBeginning) {
            return Outcome::indexIsWrong;
        }
        if (batch->nextOffset == *offset) {
            return Outcome::upToDate;
        }
        RXWATT_TRY(journal.putEvents(m_id, batch->events, batch->nextOffset));
        m_skippedLines += batch->skippedLines;
        if (!batch->events.empty()) {
            onEvents(batch->events);
        }
    }
    return Outcome::moreToRead;
}

} // namespace rxwatt::schedule
