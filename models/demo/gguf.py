"""Writes and reads GGUF version 3 (docs/gguf.md in the ggml repository): metadata, then aligned tensors."""

import os
import struct

import numpy as np

ALIGNMENT = 32
UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9  # enum gguf_metadata_value_type
F32, F16, Q8_0 = 0, 1, 8  # enum ggml_type


class UInt(int):
    """Marks an integer that GGUF defines as unsigned; a plain int is written as int32."""


def write(path, metadata, tensors):
    """Writes a file: metadata is {key: value}, tensors is {name: (array, tensor type)}; whole or not at all."""
    blobs = [encode_tensor(np.asarray(array, np.float32), kind) for array, kind in tensors.values()]
    head = [b"GGUF", struct.pack("<IQQ", 3, len(tensors), len(metadata))]
    head += [_string(key) + _value(value) for key, value in metadata.items()]
    offset = 0
    for (name, (array, kind)), blob in zip(tensors.items(), blobs):
        shape = tuple(reversed(array.shape))  # ggml counts the fastest dimension first
        head.append(_string(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind, offset))
        offset += len(blob) + _padding(len(blob))
    head = b"".join(head)
    with open(f"{path}.part", "wb") as file:
        file.write(head + bytes(_padding(len(head))))
        for blob in blobs:
            file.write(blob + bytes(_padding(len(blob))))
    os.replace(f"{path}.part", path)


def encode_tensor(array, kind):
    if kind == F32:
        return array.astype("<f4").tobytes()
    if kind == F16:
        return array.astype("<f2").tobytes()
    blocks = array.reshape(-1, 32)
    scale = np.abs(blocks).max(1, keepdims=True) / 127
    inverse = np.divide(1, scale, out=np.zeros_like(scale), where=scale > 0)
    rounded = np.round(blocks * inverse).astype("i1")
    return np.hstack([scale.astype("<f2").view("i1"), rounded]).tobytes()


def _padding(size):
    return -size % ALIGNMENT


def _string(text):
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _value(value):
    kind = _kind(value)
    return struct.pack("<I", kind) + _payload(kind, value)


def _kind(value):
    for python, kind in (bool, BOOL), (UInt, UINT32), (int, INT32), (float, FLOAT32), (str, STRING), (list, ARRAY):
        if isinstance(value, python):
            return kind
    raise TypeError(f"no GGUF type for {value!r}")


def _payload(kind, value):
    if kind == STRING:
        return _string(value)
    if kind == ARRAY:
        item = _kind(value[0])
        return struct.pack("<IQ", item, len(value)) + b"".join(_payload(item, v) for v in value)
    return struct.pack({UINT32: "<I", INT32: "<i", FLOAT32: "<f", BOOL: "<?"}[kind], value)


def read(path):
    """(metadata, {name: float32 array}) of a file that `write` made."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:8] != b"GGUF" + struct.pack("<I", 3):
        raise ValueError(f"{path}: not a GGUF file of version 3")
    at = 8

    def take(form):
        nonlocal at
        values = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    def text():
        return take(f"{take('Q')}s").decode()

    def payload(kind):
        if kind == STRING:
            return text()
        if kind == ARRAY:
            item, count = take("IQ")
            return [payload(item) for _ in range(count)]
        return take({UINT32: "I", INT32: "i", FLOAT32: "f", BOOL: "?"}[kind])

    tensor_count, key_count = take("QQ")
    metadata = {text(): payload(take("I")) for _ in range(key_count)}
    infos = []
    for _ in range(tensor_count):
        name, dimensions = text(), take("I")
        infos.append((name, [take("Q") for _ in range(dimensions)][::-1], *take("IQ")))
    start = at + _padding(at)
    return metadata, {name: _decode(data, start + offset, shape, kind) for name, shape, kind, offset in infos}


def _decode(data, offset, shape, kind):
    count = int(np.prod(shape))
    if kind == Q8_0:
        blocks = np.frombuffer(data, "i1", count // 32 * 34, offset).reshape(-1, 34)
        return (blocks[:, :2].copy().view("<f2").astype("f4") * blocks[:, 2:]).reshape(shape)
    return np.frombuffer(data, {F32: "<f4", F16: "<f2"}[kind], count, offset).astype("f4").reshape(shape)
