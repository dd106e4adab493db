// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/commands.h"
#include "app/worker/run_command.h"
#include "core/base/log.h"
#include "core/run/version.h"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <exception>
#include <malloc.h>
#include <memory>
#include <string>
#include <unistd.h>

namespace
{

using namespace rxwatt;

void addInfer(CLI::App& app, int& exitCode)
{
    auto* command = app.add_subcommand("infer", "Bit logits of a trained receiver for the slots of a dataset.");
    auto options = std::make_shared<worker::InferOptions>();
    command->add_option("--weights", options->weights, "Weight file with its model in the header")->required();
    command->add_option("--input", options->input, "Dataset")->required();
    command->add_option("--out", options->out, "The logits")->required();
    command->add_option("--device", options->device, "auto, cpu, cuda or cuda:N");
    command->add_option("--threads", options->threads, "Threads; 0 takes every core");
    command->add_flag("--json", options->json, "Prints one JSON document");
    command->callback([options, &exitCode] { exitCode = worker::inferCommand(*options); });
}

void addBench(CLI::App& app, int& exitCode)
{
    auto* command = app.add_subcommand("bench", "Speed of training steps and inference on this machine, as JSON.");
    auto options = std::make_shared<worker::BenchOptions>();
    command->add_option("--case", options->cases, "Cases (full, narrow); all where left out");
    command->add_option("--work", options->work, "training-step, inference; both where left out");
    command->add_option("--threads", options->threads, "Threads; 0 takes every core");
    command->add_option("--repeats", options->repeats, "Repeats of each");
    command->add_option("--seconds", options->seconds, "Least seconds of a repeat");
    command->add_option("--device", options->device, "auto, cpu, cuda or cuda:N");
    command->add_option("--batch", options->batch, "Slots a batch of all work; each case's own where left out");
    command->add_option("--precision", options->precision, "fp32, or on a GPU bf16: how it keeps activations");
    command->add_flag("--energy", options->energy, "Joules a slot, too, where a sensor can be read");
    command->add_flag("--json", options->json, "For scripts: the output is JSON with and without it");
    command->callback([options, &exitCode] { exitCode = worker::benchCommand(*options); });
}

/// Threads of libgomp that wait for each other spin for milliseconds by default; on a machine with other work that
/// takes the processor from those they wait for: beside two compilers on two cores, training went at a third to a tenth
/// of the speed that it has with this short spin; alone, the same. libgomp reads its environment before main, so the
/// program starts itself again; whoever starts it with the variable set saves that.
void keepWaitsShort(int argc, char** argv)
{
    const bool works = argc > 1 && argv[1][0] != '-';
    if (!works || std::getenv("GOMP_SPINCOUNT") != nullptr || std::getenv("OMP_WAIT_POLICY") != nullptr) {
        return;
    }
    // Where it cannot be started again, it is only slower.
    if (::setenv("GOMP_SPINCOUNT", "2000", 1) == 0) {
        ::execv("/proc/self/exe", argv);
    }
}

/// A training step takes and frees tensors of tens of megabytes by the hundred. glibc maps each of them afresh by
/// default, which the kernel fills with zeros: keeping the memory makes the full-size step about a sixth faster.
void keepMemory()
{
#ifdef __GLIBC__
    constexpr int largestKept = 1 << 30;
    constexpr int mostIdle = 256 << 20;
    ::mallopt(M_MMAP_THRESHOLD, largestKept);
    ::mallopt(M_TRIM_THRESHOLD, mostIdle);
#endif
}

int runProgram(int argc, char** argv)
{
    CLI::App app("Does for rxwatt what needs LibTorch: works a run, infers, measures.", "rxwatt-worker");
    app.set_version_flag("--version", std::string(run::version()));
    app.require_subcommand(1);
    int exitCode = 0;
    std::string folder;
    auto* run = app.add_subcommand("run", "Works one run; rxwatt run starts it.");
    run->add_option("folder", folder, "Absolute path of the run's folder")->required();
    run->callback([&] { exitCode = worker::runCommand(folder); });
    bool json = false;
    auto* doctor = app.add_subcommand("doctor", "LibTorch, devices, threads and BLAS, and what is wrong with them.");
    doctor->add_flag("--json", json, "Prints one JSON document, on one line");
    doctor->callback([&] { exitCode = worker::doctorCommand(json); });
    addInfer(app, exitCode);
    addBench(app, exitCode);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return exitCode;
}

} // namespace

int main(int argc, char** argv)
{
    keepWaitsShort(argc, argv);
    keepMemory();
    try {
        return runProgram(argc, argv);
    } catch (const std::exception& error) {
        rxwatt::base::logError("rxwatt-worker failed: {}", error.what());
        return 1;
    }
}
