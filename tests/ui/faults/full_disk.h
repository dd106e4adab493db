// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/mount.h>
#include <sys/resource.h>

namespace rxwatt::test
{

/// While it lives, no file of this process grows beyond some bytes: what a full disk does, with EFBIG for ENOSPC.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes) : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit = {bytes, m_before.rlim_max};
        m_holds = ::setrlimit(RLIMIT_FSIZE, &limit) == 0;
    }

    ~FileSizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

    [[nodiscard]] bool holds() const { return m_holds; }

private:
    rlimit m_before = {};
    void (*m_handler)(int);
    bool m_holds = false;
};

/// A disk of its own of a few megabytes, where this process may mount one.
class SmallDisk
{
public:
    explicit SmallDisk(std::filesystem::path path) : m_path(std::move(path))
    {
        std::filesystem::create_directories(m_path);
        if (::mount("rxwatt-test", m_path.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, "size=8m") != 0) {
            m_problem = std::strerror(errno);
        }
    }

    ~SmallDisk()
    {
        if (m_problem.empty()) {
            ::umount2(m_path.c_str(), MNT_DETACH);
        }
    }

    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    /// Why there is none.
    [[nodiscard]] const std::string& problem() const { return m_problem; }

    /// Leaves not a byte.
    void fill() const
    {
        std::ofstream filler(fillerPath(), std::ios::binary);
        const std::string block(4096, 'x');
        while (filler.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
        }
    }

    void free() const { std::filesystem::remove(fillerPath()); }

private:
    [[nodiscard]] std::filesystem::path fillerPath() const { return m_path / "filler"; }

    std::filesystem::path m_path;
    std::string m_problem;
};

} // namespace rxwatt::test
