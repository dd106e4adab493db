// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"

#include <csignal>
#include <exception>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace
{

using namespace rxwatt::cli;

/// Were one of the three standard descriptors closed, the next file to be opened, the database say, would get its
/// number, and messages would be written into it. Open for reading only, so that output that nobody gets is an error.
void occupyStandardDescriptors()
{
    int descriptor = 0;
    while (descriptor >= 0 && descriptor <= STDERR_FILENO) {
        descriptor = ::open("/dev/null", O_RDONLY);
    }
    ::close(descriptor);
}

int runProgram(int argc, char** argv)
{
    CommandLine line;
    addInitCommand(line);
    addAddCommand(line);
    addRunCommand(line);
    addListCommand(line);
    addShowCommand(line);
    addLogCommand(line);
    addQueueCommands(line);
    addExportCommand(line);
    addCheckCommand(line);
    addSimulateCommand(line);
    addDatasetCommand(line);
    addInferCommand(line);
    addProfileCommand(line);
    addProcessorsCommand(line);
    addPowerCommand(line);
    addImportTraceCommand(line);
    addLifecycleCommand(line);
    addBenchCommand(line);
    addDoctorCommand(line);
    addCompletionCommand(line);
    return line.run(argc, argv);
}

} // namespace

int main(int argc, char** argv)
{
    occupyStandardDescriptors();
    // Too large a file and a reader that went away are errors of the write, not reasons to die.
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return runProgram(argc, argv);
    } catch (const std::exception& problem) {
        printError(std::string("failed: ") + problem.what());
        return 1;
    }
}
