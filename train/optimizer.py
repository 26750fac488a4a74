"""The optimizer and the average of the weights that it has visited."""
import inspect
import os

import torch


def adamw(groups, **options):
    """AdamW, fused where this PyTorch can do that on a CPU."""
    if "fused" in inspect.signature(torch.optim.AdamW).parameters:
        try:
            return torch.optim.AdamW(groups, fused=True, **options)
        except RuntimeError:  # older versions: CUDA only
            pass
    return torch.optim.AdamW(groups, **options)


class Average:
    """Exponential moving average of a network's weights, shorter at the beginning."""

    def __init__(self, network, decay):
        self.decay, self.steps = decay, 0
        self.weights = {k: v.clone() for k, v in network.state_dict().items()}

    @torch.no_grad()
    def update(self, network):
        self.steps += 1
        d = min(self.decay, self.steps / (self.steps + 10))
        for k, now in network.state_dict().items():
            self.weights[k].lerp_(now, 1 - d)


def replace(path, state):
    """Saves a checkpoint; an interruption leaves the old one."""
    torch.save(state, path + ".new")
    os.replace(path + ".new", path)
