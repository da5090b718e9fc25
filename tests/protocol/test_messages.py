"""What goes in at one end of a pipe comes out at the other."""

from __future__ import annotations

import dataclasses
import os
import typing
from typing import Any

import numpy as np
import pytest

from senet_viewer.errors import ViewerError
from senet_viewer.protocol import (
    LARGEST_HEADER,
    Decoder,
    Inspect,
    Inspected,
    Message,
    Notice,
    Picture,
    Ping,
    encode,
)
from senet_viewer.records import BlockGates, ImageRef
from tests.protocol.examples import MESSAGES, inspection


def alike(left: Any, right: Any) -> bool:
    """Equal in type and value, down to the arrays' dtype and shape."""
    if type(left) is not type(right):
        return False
    if isinstance(left, np.ndarray):
        return left.dtype == right.dtype and np.array_equal(left, right)
    if dataclasses.is_dataclass(left):
        names = [field.name for field in dataclasses.fields(left)]
        return all(alike(getattr(left, name), getattr(right, name)) for name in names)
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(alike(left[k], right[k]) for k in left)
    if isinstance(left, tuple):
        return len(left) == len(right) and all(map(alike, left, right))
    return bool(left == right)


def kind(message: Message) -> str:
    return type(message).__name__


def test_there_is_an_example_of_every_message() -> None:
    assert {type(message) for message in MESSAGES} == set(typing.get_args(Message))


@pytest.mark.parametrize("message", MESSAGES, ids=kind)
def test_a_message_comes_out_as_it_went_in(message: Message) -> None:
    (received,) = Decoder().feed(encode(message))
    assert alike(received, message)


def test_messages_are_cut_right_whatever_pieces_arrive() -> None:
    stream = b"".join(map(encode, MESSAGES))
    for piece in (1, 7, 64, 4096):
        decoder = Decoder()
        received = [
            message
            for start in range(0, len(stream), piece)
            for message in decoder.feed(stream[start : start + piece])
        ]
        assert alike(tuple(received), MESSAGES)


def test_the_window_can_take_one_message_at_a_time() -> None:
    decoder = Decoder()
    decoder.push(encode(Ping(1)) + encode(Ping(2)) + encode(Ping(3))[:-1])
    assert [decoder.pop(), decoder.pop(), decoder.pop()] == [Ping(1), Ping(2), None]
    decoder.push(encode(Ping(3))[-1:])
    assert decoder.pop() == Ping(3)


@pytest.mark.parametrize("raw", [b"caf\xe9.jpg", b"\xff\xfe", "猫.jpg".encode()])
def test_any_file_name_survives(raw: bytes) -> None:
    path = os.fsdecode(b"/photos/" + raw)
    (received,) = Decoder().feed(encode(Inspect(1, (Picture(ImageRef(path, path, path)),))))
    assert isinstance(received, Inspect)
    assert os.fsencode(received.pictures[0].image.path) == b"/photos/" + raw


def test_arrays_need_not_be_contiguous() -> None:
    seen = inspection()
    every_second = np.linspace(0, 1, 20, dtype=np.float32)[::2]
    blocks = (BlockGates("SE_2_1", 2, 1, "layer1.0.SE", every_second),)
    turned = dataclasses.replace(seen, blocks=blocks, seen=seen.seen.transpose(1, 0, 2))
    (received,) = Decoder().feed(encode(Inspected(1, turned)))
    assert alike(received, Inspected(1, turned))


def test_numpy_numbers_become_plain_ones() -> None:
    numbers: dict[str, Any] = {"milliseconds": np.float32(2.5), "width": np.int64(3)}
    seen = dataclasses.replace(inspection(), **numbers)
    (received,) = Decoder().feed(encode(Inspected(1, seen)))
    assert isinstance(received, Inspected)
    assert (received.inspection.milliseconds, received.inspection.width) == (2.5, 3)
    assert type(received.inspection.milliseconds) is float
    assert type(received.inspection.width) is int


def test_what_is_received_cannot_be_changed_by_accident() -> None:
    (received,) = Decoder().feed(encode(Inspected(1, inspection())))
    assert isinstance(received, Inspected)
    with pytest.raises(ValueError, match="read-only"):
        received.inspection.blocks[0].gates[0] = 1


def test_a_message_too_large_for_a_frame_is_refused_before_it_is_sent() -> None:
    with pytest.raises(ViewerError) as refusal:
        encode(Notice("code", "x" * (LARGEST_HEADER + 1), {}))
    assert refusal.value.code == "protocol.too_large"
