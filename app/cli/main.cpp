// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"

int main(int argc, char** argv)
{
    using namespace rxwatt::cli;
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
    addBenchCommand(line);
    addDoctorCommand(line);
    addCompletionCommand(line);
    return line.run(argc, argv);
}
