"""The typed messages between window and engine, and their frames on a byte stream.

A frame is an 8-byte prefix (two little-endian uint32: length of the header, length of the arrays),
a JSON header in ASCII, then the arrays' raw bytes. Paths are text as ``os.fsdecode`` gives it:
JSON's escapes carry lone surrogates, so any file name survives.
"""

from __future__ import annotations

import dataclasses
import json
import struct
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Union

import numpy as np

from senet_viewer.errors import ViewerError
from senet_viewer.records import (
    CatalogueEntry,
    DeviceCard,
    ImageRef,
    Inspection,
    ModelCard,
    Profile,
)

VERSION = 1
PREFIX = struct.Struct("<II")
LARGEST_HEADER = 64 * 2**20
LARGEST_ARRAYS = 2**31


@dataclass(frozen=True)
class Picture:
    """One image to inspect: a file by ``image.path``, or a pasted one as encoded ``data``."""

    image: ImageRef
    data: np.ndarray[Any, np.dtype[np.uint8]] | None = None


@dataclass(frozen=True)
class LoadModel:
    """Load a network; answered by ``ModelLoaded``. The old one stays until the new one is ready."""

    id: int
    model: str
    device: str = "auto"
    precision: str = "float32"


@dataclass(frozen=True)
class Inspect:
    """Inspect pictures; answered by one ``Inspected`` or ``ImageFailed`` each, then ``Finished``.

    ``urgent`` requests (what the user looks at) come before the others, the newest first.
    """

    id: int
    pictures: tuple[Picture, ...]
    urgent: bool = False
    verify: bool = True


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
    """How far a request is: ``done`` of ``total`` pictures or steps."""

    id: int
    done: int
    total: int
    expected_seconds: float = 0.0


@dataclass(frozen=True)
class Notice:
    """Something the user should know that stopped nothing (smaller batches, fallback to the CPU)."""

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
    """A request as a whole failed."""

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
    | Inspected
    | ImageFailed
    | Progress
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
    """The frame of ``message``."""
    arrays: list[np.ndarray[Any, Any]] = []
    fields = {
        f.name: _pack(getattr(message, f.name), arrays) for f in dataclasses.fields(message)
    }
    header = {
        "version": VERSION,
        "type": type(message).__name__,
        "fields": fields,
        "arrays": [[str(array.dtype), list(array.shape)] for array in arrays],
    }
    head = json.dumps(header, separators=(",", ":")).encode("ascii")
    body = b"".join(array.tobytes() for array in arrays)
    return PREFIX.pack(len(head), len(body)) + head + body


def _pack(value: Any, arrays: list[np.ndarray[Any, Any]]) -> Any:
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


class Decoder:
    """Cuts a byte stream into messages; feed it whatever arrives."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages completed by ``data``; raises ``ViewerError`` on a damaged stream."""
        self._buffer += data
        while len(self._buffer) >= PREFIX.size:
            head, body = PREFIX.unpack_from(self._buffer)
            if head > LARGEST_HEADER or body > LARGEST_ARRAYS:
                raise _refused(f"a frame of {head} + {body} bytes")
            end = PREFIX.size + head + body
            if len(self._buffer) < end:
                return
            header = bytes(self._buffer[PREFIX.size : PREFIX.size + head])
            arrays = bytes(self._buffer[PREFIX.size + head : end])
            del self._buffer[:end]
            yield decode(header, arrays)


def decode(header: bytes, body: bytes) -> Message:
    """The message in a frame's header and arrays; raises ``ViewerError`` where it does not fit."""
    try:
        head = json.loads(header)
        if head["version"] != VERSION:
            raise _refused(f"version {head['version']}, expected {VERSION}")
        kind = _MESSAGES[head["type"]]
        arrays = list(_arrays(head["arrays"], body))
        hints = typing.get_type_hints(kind)
        fields = {name: _unpack(hints[name], v, arrays) for name, v in head["fields"].items()}
        message: Message = kind(**fields)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise _refused(f"{type(error).__name__}: {error}") from error
    return message


def _arrays(descriptions: list[Any], body: bytes) -> Iterator[np.ndarray[Any, Any]]:
    offset = 0
    for dtype_name, shape in descriptions:
        dtype = np.dtype(dtype_name)
        if dtype.hasobject:
            raise ValueError("an array of objects")
        count = int(np.prod(shape, dtype=np.int64))
        array = np.frombuffer(body, dtype, count, offset).reshape(shape)
        offset += array.nbytes
        yield array


def _unpack(hint: Any, value: Any, arrays: list[np.ndarray[Any, Any]]) -> Any:
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        hint = next(kind for kind in typing.get_args(hint) if kind is not type(None))
        return _unpack(hint, value, arrays)
    if hint is np.ndarray or origin is np.ndarray:
        return arrays[value]
    if origin is tuple:
        kinds = typing.get_args(hint)
        if len(kinds) == 2 and kinds[1] is Ellipsis:
            return tuple(_unpack(kinds[0], item, arrays) for item in value)
        return tuple(_unpack(kind, v, arrays) for kind, v in zip(kinds, value, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        kind = typing.get_args(hint)[1]
        return {key: _unpack(kind, item, arrays) for key, item in value.items()}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        hints = typing.get_type_hints(hint)
        names = [f.name for f in dataclasses.fields(hint)]
        return hint(
            **{n: _unpack(hints[n], v, arrays) for n, v in zip(names, value, strict=True)}
        )
    if hint is float and isinstance(value, int | float):
        return float(value)
    if not isinstance(value, hint):
        raise TypeError(f"expected {hint.__name__}, got {type(value).__name__}")
    return value


def _refused(detail: str) -> ViewerError:
    return ViewerError(
        "protocol.refused",
        "Window and engine do not understand each other; install senet-viewer again.",
        detail=detail,
    )
