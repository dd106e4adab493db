// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/run/run_folder.h"
#include "core/training/power_meter.h"
#include "core/training/run_job.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <string>
#include <vector>

namespace rxwatt::test
{

/// Ids of runs.
inline constexpr const char* runA = "00000000000b";
inline constexpr const char* runB = "00000000000c";

/// A link and a network so small that a step takes milliseconds: one resource block of QPSK without fading.
inline run::RunSpec tinySpec()
{
    run::RunSpec spec;
    spec.name = "tiny";
    spec.link.resourceBlocks = 1;
    spec.link.rxAntennas = 1;
    spec.link.modulations = {phy::Modulation::qpsk};
    spec.link.channel.models = {phy::ChannelModel::awgn};
    spec.link.sinrDb = {0, 10};
    spec.model.input = model::Input::equalized;
    spec.model.channels = {8, 6};
    spec.model.dilations = {{1, 1}, {1, 2}};
    spec.model.depthMultiplier = 1;
    spec.training.steps = 12;
    spec.training.batchSlots = 4;
    spec.training.warmupSteps = 2;
    spec.training.checkpointEvery = 4;
    spec.validation = {5, {0, 6}, 4, 1001};
    spec.evaluation.sinrDb = {-4, 0, 4};
    spec.evaluation.targetBitErrors = 50;
    spec.evaluation.minSlots = 10;
    spec.evaluation.maxSlots = 40;
    spec.evaluation.baselines = {"ls-linear", "perfect-csi"};
    spec.device = "cpu";
    spec.threads = 1; // other tests run beside this one
    return spec;
}

/// Keeps events, and lets a test act on each.
class EventList final : public training::EventSink
{
public:
    [[nodiscard]] Status emit(std::int64_t step, run::EventPayload payload) override
    {
        events.push_back({events.size() + 1, 1, step, 0, std::move(payload)});
        if (watch) {
            watch(events.back());
        }
        return {};
    }

    [[nodiscard]] Status sync() override { return {}; }

    template <typename T>
    [[nodiscard]] std::vector<T> all() const
    {
        std::vector<T> found;
        for (const auto& event : events) {
            if (const auto* payload = std::get_if<T>(&event.payload)) {
                found.push_back(*payload);
            }
        }
        return found;
    }

    /// Values of a series, in order.
    [[nodiscard]] std::vector<double> series(const std::string& name) const
    {
        std::vector<double> values;
        for (const auto& event : all<run::SeriesEvent>()) {
            if (const auto found = event.values.find(name); found != event.values.end()) {
                values.push_back(found->second);
            }
        }
        return values;
    }

    std::vector<run::RunEvent> events;
    std::function<void(const run::RunEvent&)> watch;
};

/// Runs of one project in a temporary folder.
class TinyProject
{
public:
    /// A run's folder with its spec.json, made where it is not there.
    [[nodiscard]] run::RunFolder folder(const std::string& id, const run::RunSpec& spec) const
    {
        const run::RunFolder folder(m_folder.path() / "runs" / id);
        std::filesystem::create_directories(folder.path());
        EXPECT_TRUE(base::writeFileAtomically(folder.specFile(), base::toText(run::toJson(spec), 2)));
        return folder;
    }

    /// One attempt at a run; `stopAtStep` sets the stop when a training step of that number is told.
    Result<training::RunEnd> attempt(const std::string& id, const run::RunSpec& spec, EventList& events,
                                     std::int64_t stopAtStep = -1) const
    {
        return attempt(id, spec, events, [stopAtStep](const run::RunEvent& event) {
            return event.step == stopAtStep && std::holds_alternative<run::SeriesEvent>(event.payload);
        });
    }

    /// `stops` sets the stop at the events that it is true for.
    Result<training::RunEnd> attempt(const std::string& id, const run::RunSpec& spec, EventList& events,
                                     const std::function<bool(const run::RunEvent&)>& stops) const
    {
        std::atomic<bool> stop{false};
        std::atomic<std::int64_t> step{0};
        const auto watch = events.watch;
        events.watch = [&](const run::RunEvent& event) {
            if (stops(event)) {
                stop = true;
            }
            if (watch) {
                watch(event);
            }
        };
        training::RunJob job{spec, folder(id, spec), events, stop, step, meter};
        auto end = training::executeRun(job);
        events.watch = watch;
        return end;
    }

    [[nodiscard]] std::string weightsOf(const std::string& id) const
    {
        const run::RunFolder folder(m_folder.path() / "runs" / id);
        auto text = base::readFile(folder.weightsFile(), std::size_t{64} << 20);
        EXPECT_TRUE(text) << text.error().message;
        return text ? *text : std::string();
    }

    [[nodiscard]] std::filesystem::path path() const { return m_folder.path(); }

    /// The sensors of the attempts' machine.
    training::PowerMeter* meter = nullptr;

private:
    TemporaryFolder m_folder;
};

} // namespace rxwatt::test
