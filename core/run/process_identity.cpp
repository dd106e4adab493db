// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/run/state.h"

#include <array>
#include <sstream>
#include <unistd.h>

namespace rxwatt::run
{

namespace
{

constexpr std::size_t maxProcBytes = 65536;

/// Reads a file of /proc whole; empty where there is none. Those files say that they are 0 bytes long.
std::string readProc(const std::string& path)
{
    return base::readFile(path, maxProcBytes).value_or(std::string());
}

struct ProcessStat {
    char state = 'X';
    std::uint64_t startTime = 0;
};

/// From proc(5): "pid (name) state …", field 22 the start time. The name may hold blanks and parentheses, so that only
/// the last ")" ends it.
std::optional<ProcessStat> parseStat(const std::string& text)
{
    const std::size_t nameEnd = text.rfind(')');
    if (nameEnd == std::string::npos) {
        return std::nullopt;
    }
    std::istringstream fields(text.substr(nameEnd + 1));
    ProcessStat stat;
    fields >> stat.state;
    std::string passedOver;
    for (int field = 4; field < 22; ++field) {
        fields >> passedOver;
    }
    fields >> stat.startTime;
    return fields ? std::optional(stat) : std::nullopt;
}

std::string bootId()
{
    std::string id = readProc("/proc/sys/kernel/random/boot_id");
    id.erase(id.find_last_not_of(" \n") + 1);
    return id;
}

std::string hostName()
{
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

} // namespace

std::optional<ProcessIdentity> identityOf(int pid)
{
    if (pid < 1) {
        return std::nullopt;
    }
    const std::optional<ProcessStat> stat = parseStat(readProc("/proc/" + std::to_string(pid) + "/stat"));
    if (!stat || stat->state == 'Z' || stat->state == 'X' || stat->state == 'x') {
        return std::nullopt;
    }
    return ProcessIdentity{pid, stat->startTime, bootId(), hostName()};
}

ProcessIdentity thisProcess()
{
    return identityOf(::getpid()).value_or(ProcessIdentity{::getpid(), 0, bootId(), hostName()});
}

bool isAlive(const ProcessIdentity& process)
{
    const std::optional<ProcessIdentity> found = identityOf(process.pid);
    // The boot id tells machines apart; a host may be given another name while it runs.
    return found && found->startTime == process.startTime && found->bootId == process.bootId;
}

} // namespace rxwatt::run
