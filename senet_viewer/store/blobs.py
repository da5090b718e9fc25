"""Gates and pictures as compressed bytes, without loss, and back within bounds.

Gates stay float32: what is exported from a reopened project equals what was computed. Their bytes
are grouped by significance before they are compressed, which saves a seventh; float16 would save
half and move gates by up to 0.00025. Pictures are stored as differences to the row above.
"""

from __future__ import annotations

import struct
import zlib

import numpy as np

from senet_viewer.records import Gates, Pixels

_LEVEL = 1
"""zlib's quickest: more effort saves 3 % here and takes five times as long."""

_SIDES = struct.Struct("<HH")
_FLOAT_BYTES = 4


def pack_gates(gates: Gates) -> bytes:
    """``gates`` ``[N]``, exactly."""
    values = np.ascontiguousarray(gates, "<f4").view(np.uint8)
    return zlib.compress(values.reshape(-1, _FLOAT_BYTES).T.tobytes(), _LEVEL)


def unpack_gates(blob: bytes, count: int) -> Gates:
    """The ``count`` gates in ``blob``; raises ``ValueError`` where it holds something else."""
    grouped = np.frombuffer(_decompress(blob, count * _FLOAT_BYTES), np.uint8)
    values = np.ascontiguousarray(grouped.reshape(_FLOAT_BYTES, count).T).view("<f4")
    return values.reshape(count).astype(np.float32, copy=False)


def pack_pixels(pixels: Pixels) -> bytes:
    """``pixels`` ``[H, W, 3]``, exactly; either side may be 0."""
    height, width = pixels.shape[:2]
    rows = pixels.transpose(2, 0, 1).copy()
    rows[:, 1:] -= rows[:, :-1].copy()
    return _SIDES.pack(height, width) + zlib.compress(rows.tobytes(), _LEVEL)


def unpack_pixels(blob: bytes) -> Pixels:
    """The picture in ``blob``; raises ``ValueError`` where it holds something else."""
    if len(blob) < _SIDES.size:
        raise ValueError("a picture without its size")
    height, width = _SIDES.unpack_from(blob)
    data = _decompress(blob[_SIDES.size :], height * width * 3)
    rows = np.frombuffer(data, np.uint8).reshape(3, height, width)
    summed = np.add.accumulate(rows, axis=1, dtype=np.uint8)
    return np.ascontiguousarray(summed.transpose(1, 2, 0))


def _decompress(blob: bytes, size: int) -> bytes:
    decompressor = zlib.decompressobj()
    try:
        data = decompressor.decompress(blob, size + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if len(data) != size:
        raise ValueError(f"{len(data)} bytes or more instead of {size}")
    # One byte of room is left, so that the stream's end and its checksum were read.
    if not decompressor.eof:
        raise ValueError("a stream without its end")
    return data
