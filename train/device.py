"""Where PyTorch computes: a GPU if there is one ($TRAMA_DEVICE=cpu: never), else the CPU."""
import os

import torch

DEVICE = torch.device("cuda" if torch.cuda.is_available() and os.environ.get("TRAMA_DEVICE") != "cpu" else "cpu")
if DEVICE.type == "cuda":
    torch.set_float32_matmul_precision("high")  # What is left in full precision may use TensorFloat-32.


def autocast(enabled=True):
    """Context (or decorator) in which products are of bfloat16."""
    return torch.autocast(DEVICE.type, dtype=torch.bfloat16, enabled=enabled)


def load(path):
    """A checkpoint, with its tensors on DEVICE."""
    return torch.load(path, map_location=DEVICE, weights_only=False)
