"""The orientation that a camera wrote is applied once, whatever the format."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from senet_viewer.images.decode import decode_image

Encode = Callable[..., bytes]

STORED = {
    # How an upright picture has to be stored so that the orientation turns it upright.
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def exif_with(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif.tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_each_orientation_comes_out_upright(
    orientation: int, file_format: str, quadrants: Image.Image, encode: Encode
) -> None:
    turn = STORED[orientation]
    stored = quadrants if turn is None else quadrants.transpose(turn)
    data = encode(stored, file_format, exif=exif_with(orientation))
    decoded = decode_image(data)
    assert (decoded.width, decoded.height) == (96, 64)
    assert decoded.pixels.shape == (64, 96, 3)
    # Away from the borders of the quarters, which lossy formats blur.
    inner = np.s_[8:24, 8:40]
    difference = decoded.pixels[inner].astype(int) - np.asarray(quadrants)[inner]
    assert np.abs(difference).max() <= 8


@pytest.mark.parametrize("orientation", [3, 6])
def test_a_draft_is_turned_too_and_keeps_the_own_size(orientation: int, encode: Encode) -> None:
    picture = Image.new("RGB", (800, 640), (0, 90, 0))
    picture.paste((200, 0, 0), (0, 0, 800, 320))
    turn = STORED[orientation]
    assert turn is not None
    data = encode(picture.transpose(turn), "JPEG", exif=exif_with(orientation), quality=95)
    decoded = decode_image(data, at_least=80)
    assert (decoded.width, decoded.height) == (800, 640)
    assert decoded.pixels.shape == (80, 100, 3)
    assert decoded.pixels[20, 50, 0] > 190
    assert decoded.pixels[60, 50, 1] > 80


@pytest.mark.parametrize("orientation", [0, 9, 255])
def test_an_impossible_orientation_is_ignored(
    orientation: int, quadrants: Image.Image, encode: Encode
) -> None:
    decoded = decode_image(encode(quadrants, "PNG", exif=exif_with(orientation)))
    assert np.array_equal(decoded.pixels, np.asarray(quadrants))


def test_damaged_metadata_do_not_cost_the_picture(quadrants: Image.Image, encode: Encode) -> None:
    exif = exif_with(6)
    data = encode(quadrants, "PNG", exif=exif[:8] + b"\xff" * (len(exif) - 8))
    assert np.array_equal(decode_image(data).pixels, np.asarray(quadrants))
