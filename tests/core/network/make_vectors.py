#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes data/*.safetensors: small DeepRx networks as PyTorch computes them, for network_test.

/usr/bin/python3 make_vectors.py, with Debian's python3-torch. Two networks: one projects from the pre-activated input
and has a 1x1 output, the other projects from the input and has a 3x3 output. Both have multiplier 2, a block without
projection, blocks that widen and narrow, and different dilations in time and frequency, so that swapped axes show.
"""

import json
import pathlib
import struct
import sys

import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "resources" / "peers"))

from deeprx import DeepRx, masked_loss  # noqa: E402

SEED = 20210
CHANNELS = [6, 8, 8, 5]
DILATIONS = [[1, 1], [2, 3], [1, 2], [3, 1]]
CASES = {"preactivated": ("preactivated", 1), "input": ("input", 3)}
GRADIENTS = ["input.weight", "block1.norm1.weight", "block2.depthwise1.weight", "block2.projection.weight",
             "block3.pointwise2.weight", "block4.norm2.bias", "block4.depthwise2.bias", "output_norm.weight",
             "output.weight", "output.bias"]
TYPES = {torch.float32: "F32", torch.int64: "I64"}


def write_safetensors(path, tensors, metadata):
    header, data = {"__metadata__": metadata}, b""
    # Aligned to their size: 8-byte elements first.
    for name, tensor in sorted(tensors.items(), key=lambda item: -item[1].element_size()):
        raw = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": TYPES[tensor.dtype], "shape": list(tensor.shape),
                        "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def randomise(network, generator):
    """Batch norms away from 1 and 0, so that their order and their running statistics count."""
    for name, tensor in network.state_dict().items():
        if name.endswith(("norm1.weight", "norm2.weight", "output_norm.weight", "running_var")):
            tensor.copy_(torch.rand(tensor.shape, generator=generator) + 0.5)
        elif name.endswith("num_batches_tracked"):
            tensor.fill_(3)
        else:
            tensor.copy_(torch.randn(tensor.shape, generator=generator) * 0.3)


def make_case(name, projection_input, output_kernel, folder):
    generator = torch.Generator().manual_seed(SEED)
    network = DeepRx(CHANNELS, DILATIONS, 2, projection_input, output_kernel, input_channels=10, output_bits=3)
    with torch.no_grad():
        randomise(network, generator)
    metadata = {"generator": "tests/core/network/make_vectors.py", "seed": str(SEED), "torch": torch.__version__}
    write_safetensors(folder / f"{name}_weights.safetensors", network.state_dict(), metadata)

    features = torch.randn([2, 10, 7, 13], generator=generator)
    bits = torch.randint(0, 2, [2, 3, 7, 13], generator=generator).float()
    mask = (torch.rand([2, 3, 7, 13], generator=generator) < 0.7).float()
    channels_last = features.to(memory_format=torch.channels_last)
    network.eval()
    with torch.no_grad():
        vectors = {"features": features, "bits": bits, "mask": mask, "logits_eval": network(channels_last)}
    network.train()
    logits = network(channels_last)
    loss = masked_loss(logits, bits, mask)
    loss.backward()
    vectors |= {"logits_train": logits, "loss": loss.reshape(1),
                "running_mean": network.block3.norm2.running_mean, "running_var": network.block3.norm2.running_var}
    parameters = dict(network.named_parameters())
    vectors |= {f"gradient.{key}": parameters[key].grad for key in GRADIENTS}
    write_safetensors(folder / f"{name}.safetensors", vectors, metadata)


def main():
    folder = pathlib.Path(__file__).parent / "data"
    folder.mkdir(exist_ok=True)
    torch.set_num_threads(1)
    for name, (projection_input, output_kernel) in CASES.items():
        make_case(name, projection_input, output_kernel, folder)


if __name__ == "__main__":
    main()
