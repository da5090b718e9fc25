"""Packs dataclasses into JSON values and raw arrays, and reads them back by their types.

An array stands in the JSON as its number among the arrays, which follow each other as raw bytes,
each padded to a multiple of 8. Both ends run on one machine, so numbers keep its byte order.
"""

from __future__ import annotations

import dataclasses
import functools
import math
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Union

import numpy as np

DTYPES = frozenset({"bool", "uint8", "int32", "int64", "float16", "float32", "float64"})
_ALIGNMENT = 8

Array = np.ndarray[Any, Any]


def pack(value: Any, arrays: list[Array]) -> Any:
    """What stands for ``value`` in the JSON; its arrays are appended to ``arrays``."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, np.ndarray):
        arrays.append(np.ascontiguousarray(value))
        return len(arrays) - 1
    if dataclasses.is_dataclass(value):
        return [pack(getattr(value, f.name), arrays) for f in dataclasses.fields(value)]
    if isinstance(value, Mapping):
        return {key: pack(item, arrays) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [pack(item, arrays) for item in value]
    return value


def plain(value: object) -> object:
    """NumPy's numbers as Python's, for ``json.dumps``; raises ``TypeError`` for anything else."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} is no part of a message")


def as_bytes(arrays: Iterable[Array]) -> list[bytes | memoryview]:
    """The raw bytes of arrays, padded, in parts."""
    parts: list[bytes | memoryview] = []
    for array in arrays:
        parts.append(array.reshape(-1).view(np.uint8).data)
        parts.append(bytes(-array.nbytes % _ALIGNMENT))
    return parts


def read_arrays(descriptions: list[Any], body: bytes) -> list[Array]:
    """The arrays in ``body``, each described by type and shape; raises ``ValueError``."""
    arrays: list[Array] = []
    offset = 0
    for name, shape in descriptions:
        if name not in DTYPES:
            raise ValueError(f"an array of {name}")
        if not all(type(side) is int and side >= 0 for side in shape):
            raise ValueError(f"an array of shape {shape}")
        array: Array = np.frombuffer(body, np.dtype(name), math.prod(shape), offset)
        arrays.append(array.reshape(shape))
        offset += array.nbytes + -array.nbytes % _ALIGNMENT
    if offset != len(body):
        raise ValueError(f"arrays of {offset} bytes in {len(body)}")
    return arrays


Reader = Callable[[Any, list[Array]], Any]
"""Turns a value of the JSON header into a message's field; raises where it does not fit."""


@functools.cache
def field_readers(kind: Any) -> Mapping[str, Reader]:
    """A reader for each field of a dataclass, in order."""
    hints = typing.get_type_hints(kind)
    return {f.name: _reader(hints[f.name]) for f in dataclasses.fields(kind)}


@functools.cache
def _reader(hint: Any) -> Reader:
    """The reader for a field's type; asking for types is slow, so it is done once."""
    kind: Any = hint
    origin = typing.get_origin(hint)
    kinds = typing.get_args(hint)
    if hasattr(origin, "__value__"):
        # From NumPy 2.5 on, NDArray is a "type" statement's alias, which has to be unfolded.
        return _reader(origin.__value__[kinds])
    if origin in (Union, types.UnionType):
        return _optional(_reader(next(kind for kind in kinds if kind is not type(None))))
    if origin is np.ndarray:
        return _array_of(np.dtype(typing.get_args(kinds[1])[0]))
    if origin is tuple:
        if len(kinds) == 2 and kinds[1] is Ellipsis:
            return _sequence_of(_reader(kinds[0]))
        return _tuple_of(tuple(_reader(kind) for kind in kinds))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_of(_reader(kinds[1]))
    if dataclasses.is_dataclass(hint):
        return _record_of(kind, tuple(field_readers(kind).values()))
    if hint is float:
        return lambda value, _: float(value if type(value) is int else _expect(float, value))
    return lambda value, _: _expect(hint, value)


def _optional(reader: Reader) -> Reader:
    return lambda value, arrays: None if value is None else reader(value, arrays)


def _array_of(dtype: np.dtype[Any]) -> Reader:
    def read(value: Any, arrays: list[Array]) -> Array:
        array: Array = arrays[_expect(int, value)]
        if array.dtype != dtype or value < 0:
            raise TypeError(f"expected an array of {dtype}, got {array.dtype}")
        return array

    return read


def _sequence_of(reader: Reader) -> Reader:
    return lambda value, arrays: tuple([reader(item, arrays) for item in _expect(list, value)])


def _tuple_of(readers: tuple[Reader, ...]) -> Reader:
    def read(value: Any, arrays: list[Array]) -> tuple[Any, ...]:
        pairs = zip(readers, _expect(list, value), strict=True)
        return tuple([reader(item, arrays) for reader, item in pairs])

    return read


def _mapping_of(reader: Reader) -> Reader:
    def read(value: Any, arrays: list[Array]) -> dict[str, Any]:
        return {key: reader(item, arrays) for key, item in _expect(dict, value).items()}

    return read


def _record_of(kind: Any, readers: tuple[Reader, ...]) -> Reader:
    fields = _tuple_of(readers)
    return lambda value, arrays: kind(*fields(value, arrays))


def _expect(kind: type[Any], value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(f"expected {kind.__name__}, got {type(value).__name__}")
    return value
