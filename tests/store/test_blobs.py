"""Gates and pictures keep every bit, and hostile bytes cannot grow beyond what is expected."""

from __future__ import annotations

import zlib

import numpy as np
import pytest
from PIL import Image

from senet_viewer.resources import sample_images
from senet_viewer.store.blobs import pack_gates, pack_pixels, unpack_gates, unpack_pixels
from tests.store.making import packed_as_in_version_1


@pytest.mark.parametrize("count", [0, 1, 7, 15_104])
def test_gates_come_back_exactly(count: int) -> None:
    gates = np.random.default_rng(count).uniform(0, 1, count).astype(np.float32)
    back = unpack_gates(pack_gates(gates), count)
    assert back.dtype == np.float32
    np.testing.assert_array_equal(back, gates)


def test_numbers_that_are_none_come_back_too() -> None:
    gates = np.array([np.nan, np.inf, -0.0, 1e-45], np.float32)
    assert unpack_gates(pack_gates(gates), 4).tobytes() == gates.tobytes()


@pytest.mark.parametrize("shape", [(64, 64, 3), (1, 1, 3), (3, 500, 3), (0, 0, 3)])
def test_pictures_come_back_exactly(shape: tuple[int, int, int]) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, shape, np.uint8)
    back = unpack_pixels(pack_pixels(pixels))
    assert back.shape == shape
    np.testing.assert_array_equal(back, pixels)


@pytest.mark.parametrize("shape", [(64, 48, 3), (0, 0, 3)])
def test_pictures_of_version_1_come_back_exactly(shape: tuple[int, int, int]) -> None:
    pixels = np.random.default_rng(2).integers(0, 256, shape, np.uint8)
    np.testing.assert_array_equal(unpack_pixels(packed_as_in_version_1(pixels)), pixels)


def test_photos_take_less_room_than_in_version_1() -> None:
    for path in sample_images():
        with Image.open(path) as photo:
            pixels = np.asarray(photo.convert("RGB").resize((224, 224)))
        packed = pack_pixels(pixels)
        assert len(packed) < 0.75 * len(packed_as_in_version_1(pixels))
        np.testing.assert_array_equal(unpack_pixels(packed), pixels)


def test_smooth_pictures_take_less_room() -> None:
    ramp = np.add.outer(np.arange(128), np.arange(128)).astype(np.uint8)
    pixels = np.stack([ramp, ramp, ramp], axis=2)
    assert len(pack_pixels(pixels)) < pixels.nbytes / 20


@pytest.mark.parametrize("count", [9, 11])
def test_another_number_of_gates_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="bytes"):
        unpack_gates(pack_gates(np.zeros(10, np.float32)), count)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zlib.compress(bytes(200_000_000), 9)
    with pytest.raises(ValueError, match="instead of 40"):
        unpack_gates(bomb, 10)


@pytest.mark.parametrize("cut", [0, 1, 10, -1])
def test_cut_or_changed_bytes_are_refused(cut: int) -> None:
    blob = pack_gates(np.linspace(0, 1, 100, dtype=np.float32))
    with pytest.raises(ValueError):
        unpack_gates(blob[:cut], 100)
    changed = bytearray(blob)
    changed[len(blob) // 2] ^= 0xFF
    with pytest.raises(ValueError):
        unpack_gates(bytes(changed), 100)
    with pytest.raises(ValueError):
        unpack_pixels(pack_pixels(np.zeros((4, 4, 3), np.uint8))[:cut])
