// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rxwatt::cli
{

class CommandLine;

// Each declares one command, or a family of them, in the file of its name.
void addInitCommand(CommandLine& line);
void addAddCommand(CommandLine& line);
void addRunCommand(CommandLine& line);
void addListCommand(CommandLine& line);
void addShowCommand(CommandLine& line);
void addLogCommand(CommandLine& line);
void addQueueCommands(CommandLine& line);
void addExportCommand(CommandLine& line);
void addCheckCommand(CommandLine& line);
void addSimulateCommand(CommandLine& line);
void addDatasetCommand(CommandLine& line);
void addInferCommand(CommandLine& line);
void addProfileCommand(CommandLine& line);
void addProcessorsCommand(CommandLine& line);
void addPowerCommand(CommandLine& line);
void addImportTraceCommand(CommandLine& line);
void addLifecycleCommand(CommandLine& line);
void addBenchCommand(CommandLine& line);
void addDoctorCommand(CommandLine& line);
void addCompletionCommand(CommandLine& line);

} // namespace rxwatt::cli
