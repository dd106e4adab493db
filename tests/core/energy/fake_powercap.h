// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/file_helpers.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace rxwatt::test
{

/// A sysfs tree with RAPL zones.
class FakePowercap
{
public:
    void add(const std::string& path, const std::string& name, std::uint64_t microjoules,
             const std::string& range = "262143328850") const
    {
        const std::filesystem::path folder = zone(path);
        std::filesystem::create_directories(folder);
        putContent(folder / "name", name + "\n");
        set(path, microjoules);
        if (!range.empty()) {
            putContent(folder / "max_energy_range_uj", range + "\n");
        }
    }

    /// In place, always as long: a reader sees the old number or the new one.
    void set(const std::string& path, std::uint64_t microjoules) const
    {
        const std::filesystem::path file = zone(path) / "energy_uj";
        const std::string text = fmt::format("{:020}\n", microjoules);
        if (!std::filesystem::exists(file)) {
            putContent(file, text);
            return;
        }
        std::fstream(file, std::ios::in | std::ios::out | std::ios::binary) << text;
    }

    [[nodiscard]] std::filesystem::path zone(const std::string& path) const
    {
        return m_folder / "class/powercap" / path;
    }

    [[nodiscard]] std::filesystem::path root() const { return m_folder.path(); }

    /// From now on zone i of those that are there takes `watts[i % size]`, each anew every 2 ms by up to half more or
    /// less, alike for all.
    void keepMoving(std::vector<double> watts)
    {
        std::vector<std::string> paths;
        for (const auto& entry : std::filesystem::directory_iterator(m_folder / "class/powercap")) {
            paths.push_back(entry.path().filename().string());
        }
        std::sort(paths.begin(), paths.end());
        m_thread = std::jthread([this, paths, watts = std::move(watts)](const std::stop_token& stop) {
            std::vector<double> microjoules(paths.size());
            for (std::uint64_t tick = 0; !stop.stop_requested(); ++tick) {
                const double load = 0.5 + static_cast<double>(tick * tick % 97) / 97;
                for (std::size_t i = 0; i < paths.size(); ++i) {
                    microjoules[i] += watts[i % watts.size()] * load * 2e3;
                    set(paths[i], static_cast<std::uint64_t>(microjoules[i]));
                }
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
            }
        });
    }

private:
    TemporaryFolder m_folder;
    /// The last member: it ends before the folder goes.
    std::jthread m_thread;
};

} // namespace rxwatt::test
