"""Weights as bytes: each output of a matrix (a word of the word table) has a scale of its own.

No text is needed: the program rounds what the weights are multiplied with by the greatest number of each vector. The input of
the first layer is made fit for that with the words of the vocabulary."""
import numpy as np
import torch

from device import DEVICE

# The greatest weight of an output is cut off a little. Values near 1 differ by what is rounded which way, not by how good it is.
_CLIP = np.float32(0.99)


def in_bytes(name):
    """Whether the tensor of a float file is written as bytes: the word table and the matrices, but not the character vectors."""
    return name == "embed.word" or name.startswith("lstm.weight") or (name.endswith(".weight") and not name.startswith("char."))


def output_axis(name):
    """The axis of the inputs, along which one scale holds."""
    return 0 if name == "arc.weight" else -1


def quantize(name, x):
    """(bytes, scales) of a matrix."""
    axis = output_axis(name)
    most = np.abs(x).max(axis, keepdims=True).astype(np.float32)
    scale = np.where(most == 0, 1, most * _CLIP / 127).astype(np.float32)
    q = np.clip(np.rint(x / scale), -127, 127).astype(np.int8)
    return q, scale.squeeze(axis)


def dequantize(name, q, scale):
    return q.astype(np.float32) * np.expand_dims(scale, output_axis(name))


@torch.no_grad()
def balance(arrays, model):
    """The same network with other units for the components of the first layer's input, arrays in F32.

    A component that is s times as great, with weights that are s times as small, changes nothing. With s² = |w| / |x| (root mean
    squares; words count as Zipf has it, by their rank) the errors of all components weigh the same once they are rounded by a
    common scale (the idea of SmoothQuant: Xiao et al. 2023). Word vectors are a tenth as great as character vectors before.
    """
    words = model.words.words
    rows = range(2, len(words))  # Without <unk> and <mask>.
    chars = np.stack([model.words.spell(words[i]) for i in rows]).astype(np.int64)
    chars = torch.cat([model.network.encoder.chars(part.to(DEVICE)).cpu() for part in torch.from_numpy(chars).split(1000)]).numpy()
    x = np.concatenate([arrays["embed.word"][2:], chars], 1)
    weight = 1 / np.arange(1, len(x) + 1, dtype=np.float64)[:, None]
    size = np.sqrt((weight * x.astype(np.float64) ** 2).sum(0) / weight.sum())
    inputs = [k for k in arrays if k.startswith("lstm.weight_ih_l0")]
    w = np.sqrt(np.mean([np.mean(arrays[k].astype(np.float64) ** 2, 0) for k in inputs], 0))
    s = np.sqrt(np.maximum(w, 1e-6) / np.maximum(size, 1e-6)).astype(np.float32)
    out = dict(arrays)
    for k in inputs:
        out[k] = arrays[k] / s
    dim = arrays["embed.word"].shape[1]
    out["embed.word"] = arrays["embed.word"] * s[:dim]
    at = dim
    for k in sorted((k for k in arrays if k.startswith("char.conv") and k.endswith(".bias")), key=lambda k: int(k[9:-5])):
        channels = s[at:at + len(arrays[k])]
        out[k] = arrays[k] * channels
        name = k[:-len("bias")] + "weight"
        out[name] = arrays[name] * channels[:, None, None]
        at += len(channels)
    return out


def tensors(arrays, model):
    """The tensors of a file of bytes: those of products as bytes with scales in F32, the others in F16."""
    out = {}
    for name, x in balance({k: v.astype(np.float32) for k, v in arrays.items()}, model).items():
        if in_bytes(name):
            out[name], out[name + ".scale"] = quantize(name, x)
        else:
            out[name] = x.astype(np.float16)
    return out
