# SPDX-License-Identifier: GPL-3.0-or-later
"""DeepRx in PyTorch, written after the paper and apart from core/network: what the C++ network is held against.

Names, orders and shapes are those of the weight files: load_state_dict() takes them as they are.
"""

import torch
from torch import nn

PUBLISHED_CHANNELS = [64, 64, 128, 128, 256, 256, 256, 128, 128, 64, 64]
PUBLISHED_DILATIONS = [[1, 1]] * 2 + [[2, 3]] * 3 + [[3, 6]] + [[2, 3]] * 3 + [[1, 1]] * 2


class Block(nn.Module):
    """Batch norm, ReLU, depthwise separable convolution, twice, plus the shortcut."""

    def __init__(self, inputs, outputs, multiplier, dilation, projection_input):
        super().__init__()

        def depthwise(channels):
            return nn.Conv2d(channels, channels * multiplier, 3, padding=tuple(dilation), dilation=tuple(dilation),
                             groups=channels)

        self.projection_input = projection_input
        self.norm1 = nn.BatchNorm2d(inputs)
        self.depthwise1 = depthwise(inputs)
        self.pointwise1 = nn.Conv2d(inputs * multiplier, outputs, 1)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.depthwise2 = depthwise(outputs)
        self.pointwise2 = nn.Conv2d(outputs * multiplier, outputs, 1)
        if inputs != outputs:
            self.projection = nn.Conv2d(inputs, outputs, 1)

    def forward(self, x):
        activated = self.norm1(x).relu_()
        y = self.pointwise1(self.depthwise1(activated))
        y = self.pointwise2(self.depthwise2(self.norm2(y).relu_()))
        if not hasattr(self, "projection"):
            return y.add_(x)
        return y.add_(self.projection(activated if self.projection_input == "preactivated" else x))


class DeepRx(nn.Module):
    """Features [slot, channel, symbol, subcarrier] to bit logits [slot, bit, symbol, subcarrier]."""

    def __init__(self, channels, dilations, multiplier=2, projection_input="preactivated", output_kernel=1,
                 input_channels=10, output_bits=8):
        super().__init__()
        self.input = nn.Conv2d(input_channels, channels[0], 3, padding=1)
        self.blocks = []
        inputs = channels[0]
        for index, (outputs, dilation) in enumerate(zip(channels, dilations)):
            block = Block(inputs, outputs, multiplier, dilation, projection_input)
            self.add_module(f"block{index + 1}", block)
            self.blocks.append(block)
            inputs = outputs
        self.output_norm = nn.BatchNorm2d(inputs)
        self.output = nn.Conv2d(inputs, output_bits, output_kernel, padding=output_kernel // 2)

    def forward(self, x):
        x = self.input(x)
        for block in self.blocks:
            x = block(x)
        return self.output(self.output_norm(x).relu_())


def masked_loss(logits, bits, mask):
    """Binary cross-entropy, mean over the bits that count; all three [slot, bit, symbol, subcarrier]."""
    losses = nn.functional.binary_cross_entropy_with_logits(logits, bits, reduction="none")
    return (losses * mask).sum() / mask.sum()
