// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/child_program.h"
#include "app/cli/command_line.h"
#include "app/cli/commands.h"

#include <memory>

namespace rxwatt::cli
{

namespace
{

struct InferOptions {
    std::string weights;
    std::string input;
    std::string out;
    bool json = false;
};

Result<int> infer(const InferOptions& options)
{
    RXWATT_ASSIGN(const std::filesystem::path worker, requireWorker());
    std::vector<std::string> command = {worker.string(), "infer",       "--weights", options.weights,
                                        "--input",       options.input, "--out",     options.out};
    if (options.json) {
        command.emplace_back("--json");
    }
    return runProgram(command);
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
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt infer --weights project/runs/ID/weights.safetensors --input slots.safetensors --out "
                   "logits.safetensors"})
        .action([options] { return infer(*options); });
}

} // namespace rxwatt::cli
