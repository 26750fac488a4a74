"""Writes the safetensors files of docs/model-format.md."""
import json
import os
import struct
import zlib

import numpy as np

TYPES = {"F16": np.dtype("<f2"), "F32": np.dtype("<f4"), "I8": np.dtype("i1")}
_NAMES = {dtype: name for name, dtype in TYPES.items()}


def write(path, arrays, metadata):
    """A safetensors file; `metadata` is the object under the key `trama`."""
    metadata = json.dumps(metadata, ensure_ascii=False, separators=(",", ":"))
    order = sorted(arrays.items(), key=lambda item: (-item[1].itemsize, item[0]))  # All are aligned.
    data = b"".join(x.tobytes() for _, x in order)
    checksum = "%08x" % zlib.crc32(data, zlib.crc32(metadata.encode()))
    header, at = {"__metadata__": {"crc32": checksum, "trama": metadata}}, 0
    for name, x in order:
        header[name] = dict(dtype=_NAMES[x.dtype], shape=list(x.shape), data_offsets=[at, at + x.nbytes])
        at += x.nbytes
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 64)
    with open(path + ".new", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)
    os.replace(path + ".new", path)
