// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include "core/base/files.h"

#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

namespace rxwatt::cli
{

Status writeOutput(std::string_view text)
{
    return base::writeAll(STDOUT_FILENO, text, "standard output");
}

Status writeJson(const Json& document)
{
    return writeOutput(base::toText(document, 2) + "\n");
}

void printNote(std::string_view text)
{
    printRaw(std::string(text) + "\n");
}

void printRaw(std::string_view text)
{
    // Where standard error is gone there is nobody left to tell.
    (void)base::writeAll(STDERR_FILENO, text, "standard error");
}

void printError(std::string_view text)
{
    printNote("rxwatt: " + std::string(text));
}

int exitCodeOf(const Status& status)
{
    if (status) {
        return 0;
    }
    printError(status.error().message);
    return base::exitCode(status.error());
}

bool onTerminal()
{
    const char* kind = std::getenv("TERM");
    return ::isatty(STDERR_FILENO) == 1 && kind != nullptr && std::string_view(kind) != "dumb";
}

int terminalWidth()
{
    winsize size{};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return size.ws_col;
    }
    return 80;
}

} // namespace rxwatt::cli
