#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Speed, memory and start of rxwatt-worker beside PyTorch on this machine, by paired repeats.

compare.py [--worker build/release/bin/rxwatt-worker] [--pairs 5]: for each case and work, both programs run one after the other, each
pair in the other order, so that a machine that changes its mind does so to both. Prints the ratio (rxwatt / PyTorch; above 1 is
faster) as median, lowest and highest, then peak memory and time to the first training step. Exit 1 where a median is below 0.95, where
a full-size step takes more memory than PyTorch's, or where ours takes 3 s or more from its start to the end of the first step.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
PEER = ROOT / "resources" / "peers" / "torch_peer.py"
CASES = ["full", "narrow"]
WORK = ["training-step", "inference"]
LEAST_RATIO = 0.95
MOST_START_S = 3


def run(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def paired(options, case, work):
    """The reports of both programs, pair by pair: [(ours, theirs)]."""
    arguments = ["--case", case, "--work", work, "--threads", str(options.threads), "--repeats", "1",
                 "--seconds", str(options.seconds)]
    programs = [[options.worker, "bench", *arguments], [options.python, str(PEER), *arguments]]
    pairs = []
    for pair in range(options.pairs):
        reports = {}
        for index in ((0, 1) if pair % 2 == 0 else (1, 0)):
            reports[index] = run(programs[index])
        pairs.append((reports[0], reports[1]))
    return pairs


def summary(values):
    return {"median": statistics.median(values), "low": min(values), "high": max(values)}


def compare(options, case, work):
    pairs = paired(options, case, work)
    rate = [[report["results"][0]["repeats"][0] for report in pair] for pair in pairs]
    result = {"case": case, "name": work, "pairs": len(pairs),
              "ratio": summary([ours / theirs for ours, theirs in rate]),
              "slots_per_second": summary([ours for ours, _ in rate]),
              "peer_slots_per_second": summary([theirs for _, theirs in rate])}
    for key in ("peak_memory_bytes", "start_s"):
        for side, name in ((0, key), (1, f"peer_{key}")):
            values = [pair[side][key] for pair in pairs if pair[side][key] is not None]
            result[name] = summary(values) if values else None
    return result


def complaints(result):
    """What of a comparison is not as promised."""
    found = []
    if result["ratio"]["median"] < LEAST_RATIO:
        found.append(f"ratio below {LEAST_RATIO}")
    if result["name"] == "training-step" and result["case"] == "full":
        if result["peak_memory_bytes"]["median"] > result["peer_peak_memory_bytes"]["median"]:
            found.append("more memory than PyTorch")
    if result["start_s"] and result["start_s"]["median"] >= MOST_START_S:
        found.append(f"{MOST_START_S} s or more to the first step")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worker", default=str(ROOT / "build" / "release" / "bin" / "rxwatt-worker"))
    parser.add_argument("--python", default="/usr/bin/python3", help="one that has torch")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5, help="of one repeat, at least")
    options = parser.parse_args()

    failed = False
    for case in CASES:
        for work in WORK:
            result = compare(options, case, work)
            result["complaints"] = complaints(result)
            failed = failed or bool(result["complaints"])
            print(json.dumps(result), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
