#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same networks in PyTorch, channels-last, eager and (inference) TorchScript frozen: what rxwatt's are measured against.

Prints one JSON object: {"peer", "version", "threads", "start_s", "peak_memory_bytes", "results": [{"name", "case", "batch_slots",
"engine": "eager", "frozen" or "compiled", "repeats": [slots a second of each repeat], "joules_per_slot": […], with --energy}]}. A training step is forward, masked binary cross-entropy, backward, clipping,
AdamW (the fused one on a GPU); the batch stays the same. start_s is from the start of the process to the end of its first training step. Wants Debian's python3-torch.
"""

import argparse
import json
import os
import sys
import time

sys.dont_write_bytecode = True

import torch  # noqa: E402

from deeprx import PUBLISHED_CHANNELS, PUBLISHED_DILATIONS, DeepRx, masked_loss  # noqa: E402

SYMBOLS, INPUT_CHANNELS, OUTPUT_BITS = 14, 10, 8
CASES = {
    "full": {"width": 1, "multiplier": 2, "subcarriers": 312, "batch": 4},
    "narrow": {"width": 4, "multiplier": 1, "subcarriers": 72, "batch": 16},
}
INFERENCE_BATCHES = [16, 1]


def seconds_since_start():
    with open("/proc/self/stat") as stat:
        ticks = int(stat.read().rsplit(")", 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def peak_memory_bytes():
    """Of this program alone; getrusage() would count what forked it too."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


class Peer:
    """One case with its network, batch and optimiser."""

    def __init__(self, case, batch, options):
        self.batch = batch
        self.device = torch.device(options.device)
        self.bf16 = options.precision == "bf16"
        channels = [width // case["width"] for width in PUBLISHED_CHANNELS]
        self.network = DeepRx(channels, PUBLISHED_DILATIONS, case["multiplier"], input_channels=INPUT_CHANNELS,
                              output_bits=OUTPUT_BITS).to(self.device, memory_format=torch.channels_last)
        generator = torch.Generator().manual_seed(1)
        grid = [SYMBOLS, case["subcarriers"]]
        self.features = torch.randn([self.batch, INPUT_CHANNELS, *grid], generator=generator)
        self.bits = torch.randint(0, 2, [self.batch, OUTPUT_BITS, *grid], generator=generator).float()
        self.mask = torch.ones_like(self.bits)
        self.mask[:, :, 2] = 0
        self.features, self.bits, self.mask = (
            tensor.to(self.device).contiguous(memory_format=torch.channels_last)
            for tensor in (self.features, self.bits, self.mask))
        fused = {"fused": True} if self.device.type == "cuda" else {}
        self.optimizer = torch.optim.AdamW(self.network.parameters(), lr=1e-3, weight_decay=1e-4, **fused)

    def narrowed(self):
        """bf16 where it is asked for: on a GPU by autocast."""
        return torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.bf16)

    def finish(self):
        if self.device.type == "cuda":
            torch.cuda.synchronize()

    def compile(self, mode):
        self.network.train()
        self.network = torch.compile(self.network, mode=mode)

    def train(self):
        self.network.train()
        self.optimizer.zero_grad(set_to_none=True)
        with self.narrowed():
            logits = self.network(self.features)
        loss = masked_loss(logits.float(), self.bits, self.mask)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        return loss.item()

    def infer(self):
        self.network.eval()
        with torch.inference_mode(), self.narrowed():
            self.network(self.features)
        self.finish()

    def frozen(self):
        """An inference by TorchScript, as optimised as PyTorch makes it."""
        self.network.eval()
        with torch.no_grad():
            script = torch.jit.trace(self.network, self.features, check_trace=False)
            script = torch.jit.optimize_for_inference(torch.jit.freeze(script))
            for _ in range(3):  # its profiling passes
                script(self.features)

        def infer():
            with torch.no_grad():
                script(self.features)
            self.finish()

        return infer


def energy_counter(device):
    """Joules that the GPU has taken so far, by NVML."""
    import pynvml  # of nvidia-ml-py
    pynvml.nvmlInit()
    handle = pynvml.nvmlDeviceGetHandleByIndex(torch.device(device).index or 0)
    return lambda: pynvml.nvmlDeviceGetTotalEnergyConsumption(handle) / 1e3


def measure(step, batch, options):
    for _ in range(3):
        step()
    counter = energy_counter(options.device) if options.energy else None
    figures = {"repeats": []}
    for _ in range(options.repeats):
        steps, joules, begin = 0, counter() if counter else 0, time.monotonic()
        while steps == 0 or time.monotonic() - begin < options.seconds:
            step()
            steps += 1
        figures["repeats"].append(batch * steps / (time.monotonic() - begin))
        if counter:
            figures.setdefault("joules_per_slot", []).append((counter() - joules) / (batch * steps))
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", choices=CASES, action="append", help="full, narrow; both where none is given")
    parser.add_argument("--work", choices=["training-step", "inference"], action="append")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2, help="of one repeat, at least")
    parser.add_argument("--device", default="cpu", help="cpu, cuda or cuda:N")
    parser.add_argument("--batch", type=int, default=0, help="slots a batch of all work; each case's own where left out")
    parser.add_argument("--precision", choices=["fp32", "bf16"], default="fp32", help="of a GPU; fp32 uses its tf32")
    parser.add_argument("--engine", choices=["eager", "frozen", "compiled"], action="append",
                        help="eager and frozen where none is given; compiled is torch.compile (2.x) with CUDA graphs")
    parser.add_argument("--energy", action="store_true", help="joules a slot of a GPU, by NVML (nvidia-ml-py)")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if options.device != "cpu":
        torch.set_float32_matmul_precision("high")

    start, results = None, []

    def add(work, case, engine, batch, step):
        results.append({"name": work, "case": case, "batch_slots": batch, "engine": engine,
                        **measure(step, batch, options)})

    work = options.work or ["training-step", "inference"]
    engines = options.engine or ["eager", "frozen"]
    for name in options.case or CASES:
        if "training-step" in work:
            for engine in engines:
                if engine == "frozen":
                    continue  # it is for inference alone
                peer = Peer(CASES[name], options.batch or CASES[name]["batch"], options)
                if engine == "compiled":
                    peer.compile("reduce-overhead")
                if start is None:
                    peer.train()
                    start = seconds_since_start()
                add("training-step", name, engine, peer.batch, peer.train)
        for batch in ([options.batch] if options.batch else INFERENCE_BATCHES) if "inference" in work else []:
            for engine in engines:
                peer = Peer(CASES[name], batch, options)
                if engine == "compiled":
                    peer.compile("reduce-overhead")
                add("inference", name, engine, batch, peer.frozen() if engine == "frozen" else peer.infer)
    print(json.dumps({"peer": "PyTorch, channels-last", "version": torch.__version__,
                      "threads": torch.get_num_threads(), "start_s": start, "peak_memory_bytes": peak_memory_bytes(),
                      "results": results}))


if __name__ == "__main__":
    main()
