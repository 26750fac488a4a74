"""The optimizer and the average of the weights that it has visited."""
import inspect
import os
import time

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
    replace_file(path)


def replace_file(path):
    """The finished file `path`.new takes its place."""
    os.replace(path + ".new", path)


class Schedule:
    """Learning-rate factor by the share of the work that is done: warm-up, constant, and linear decay over the last `decay` of it.

    The work is an amount (words, epochs) or, if `seconds` are given, that long at most (the result then depends on the machine)."""

    def __init__(self, amount, seconds=None, warmup=0.02, decay=0.25, least=0.02):
        self.amount, self.seconds, self.warmup, self.decay, self.least = amount, seconds, warmup, decay, least
        self.begin = time.time()

    def share(self, done):
        return max(done / self.amount, (time.time() - self.begin) / self.seconds if self.seconds else 0.0)

    def rate(self, done):
        x = self.share(done)
        return min(1.0, x / self.warmup, max(self.least, (1 - x) / self.decay))


def take_step(optimizer, parameters, limit):
    """One step with gradients of at most the norm `limit`; one that is no number does nothing (and does not make the CPU wait)."""
    parameters = [p for p in parameters if p.grad is not None]
    torch.nn.utils.clip_grad_norm_(parameters, limit)
    for p in parameters:
        p.grad.nan_to_num_(0.0, 0.0, 0.0)
    optimizer.step()
    optimizer.zero_grad()
