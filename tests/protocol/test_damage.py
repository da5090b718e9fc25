"""Whatever arrives, the decoder gives messages or one error in words, never anything else."""

from __future__ import annotations

import json
import random
from typing import Any

import numpy as np
import pytest

from senet_viewer.errors import ViewerError
from senet_viewer.protocol import LARGEST_HEADER, MAGIC, PREFIX, VERSION, Decoder, Ping, encode
from tests.protocol.examples import MESSAGES

ROUNDS = 3000


def frame(header: Any, body: bytes = b"", *, length: int | None = None) -> bytes:
    head = header if isinstance(header, bytes) else json.dumps(header).encode()
    return PREFIX.pack(MAGIC, length or len(head), len(body)) + head + body


def message(kind: str, fields: Any, arrays: Any = (), version: Any = VERSION) -> dict[str, Any]:
    return {"version": version, "type": kind, "fields": fields, "arrays": arrays}


def refusal_of(data: bytes) -> ViewerError:
    with pytest.raises(ViewerError) as caught:
        list(Decoder().feed(data))
    assert caught.value.code == "protocol.refused"
    assert caught.value.detail
    return caught.value


@pytest.mark.parametrize(
    "data",
    [b"Loading weights...\n", b"\0", b"S3NV", b"SENX" + bytes(100)],
)
def test_what_is_no_frame_is_refused_at_its_first_letters(data: bytes) -> None:
    refusal_of(data)


def test_a_frame_that_claims_too_much_is_refused_before_it_arrives() -> None:
    refusal_of(PREFIX.pack(MAGIC, LARGEST_HEADER + 1, 0))
    refusal_of(PREFIX.pack(MAGIC, 10, 2**32 - 1))


def test_another_version_is_refused_and_named() -> None:
    error = refusal_of(frame(message("Ping", {"id": 1}, version=VERSION + 1)))
    assert f"version {VERSION + 1}" in error.detail


IMAGE = ["k", "n", "p"]
UINT8 = [["uint8", [4]]]


@pytest.mark.parametrize(
    "header",
    [
        b"\xff\xfe",
        b"{",
        b"[" * 100_000,
        b"[]",
        b"null",
        b'{"version": 1}',
        message("Shutdown", {}),
        message("dict", {}),
        message(["Ping"], {"id": 1}),  # type: ignore[arg-type]  # a damaged kind
        message("Ping", {}),
        message("Ping", []),
        message("Ping", {"id": 1, "more": 2}),
        message("Ping", {"id": "1"}),
        message("Ping", {"id": True}),
        message("Ping", {"id": 1.5}),
        message("Ping", {"id": None}),
        message("Finished", {"id": 1, "cancelled": 1}),
        message("Progress", {"id": 1, "done": 1, "total": 1, "expected_seconds": "1"}),
        message("Working", {"id": 1, "pictures": "ab"}),
        message("Working", {"id": 1, "pictures": {"a": 1}}),
        message("Notice", {"code": "c", "sentence": "s", "params": ["a"]}),
        message("Notice", {"code": "c", "sentence": "s", "params": {"a": 1}}),
        message("Inspect", {"id": 1, "pictures": [[IMAGE]]}),
        message("Inspect", {"id": 1, "pictures": [[IMAGE, None, None]]}),
        message("Inspect", {"id": 1, "pictures": [["image", None]]}),
        message("Inspect", {"id": 1, "pictures": [[IMAGE, 0]]}),
        message("Inspect", {"id": 1, "pictures": [[IMAGE, [0]]]}),
    ],
)
def test_a_header_that_does_not_fit_is_refused(header: Any) -> None:
    refusal_of(frame(header))


@pytest.mark.parametrize(
    ("arrays", "body", "which"),
    [
        ([["uint8", [4]]], b"abc", 0),
        ([["uint8", [4]]], b"abcd", 0),
        ([["uint8", [4]]], bytes(16), 0),
        ([["uint8", [-1]]], bytes(8), 0),
        ([["uint8", [True]]], bytes(8), 0),
        ([["uint8", [2.0]]], bytes(8), 0),
        ([["uint8", 4]], bytes(8), 0),
        ([["uint8", [2**62, 2**62]]], bytes(8), 0),
        ([["uint8", [0, 2**70]]], b"", 0),
        ([["object", [1]]], bytes(8), 0),
        ([["O", [1]]], bytes(8), 0),
        ([["float32", [2]]], bytes(8), 0),
        ([["no type", [1]]], bytes(8), 0),
        ([[["uint8"], [1]]], bytes(8), 0),
        ([["uint8"]], bytes(8), 0),
        (UINT8, bytes(8), 1),
        (UINT8, bytes(8), -1),
        (UINT8, bytes(8), "0"),
        (UINT8, bytes(8), True),
    ],
)
def test_arrays_that_do_not_fit_are_refused(arrays: Any, body: bytes, which: Any) -> None:
    refusal_of(frame(message("Inspect", {"id": 1, "pictures": [[IMAGE, which]]}, arrays), body))


def test_after_a_refusal_nothing_more_is_believed() -> None:
    decoder = Decoder()
    with pytest.raises(ViewerError):
        list(decoder.feed(b"garbage"))
    with pytest.raises(ViewerError):
        list(decoder.feed(encode(Ping(1))))


def test_what_came_whole_before_the_damage_is_given() -> None:
    messages = Decoder().feed(encode(Ping(1)) + b"garbage")
    received = [next(messages)]
    with pytest.raises(ViewerError):
        next(messages)
    assert received == [Ping(1)]


@pytest.mark.parametrize("seed", range(4))
def test_randomly_damaged_frames_raise_nothing_but_the_refusal(seed: int) -> None:
    chance = random.Random(seed)
    frames = [encode(one) for one in MESSAGES]
    codes = [_outcome(_damage(chance.choice(frames), chance)) for _ in range(ROUNDS)]
    assert set(codes) == {"", "protocol.refused"}
    assert codes.count("") < ROUNDS * 2 / 3


def _outcome(data: bytes) -> str:
    """The code of the refusal, or nothing where messages came out that can be sent on."""
    try:
        for one in Decoder().feed(data):
            encode(one)
    except ViewerError as error:
        return error.code
    return ""


def _damage(data: bytes, chance: random.Random) -> bytes:
    """Change, cut, double or swap a few bytes; often inside the header, with fitting lengths."""
    prefix, rest = bytearray(data[: PREFIX.size]), bytearray(data[PREFIX.size :])
    _, head, body = PREFIX.unpack(prefix)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(max(1, min(head, len(rest))))
        match chance.randrange(5):
            case 0:
                rest[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del rest[place : place + chance.randint(1, 8)]
            case 2:
                rest[place:place] = chance.choice(
                    [b"[", b"]", b"-1,", b"null", b'"', b"1e999", b"9"]
                )
            case 3:
                rest[place:place] = rest[place : place + chance.randint(1, 30)]
            case _:
                prefix[chance.randrange(PREFIX.size)] ^= 1 << chance.randrange(8)
    if chance.random() < 0.8:
        prefix = bytearray(PREFIX.pack(MAGIC, max(0, len(rest) - body), body))
    return bytes(prefix + rest)


def test_random_bytes_are_refused() -> None:
    random_bytes = np.random.default_rng(0).integers(0, 256, 10_000, np.uint8).tobytes()
    refusal_of(random_bytes)
    refusal_of(frame(random_bytes))
