#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes data/loss.safetensors and data/lamb.safetensors for training_test.

/usr/bin/python3 make_vectors.py, with Debian's python3-torch. The loss is PyTorch's own on the bits that count; LAMB is
written out here from algorithm 2 of You et al. 2020 (arXiv 1904.00962), in float64. Seed 20211.
"""

import json
import pathlib
import struct

import torch

SEED = 20211
STEPS = 6
BETA1, BETA2, EPSILON, WEIGHT_DECAY, LARGEST_RATIO = 0.9, 0.999, 1e-6, 1e-2, 10.0


def write_safetensors(path, tensors):
    header = {"__metadata__": {"generator": "tests/core/training/make_vectors.py", "seed": str(SEED),
                               "torch": torch.__version__}}
    data = b""
    for name, tensor in tensors.items():
        raw = tensor.detach().float().contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def make_loss(generator):
    """Logits of all sizes: sure and right, sure and wrong, 0."""
    shape = [3, 4, 5, 7]
    logits = torch.randn(shape, generator=generator) * 6
    logits.view(-1)[:6] = torch.tensor([0.0, 90.0, -90.0, 1e-6, 30.0, -30.0])
    bits = torch.randint(0, 2, shape, generator=generator).float()
    mask = torch.rand(shape, generator=generator) < 0.6
    mask.view(-1)[:6] = True
    logits.requires_grad_(True)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits[mask], bits[mask])
    loss.backward()
    return {"logits": logits, "bits": bits, "mask": mask, "loss": loss.reshape(1), "gradient": logits.grad}


def make_lamb(generator):
    """Three parameters: an ordinary one; one that is 0, whose ratio is 1; one so large that its ratio is held to 10."""
    parameters = [torch.randn([4, 3], generator=generator).double(), torch.zeros(5).double(),
                  50 * torch.randn([2, 2, 2], generator=generator).double()]
    vectors = {f"initial.{i}": p.clone() for i, p in enumerate(parameters)}
    first = [torch.zeros_like(p) for p in parameters]
    second = [torch.zeros_like(p) for p in parameters]
    for step in range(1, STEPS + 1):
        rate = 0.01 * step
        for i, p in enumerate(parameters):
            gradient = torch.randn(p.shape, generator=generator).double()
            vectors[f"gradient.{step}.{i}"] = gradient
            first[i] = BETA1 * first[i] + (1 - BETA1) * gradient
            second[i] = BETA2 * second[i] + (1 - BETA2) * gradient**2
            update = (first[i] / (1 - BETA1**step)) / ((second[i] / (1 - BETA2**step)).sqrt() + EPSILON)
            update = update + WEIGHT_DECAY * p
            norms = p.norm(), update.norm()
            ratio = min(float(norms[0] / norms[1]), LARGEST_RATIO) if min(norms) > 0 else 1.0
            parameters[i] = p - rate * ratio * update
    return vectors | {f"final.{i}": p for i, p in enumerate(parameters)}


def main():
    folder = pathlib.Path(__file__).parent / "data"
    folder.mkdir(exist_ok=True)
    generator = torch.Generator().manual_seed(SEED)
    write_safetensors(folder / "loss.safetensors", make_loss(generator))
    write_safetensors(folder / "lamb.safetensors", make_lamb(generator))


if __name__ == "__main__":
    main()
