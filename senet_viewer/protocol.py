"""The typed messages between window and engine, and their frames on a byte stream.

A frame is a 12-byte prefix (the letters ``SENV``, then two little-endian uint32: length of the
header, length of the arrays), a JSON header in ASCII, then the arrays' raw bytes. Paths are text as
``os.fsdecode`` gives it: JSON's escapes carry lone surrogates, so any file name survives.
"""

from __future__ import annotations

import dataclasses
import json
import struct
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from senet_viewer.errors import ViewerError
from senet_viewer.packing import Array, as_bytes, field_readers, pack, plain, read_arrays
from senet_viewer.records import (
    BlockCard,
    BuildOptions,
    CatalogueEntry,
    ChannelMaps,
    DeviceCard,
    ImageRef,
    Inspection,
    ModelCard,
    Noise,
    Preprocessing,
    Profile,
    Transfer,
)
from senet_viewer.summaries import Summary

VERSION = 2
MAGIC = b"SENV"
PREFIX = struct.Struct("<4sII")
LARGEST_HEADER = 64 * 2**20
LARGEST_ARRAYS = 2**31 - 1


@dataclass(frozen=True)
class Picture:
    """One image to inspect: a file by ``image.path``, or a pasted one as encoded ``data``."""

    image: ImageRef
    data: np.ndarray[Any, np.dtype[np.uint8]] | None = None


@dataclass(frozen=True)
class LoadModel:
    """Load a network; answered by ``ModelLoaded``, with ``Downloading`` before where need be.

    The old one stays until the new one is ready, and answers other requests while the new one's
    weights are downloaded. A newer request drops an older one that is still downloading.

    ``beside``: as the other network, which ``InspectOther`` asks; the network in use stays. With
    ``like`` it is refused unless its SE blocks have these names and channels. Where its own
    preprocessing is guessed it sees pictures by ``preprocessing``, and takes the ``labels`` where
    it has none and as many classes.
    """

    id: int
    model: str
    device: str = "auto"
    precision: str = "float32"
    options: BuildOptions = field(default_factory=BuildOptions)
    beside: bool = False
    like: tuple[BlockCard, ...] = ()
    preprocessing: Preprocessing | None = None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class DropOther:
    """Let go of the other network that the request ``load`` brought; not answered."""

    id: int
    load: int


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
class ShowChannel:
    """What a channel of a block sees in an image; answered by ``ChannelShown``, or ``Failed``.

    ``seen`` is the picture the network saw, uint8 ``[crop, crop, 3]``, as ``Inspected`` brought it.
    """

    id: int
    image: ImageRef
    seen: np.ndarray[Any, np.dtype[np.uint8]]
    block: str
    channel: int


@dataclass(frozen=True)
class MeasureNoise:
    """How much an image's gates change when it is shifted by a pixel or mirrored.

    Answered by ``NoiseMeasured``, or ``Failed``, as soon as nothing the user looks at waits.
    ``seen`` is as in ``ShowChannel``.
    """

    id: int
    image: ImageRef
    seen: np.ndarray[Any, np.dtype[np.uint8]]


@dataclass(frozen=True)
class InspectOther:
    """What the other network says of a picture; answered by ``OtherInspected``, or ``Failed``.

    Asked is the one that the request ``load`` brought: another one that is in its place by then
    does not answer.
    """

    id: int
    picture: Picture
    load: int


@dataclass(frozen=True)
class Summarise:
    """What a network takes, layer by layer; answered by ``Summarised``, or ``Failed``.

    ``model`` is a name or path as in ``LoadModel``, a network without SE blocks (``resnet50``,
    ``torchvision:resnet50``), or empty for the network in use. ``compare`` is another one to set
    beside it, ``plain`` for the same one without its SE blocks, or empty. ``input_size`` is the
    side of the square picture in pixels, for both; 0: the first network's own. Nothing is
    downloaded.
    """

    id: int
    model: str = ""
    compare: str = ""
    input_size: int = 0
    options: BuildOptions = field(default_factory=BuildOptions)


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
class ChannelShown:
    """A channel of a block, before and after its gate, for one image."""

    id: int
    image: ImageRef
    block: str
    channel: int
    maps: ChannelMaps


@dataclass(frozen=True)
class NoiseMeasured:
    """The noise of one image's gates."""

    id: int
    noise: Noise


@dataclass(frozen=True)
class OtherInspected:
    """The other network's inspection of a picture."""

    id: int
    inspection: Inspection


@dataclass(frozen=True)
class Summarised:
    """The summary of a network, and of the ``other`` one if one was asked for."""

    id: int
    summary: Summary
    other: Summary | None = None


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
class Catalogue:
    """The networks there are now, in place of those of ``Hello``: sent after each download."""

    entries: tuple[CatalogueEntry, ...]


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


Question = ShowChannel | MeasureNoise | InspectOther
"""Requests about the picture that is looked at, with one answer each."""

Request = LoadModel | DropOther | Inspect | Question | Summarise | Cancel | Ping
Answer = (
    Hello
    | ModelLoaded
    | Working
    | Inspected
    | ImageFailed
    | ChannelShown
    | NoiseMeasured
    | OtherInspected
    | Summarised
    | Progress
    | Downloading
    | Catalogue
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
    fields = {f.name: pack(getattr(message, f.name), arrays) for f in dataclasses.fields(message)}
    header = {
        "version": VERSION,
        "type": type(message).__name__,
        "fields": fields,
        "arrays": [[str(array.dtype), list(array.shape)] for array in arrays],
    }
    head = json.dumps(header, separators=(",", ":"), default=plain).encode("ascii")
    parts = as_bytes(arrays)
    size = sum(len(part) for part in parts)
    if len(head) > LARGEST_HEADER or size > LARGEST_ARRAYS:
        raise ViewerError(
            "protocol.too_large",
            "This is too much for one message between window and engine; take fewer or smaller "
            "pictures.",
            detail=f"{type(message).__name__}: {len(head)} + {size} bytes",
        )
    return b"".join([PREFIX.pack(MAGIC, len(head), size), head, *parts])


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
        arrays = read_arrays(head["arrays"], body)
        readers = field_readers(kind)
        fields = {name: readers[name](value, arrays) for name, value in head["fields"].items()}
        message: Message = kind(**fields)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise _refused(f"{type(error).__name__}: {error}") from error
    except RecursionError as error:
        raise _refused("a header nested too deeply") from error
    return message


def _refused(detail: str) -> ViewerError:
    return ViewerError(
        "protocol.refused",
        "Window and engine do not understand each other; install senet-viewer again.",
        detail=detail,
    )
