// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/power_feed.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <utility>

namespace rxwatt::bridge
{

namespace
{

using std::chrono::milliseconds;

constexpr milliseconds often{200};
/// While something is measured that a busy window would disturb.
constexpr milliseconds seldom{1000};

/// Traces only grow: as many samples are the same samples.
bool isSame(const PowerView& a, const PowerView& b)
{
    return a.window == b.window && std::equal(a.runs.begin(), a.runs.end(), b.runs.begin(), b.runs.end(),
                                              [](const RunPower& one, const RunPower& other) {
                                                  return one.id == other.id && one.label == other.label &&
                                                         one.samples == other.samples && one.problem == other.problem &&
                                                         one.stretches.size() == other.stretches.size() &&
                                                         one.baseW == other.baseW;
                                              });
}

} // namespace

/// What is kept of each run's trace from time to time.
struct PowerFeed::Traces {
    struct One {
        energy::Trace trace;
        std::optional<double> baseW;
    };

    std::map<std::string, One> byFolder;

    RunPower read(const Run& run, const PowerWindow& window)
    {
        const std::string folder = run.powerFolder.string();
        auto known = byFolder.find(folder);
        RunPower power;
        const auto failed = [&](const Error& error) {
            power.problem = error.message;
            byFolder.erase(folder); // and from the beginning the next time
        };
        if (known == byFolder.end()) {
            auto opened = energy::Trace::open(run.powerFolder);
            if (!opened) {
                failed(opened.error());
                return power;
            }
            known = byFolder.emplace(folder, One{std::move(*opened), std::nullopt}).first;
        } else {
            const std::size_t recordings = known->second.trace.recordings().size();
            if (const Status fresh = known->second.trace.refresh(); !fresh) {
                failed(fresh.error());
                return power;
            }
            if (known->second.trace.recordings().size() != recordings) {
                known->second.baseW.reset(); // another attempt takes its own
            }
        }
        auto answer = readRunPower(known->second.trace, window, known->second.baseW);
        if (!answer) {
            failed(answer.error());
            return power;
        }
        return std::move(*answer);
    }
};

PowerFeed::PowerFeed(QObject* parent) : QObject(parent), m_traces(std::make_shared<Traces>())
{
    m_timer.setInterval(often);
    connect(&m_timer, &QTimer::timeout, this, &PowerFeed::ask);
}

PowerFeed::~PowerFeed() = default;

void PowerFeed::follow(std::vector<Run> runs)
{
    if (runs != m_runs) {
        m_runs = std::move(runs);
        ++m_choice;
        ask();
    }
}

void PowerFeed::setActive(bool active)
{
    m_active = active;
    if (active) {
        m_timer.start();
        ask();
    } else {
        m_timer.stop();
    }
}

void PowerFeed::setWindow(const PowerWindow& window)
{
    if (window != m_window) {
        m_window = window;
        ask();
    }
}

void PowerFeed::ask()
{
    if (!m_active) {
        return;
    }
    m_askAgain = m_isAsking;
    if (m_isAsking) {
        return;
    }
    m_isAsking = true;
    m_background.run([this, traces = m_traces, runs = m_runs, window = m_window, choice = m_choice] {
        PowerView view;
        view.window = window;
        for (const Run& run : runs) {
            RunPower power = traces->read(run, window);
            power.id = run.id.text;
            power.label = run.label;
            view.runs.push_back(std::move(power));
        }
        std::erase_if(traces->byFolder, [&](const auto& one) {
            return std::none_of(runs.begin(), runs.end(),
                                [&](const Run& run) { return run.powerFolder.string() == one.first; });
        });
        return [this, view = std::move(view), choice]() mutable { take(std::move(view), choice); };
    });
}

void PowerFeed::take(PowerView view, int choice)
{
    m_isAsking = false;
    const bool isDelicate =
        std::any_of(view.runs.begin(), view.runs.end(), [](const RunPower& run) { return run.isDelicate; });
    m_timer.setInterval(isDelicate ? seldom : often);
    const bool again = std::exchange(m_askAgain, false);
    if (again) {
        ask();
    }
    if (choice != m_choice || (m_told && isSame(*m_told, view))) {
        return;
    }
    m_told = std::move(view);
    Q_EMIT came(*m_told);
}

} // namespace rxwatt::bridge
