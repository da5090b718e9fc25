"""The typed messages between window and engine, and their frames on a byte stream.

A frame is a 12-byte prefix (the letters ``SENV``, then two little-endian uint32: length of the
header, length of the arrays), a JSON header in ASCII, then the arrays' raw bytes, each padded to a
multiple of 8. Paths are text as ``os.fsdecode`` gives it: JSON's escapes carry lone surrogates, so
any file name survives. Both ends run on one machine, so numbers keep its byte order.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import math
import struct
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Union

import numpy as np

from senet_viewer.errors import ViewerError
from senet_viewer.records import (
    BuildOptions,
    CatalogueEntry,
    DeviceCard,
    ImageRef,
    Inspection,
    ModelCard,
    Profile,
    Transfer,
)

VERSION = 2
MAGIC = b"SENV"
PREFIX = struct.Struct("<4sII")
LARGEST_HEADER = 64 * 2**20
LARGEST_ARRAYS = 2**31 - 1
DTYPES = frozenset({"bool", "uint8", "int32", "int64", "float16", "float32", "float64"})
_ALIGNMENT = 8

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Picture:
    """One image to inspect: a file by ``image.path``, or a pasted one as encoded ``data``."""

    image: ImageRef
    data: np.ndarray[Any, np.dtype[np.uint8]] | None = None


@dataclass(frozen=True)
class LoadModel:
    """Load a network; answered by ``ModelLoaded``, with ``Downloading`` before where need be.

    The old one stays until the new one is ready.
    """

    id: int
    model: str
    device: str = "auto"
    precision: str = "float32"
    options: BuildOptions = field(default_factory=BuildOptions)


@dataclass(frozen=True)
class Inspect:
    """Inspect pictures; answered by one ``Inspected`` or ``ImageFailed`` each, then ``Finished``.

    ``urgent`` requests (what the user looks at) come before the others, the newest first.
    ``more``: a further frame with the same id will bring more pictures. ``careful``: one picture
    at a time, nothing decoded ahead, so that a picture that ends the engine is known.
    """

    id: int
    pictures: tuple[Picture, ...]
    urgent: bool = False
    verify: bool = True
    more: bool = False
    careful: bool = False


@dataclass(frozen=True)
class Cancel:
    """Drop a request, whether it waits or runs; answered by ``Finished`` with ``cancelled``."""

    id: int


@dataclass(frozen=True)
class Ping:
    """Answered by ``Pong`` at once, also while the engine computes."""

    id: int


@dataclass(frozen=True)
class Hello:
    """The engine's first words: what it can do. Sent when torch is loaded."""

    versions: dict[str, str]
    devices: tuple[DeviceCard, ...]
    catalogue: tuple[CatalogueEntry, ...]


@dataclass(frozen=True)
class ModelLoaded:
    """A network is ready; ``profile`` is the one that ships with it."""

    id: int
    card: ModelCard
    device: DeviceCard
    profile: Profile | None = None


@dataclass(frozen=True)
class Working:
    """What the engine has in hand from now on: a request, and the keys of its next pictures.

    The next answer is expected in ``expected_seconds`` (0: unknown).
    """

    id: int
    pictures: tuple[str, ...] = ()
    expected_seconds: float = 0.0


@dataclass(frozen=True)
class Inspected:
    """One picture's inspection."""

    id: int
    inspection: Inspection


@dataclass(frozen=True)
class ImageFailed:
    """One picture could not be inspected; the other pictures of the request go on."""

    id: int
    image: ImageRef
    code: str
    sentence: str
    params: dict[str, str]
    detail: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Progress:
    """How far a request is: ``done`` of ``total`` pictures or steps.

    The rest is expected to take ``expected_seconds`` (0: unknown).
    """

    id: int
    done: int
    total: int
    expected_seconds: float = 0.0


@dataclass(frozen=True)
class Downloading:
    """How far the download of a network's weights is."""

    id: int
    transfer: Transfer


@dataclass(frozen=True)
class Notice:
    """Something the user should know that stopped nothing, such as a fallback to the CPU."""

    code: str
    sentence: str
    params: dict[str, str]


@dataclass(frozen=True)
class Finished:
    """The last answer to a request."""

    id: int
    cancelled: bool = False


@dataclass(frozen=True)
class Failed:
    """A request as a whole failed; with id 0 the engine itself cannot go on."""

    id: int
    code: str
    sentence: str
    params: dict[str, str]
    detail: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Pong:
    """Answer to ``Ping``; ``busy`` is the id of the running request, or 0."""

    id: int
    busy: int = 0


Request = LoadModel | Inspect | Cancel | Ping
Answer = (
    Hello
    | ModelLoaded
    | Working
    | Inspected
    | ImageFailed
    | Progress
    | Downloading
    | Notice
    | Finished
    | Failed
    | Pong
)
Message = Request | Answer

_MESSAGES: Mapping[str, type[Any]] = types.MappingProxyType(
    {kind.__name__: kind for kind in typing.get_args(Message)}
)


def encode(message: Message) -> bytes:
    """The frame of ``message``; raises ``ViewerError`` where it is larger than a frame may be."""
    arrays: list[Array] = []
    fields = {f.name: _pack(getattr(message, f.name), arrays) for f in dataclasses.fields(message)}
    header = {
        "version": VERSION,
        "type": type(message).__name__,
        "fields": fields,
        "arrays": [[str(array.dtype), list(array.shape)] for array in arrays],
    }
    head = json.dumps(header, separators=(",", ":"), default=_plain).encode("ascii")
    parts: list[bytes | memoryview] = []
    for array in arrays:
        parts.append(array.reshape(-1).view(np.uint8).data)
        parts.append(bytes(-array.nbytes % _ALIGNMENT))
    size = sum(len(part) for part in parts)
    if len(head) > LARGEST_HEADER or size > LARGEST_ARRAYS:
        raise ViewerError(
            "protocol.too_large",
            "This is too much for one message between window and engine; take fewer or smaller "
            "pictures.",
            detail=f"{type(message).__name__}: {len(head)} + {size} bytes",
        )
    return b"".join([PREFIX.pack(MAGIC, len(head), size), head, *parts])


def _pack(value: Any, arrays: list[Array]) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, np.ndarray):
        arrays.append(np.ascontiguousarray(value))
        return len(arrays) - 1
    if dataclasses.is_dataclass(value):
        return [_pack(getattr(value, f.name), arrays) for f in dataclasses.fields(value)]
    if isinstance(value, Mapping):
        return {key: _pack(item, arrays) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_pack(item, arrays) for item in value]
    return value


def _plain(value: object) -> object:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} is no part of a message")


class Decoder:
    """Cuts a byte stream into messages, one at a time; stays refused once a frame was damaged."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._refusal: ViewerError | None = None

    def push(self, data: bytes | bytearray | memoryview) -> None:
        """Take whatever arrived."""
        if self._refusal is None:
            self._buffer += data

    def pop(self) -> Message | None:
        """The next complete message, or None; raises ``ViewerError`` on a damaged stream."""
        if self._refusal is not None:
            raise self._refusal
        try:
            return self._pop()
        except ViewerError as refusal:
            self._refusal = refusal
            self._buffer.clear()
            raise

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages completed by ``data``; raises ``ViewerError`` on a damaged stream."""
        self.push(data)
        while (message := self.pop()) is not None:
            yield message

    def _pop(self) -> Message | None:
        if not MAGIC.startswith(self._buffer[: len(MAGIC)]):
            raise _refused(f"no frame begins with {bytes(self._buffer[:40])!r}")
        if len(self._buffer) < PREFIX.size:
            return None
        _, head, body = PREFIX.unpack_from(self._buffer)
        if head > LARGEST_HEADER or body > LARGEST_ARRAYS:
            raise _refused(f"a frame of {head} + {body} bytes")
        start, end = PREFIX.size + head, PREFIX.size + head + body
        if len(self._buffer) < end:
            return None
        with memoryview(self._buffer) as view:
            header, arrays = bytes(view[PREFIX.size : start]), bytes(view[start:end])
        del self._buffer[:end]
        return decode(header, arrays)


def decode(header: bytes, body: bytes) -> Message:
    """The message in a frame's header and arrays; raises ``ViewerError`` where it does not fit."""
    try:
        head = json.loads(header)
        if head["version"] != VERSION:
            raise _refused(f"version {head['version']}, expected {VERSION}")
        kind: Any = _MESSAGES[head["type"]]
        arrays = _arrays(head["arrays"], body)
        readers = _readers(kind)
        fields = {name: readers[name](value, arrays) for name, value in head["fields"].items()}
        message: Message = kind(**fields)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise _refused(f"{type(error).__name__}: {error}") from error
    except RecursionError as error:
        raise _refused("a header nested too deeply") from error
    return message


def _arrays(descriptions: list[Any], body: bytes) -> list[Array]:
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
def _readers(kind: Any) -> Mapping[str, Reader]:
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
        return _record_of(kind, tuple(_readers(kind).values()))
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


def _refused(detail: str) -> ViewerError:
    return ViewerError(
        "protocol.refused",
        "Window and engine do not understand each other; install senet-viewer again.",
        detail=detail,
    )
