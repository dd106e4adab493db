// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/child_program.h"
#include "app/cli/command_line.h"
#include "app/cli/commands.h"

#include <fmt/format.h>

#include <memory>

namespace rxwatt::cli
{

namespace
{

struct InferOptions {
    std::string weights;
    std::string input;
    std::string out;
    std::string device = "auto";
    std::int64_t threads = 0;
    bool json = false;
};

/// The codes that the contract knows; a worker that ends with another has not told why.
constexpr int highestExitCode = 3;

Result<int> infer(const InferOptions& options)
{
    RXWATT_ASSIGN(const std::filesystem::path worker, requireWorker());
    std::vector<std::string> command = {worker.string(), "infer", "--weights", options.weights, "--input",
                                        options.input,   "--out", options.out, "--device",      options.device};
    if (options.threads > 0) {
        command.insert(command.end(), {"--threads", std::to_string(options.threads)});
    }
    if (options.json) {
        command.emplace_back("--json");
    }
    RXWATT_ASSIGN(const int code, runProgram(command));
    if (code < 0 || code > highestExitCode) {
        return fail(ErrorKind::failed, fmt::format("{} infer ended with exit code {}", worker.string(), code));
    }
    return code;
}

} // namespace

void addInferCommand(CommandLine& line)
{
    auto options = std::make_shared<InferOptions>();
    line.add("infer",
             "Bit logits of a trained receiver for the slots of a dataset (log P(b=1)/P(b=0): positive means 1).")
        .option("--weights", "FILE", options->weights, "A weight file (safetensors) with its model in the header")
        .required()
        .option("--input", "FILE", options->input, "A dataset, as rxwatt dataset writes it")
        .required()
        .option("--out", "FILE", options->out, "The logits (safetensors), [slot, symbol, subcarrier, bit] float32")
        .required()
        .option("--device", "DEVICE", options->device,
                "cpu, cuda or cuda:N. Default: auto, which takes CUDA where it is there")
        .number("--threads", options->threads, {1, 1024}, "Default: every core")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt infer --weights project/runs/ID/weights.safetensors --input slots.safetensors --out "
                   "logits.safetensors"})
        .action([options] { return infer(*options); });
}

} // namespace rxwatt::cli
