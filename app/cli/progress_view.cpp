// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress_view.h"

#include "app/cli/console.h"
#include "app/cli/progress_meter.h"
#include "app/cli/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::cli
{

ProgressView::~ProgressView()
{
    erase();
}

ProgressView::Entry& ProgressView::entryOf(const RunId& id)
{
    const auto [position, isNew] = m_entries.try_emplace(id);
    if (isNew) {
        const auto meta = m_project.runFolder(id).readMeta();
        position->second.progress.name = meta ? meta->name : id.text;
        position->second.lineAt = m_clock.now();
    }
    return position->second;
}

void ProgressView::runChanged(const RunId& id, const run::StateRecord& record)
{
    const bool known = m_entries.contains(id);
    Entry& entry = entryOf(id);
    // What is told first of a run may be its end: now, or long ago where somebody gave an old run a new name.
    const bool isOld = run::isFinished(record.state) && record.finishedAt < m_begunAt;
    const bool changed = known ? entry.progress.state != record.state : !isOld;
    entry.progress.state = record.state;
    entry.progress.reason = record.reason;
    if (!changed) {
        return;
    }
    if (run::isFinished(record.state)) {
        m_ended.push_back(id);
    }
    const std::string reason = record.reason ? ": " + printable(*record.reason) : "";
    say(fmt::format("{}: {}{}", printable(entry.progress.name), run::nameOf(record.state), reason));
}

void ProgressView::runRemoved(const RunId& id)
{
    m_entries.erase(id);
    redraw();
}

void ProgressView::eventsArrived(const RunId& id, std::span<const run::RunEvent> events)
{
    Entry& entry = entryOf(id);
    for (const run::RunEvent& event : events) {
        const bool anotherPhase = entry.progress.take(event);
        if (const auto* message = std::get_if<run::MessageEvent>(&event.payload)) {
            say(fmt::format("{}: {}: {}", printable(entry.progress.name), printable(message->level),
                            printable(message->text)));
        }
        if (anotherPhase && !m_terminal) {
            sayProgress(entry);
        }
    }
    if (m_terminal && m_clock.now() - m_drawnAt >= redrawEvery) {
        redraw();
    }
    if (!m_terminal && m_clock.now() - entry.lineAt >= lineEvery) {
        sayProgress(entry);
    }
}

void ProgressView::queueChanged(const run::QueueRecord& record)
{
    if (record.paused) {
        say("the queue is paused" + (record.reason ? ": " + printable(*record.reason) : std::string()));
    }
}

void ProgressView::warned(std::string_view text)
{
    say(printable(text));
}

void ProgressView::sayProgress(Entry& entry)
{
    entry.lineAt = m_clock.now();
    const std::string far = progressText(entry.progress);
    say(fmt::format("{}: {}{}{}", printable(entry.progress.name), run::nameOf(entry.progress.phase),
                    far.empty() ? "" : " ", far));
}

void ProgressView::say(std::string_view text)
{
    erase();
    printNote(text);
    redraw();
}

void ProgressView::redraw()
{
    if (!m_terminal) {
        return;
    }
    std::string text;
    int lines = 0;
    for (const auto& [id, entry] : m_entries) {
        if (run::isActive(entry.progress.state)) {
            for (const std::string& line : progressLines(entry.progress, terminalWidth())) {
                text += line + "\x1b[K\n";
                ++lines;
            }
        }
    }
    // In one write, so that nothing flickers.
    printRaw(eraseText() + text);
    m_drawnLines = lines;
    m_drawnAt = m_clock.now();
}

std::string ProgressView::eraseText() const
{
    // Up to the first of our lines, then everything below it away.
    return m_drawnLines > 0 ? fmt::format("\x1b[{}A\r\x1b[J", m_drawnLines) : std::string();
}

void ProgressView::erase()
{
    if (m_drawnLines > 0) {
        printRaw(eraseText());
        m_drawnLines = 0;
    }
}

} // namespace rxwatt::cli
