"""Every kind of pixels becomes RGB as the eye expects it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from senet_viewer.images.decode import decode_image
from senet_viewer.images.modes import scale_integers
from senet_viewer.records import Pixels

from .conftest import SAMPLES

Encode = Callable[..., bytes]


def centres(pixels: Pixels) -> list[tuple[int, ...]]:
    """The colours at the centres of the four quarters, row by row."""
    height, width = pixels.shape[:2]
    return [
        tuple(int(value) for value in pixels[y, x])
        for y in (height // 4, 3 * height // 4)
        for x in (width // 4, 3 * width // 4)
    ]


RED, GREEN, BLUE, YELLOW = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)
WHITE, BLACK = (255, 255, 255), (0, 0, 0)


@pytest.mark.parametrize("name", ["tabby", "espresso", "alp", "dragonfly"])
def test_sample_photos_decode_to_what_pillow_shows(name: str) -> None:
    file = SAMPLES / f"{name}.jpg"
    decoded = decode_image(file)
    with Image.open(file) as image:
        expected = np.asarray(image.convert("RGB"))
    assert np.array_equal(decoded.pixels, expected)
    assert (decoded.height, decoded.width) == expected.shape[:2]
    assert decoded.format == "JPEG"


def test_path_text_and_bytes_give_the_same(tmp_path: Path) -> None:
    file = SAMPLES / "tabby.jpg"
    first, second, third = (decode_image(s) for s in (file, str(file), file.read_bytes()))
    assert np.array_equal(first.pixels, second.pixels)
    assert np.array_equal(first.pixels, third.pixels)


@pytest.mark.parametrize(
    "file_format",
    ["PNG", "BMP", "TIFF", "PPM", "TGA", "PCX", "SGI", "QOI", "DDS", "WEBP", "AVIF", "JPEG2000"],
)
def test_formats_keep_colours_and_size(
    file_format: str, quadrants: Image.Image, encode: Encode, tmp_path: Path
) -> None:
    options = {"lossless": True} if file_format == "WEBP" else {}
    file = tmp_path / f"picture.{'tga' if file_format == 'TGA' else 'dat'}"
    file.write_bytes(encode(quadrants, file_format, **options))
    decoded = decode_image(file)
    assert (decoded.width, decoded.height) == (96, 64)
    assert decoded.format == file_format
    difference = np.array(centres(decoded.pixels)) - np.array([RED, GREEN, BLUE, YELLOW])
    assert np.abs(difference).max() <= 6


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "PA", "I;16", "CMYK", "LAB"])
def test_grey_stripes_survive_every_mode(mode: str, encode: Encode) -> None:
    grey = Image.fromarray(np.repeat(np.array([[0, 255]], np.uint8), 32, axis=1).repeat(16, axis=0))
    if mode == "I;16":
        image = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    elif mode == "LAB":
        transform = ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
        )
        converted = ImageCms.applyTransform(grey.convert("RGB"), transform)
        assert converted is not None
        image = converted
    elif mode == "CMYK":
        image = grey.convert("RGB").convert("CMYK")
    elif mode == "PA":
        image = grey.convert("LA").convert("PA")
    else:
        image = grey.convert(mode)
    file_format = "TIFF" if mode in ("LAB", "CMYK", "PA") else "PNG"
    pixels = decode_image(encode(image, file_format)).pixels
    assert pixels.shape == (16, 64, 3)
    assert np.abs(pixels[8, 8].astype(int) - 0).max() <= 2
    assert np.abs(pixels[8, 56].astype(int) - 255).max() <= 2


def test_ycbcr_tiff_is_converted(quadrants: Image.Image, encode: Encode) -> None:
    data = encode(quadrants.convert("YCbCr"), "TIFF", compression="tiff_lzw")
    difference = np.array(centres(decode_image(data).pixels)) - [RED, GREEN, BLUE, YELLOW]
    assert np.abs(difference).max() <= 3


def test_cmyk_jpeg_in_adobes_inverted_form_is_not_a_negative(encode: Encode) -> None:
    red = Image.new("CMYK", (32, 32), (0, 255, 255, 0))
    data = encode(red, "JPEG", quality=95)
    assert b"Adobe" in data
    pixel = decode_image(data).pixels[16, 16].astype(int)
    assert pixel[0] > 240
    assert pixel[1:].max() < 15


def test_transparent_parts_become_white_and_half_transparent_ones_lighter(encode: Encode) -> None:
    pixels = np.zeros((2, 3, 4), np.uint8)
    pixels[:, :, 3] = (0, 128, 255)
    row = decode_image(encode(Image.fromarray(pixels), "PNG")).pixels[0]
    assert row.tolist() == [[255] * 3, [127] * 3, [0] * 3]


def test_palette_with_a_transparent_entry_is_put_on_white(encode: Encode) -> None:
    image = Image.new("P", (2, 1))
    image.putpalette([10, 20, 30, 40, 50, 60])
    image.putdata([0, 1])
    row = decode_image(encode(image, "PNG", transparency=0)).pixels[0]
    assert row.tolist() == [[255, 255, 255], [40, 50, 60]]


def test_transparent_colour_of_rgb_and_grey_pictures_is_put_on_white(encode: Encode) -> None:
    colours = Image.fromarray(np.array([[[9, 9, 9], [50, 60, 70]]], np.uint8))
    row = decode_image(encode(colours, "PNG", transparency=(9, 9, 9))).pixels[0]
    assert row.tolist() == [[255, 255, 255], [50, 60, 70]]
    grey = Image.fromarray(np.array([[9, 80]], np.uint8))
    assert decode_image(encode(grey, "PNG", transparency=9)).pixels[0, :, 0].tolist() == [255, 80]


class TestSixteenBit:
    """White is the full range of the smallest usual depth that holds the brightest value."""

    @pytest.mark.parametrize("bits", [8, 10, 12, 14, 16])
    def test_full_range_of_each_depth_becomes_black_to_white(self, bits: int) -> None:
        ramp = np.linspace(0, 2**bits - 1, 256).round().astype(np.uint16)[None]
        assert np.abs(scale_integers(ramp)[0].astype(int) - np.arange(256)).max() <= 1

    def test_a_16_bit_png_is_scaled_not_clipped(self, encode: Encode) -> None:
        ramp = np.tile(np.linspace(0, 65535, 256).astype(np.uint16), (4, 1))
        row = decode_image(encode(Image.fromarray(ramp), "PNG")).pixels[0, :, 0]
        assert np.abs(row.astype(int) - np.arange(256)).max() <= 1

    def test_a_12_bit_picture_in_16_bits_is_not_nearly_black(self, encode: Encode) -> None:
        ramp = np.tile(np.linspace(0, 4095, 256).astype(np.uint16), (4, 1))
        for file_format in ("PNG", "TIFF"):
            assert decode_image(encode(Image.fromarray(ramp), file_format)).pixels.max() == 255

    def test_big_endian_tiff_reads_the_same(self, tmp_path: Path) -> None:
        ramp = np.tile(np.linspace(0, 65535, 256).astype(">u2"), (2, 1))
        header = _grey_tiff_header(ramp.shape[1], ramp.shape[0], bits=16)
        (tmp_path / "ramp.tif").write_bytes(header + ramp.tobytes())
        row = decode_image(tmp_path / "ramp.tif").pixels[0, :, 0]
        assert np.abs(row.astype(int) - np.arange(256)).max() <= 1

    def test_a_16_bit_pgm_is_scaled(self) -> None:
        ramp = np.linspace(0, 65535, 256).astype(">u2")
        row = decode_image(b"P5 256 1 65535\n" + ramp.tobytes()).pixels[0, :, 0]
        assert np.abs(row.astype(int) - np.arange(256)).max() <= 1

    def test_values_outside_16_bits_run_from_darkest_to_brightest(self) -> None:
        values = np.array([[-1000, 0, 1000]], np.int32)
        assert scale_integers(values).tolist() == [[0, 128, 255]]
        assert scale_integers(np.array([[0, 2**31 - 1]], np.int32)).tolist() == [[0, 255]]


class TestFloats:
    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ([0.0, 0.5, 1.0], [0, 128, 255]),
            ([0.2, 0.4, 0.6], [51, 102, 153]),
            ([0.0, 100.0, 200.0], [0, 100, 200]),
            ([-2.0, 0.0, 2.0], [0, 128, 255]),
            ([0.0, 5000.0, 20000.0], [0, 64, 255]),
            ([7000.0, 7000.0, 7000.0], [0, 0, 0]),
            ([0.0, float("nan"), 1.0], [0, 0, 255]),
            ([float("-inf"), 0.5, float("inf")], [0, 128, 255]),
            ([-3e38, 0.0, 3e38], [0, 128, 255]),
        ],
    )
    def test_floats_are_scaled_not_clipped(
        self, values: list[float], expected: list[int], encode: Encode
    ) -> None:
        data = encode(Image.fromarray(np.array([values], np.float32)), "TIFF")
        row = decode_image(data).pixels[0, :, 0]
        assert row.tolist() == expected


@pytest.mark.parametrize("file_format", ["GIF", "PNG", "WEBP", "TIFF", "AVIF"])
def test_only_the_first_frame_of_an_animation_is_seen(file_format: str, encode: Encode) -> None:
    frames = [Image.new("RGB", (32, 32), colour) for colour in (RED, GREEN, BLUE)]
    data = encode(frames[0], file_format, save_all=True, append_images=frames[1:])
    pixel = decode_image(data).pixels[16, 16].astype(int)
    assert np.abs(pixel - RED).max() <= 6


def test_a_gif_with_transparency_is_put_on_white(encode: Encode) -> None:
    image = Image.new("P", (16, 16), 1)
    image.putpalette([0, 0, 0, 0, 128, 0])
    image.paste(0, (0, 0, 8, 16))
    pixels = decode_image(encode(image, "GIF", transparency=0)).pixels
    assert pixels[8, 4].tolist() == [255, 255, 255]
    assert pixels[8, 12].tolist() == [0, 128, 0]


def test_the_first_picture_of_a_stereo_photo_is_seen(
    quadrants: Image.Image, encode: Encode
) -> None:
    other = Image.new("RGB", quadrants.size, BLACK)
    data = encode(quadrants, "MPO", save_all=True, append_images=[other], quality=95)
    decoded = decode_image(data, at_least=24)
    assert decoded.width == 96
    assert np.abs(np.array(centres(decoded.pixels)) - [RED, GREEN, BLUE, YELLOW]).max() <= 12


def _grey_tiff_header(width: int, height: int, bits: int) -> bytes:
    """A big-endian, uncompressed TIFF with one strip that follows the header."""
    entries = [
        (256, width),
        (257, height),
        (258, bits),
        (259, 1),
        (262, 1),
        (277, 1),
        (278, height),
    ]
    offset = 8 + 2 + 12 * (len(entries) + 2) + 4
    rows = sorted([*entries, (273, offset), (279, width * height * bits // 8)])
    directory = b"".join(
        tag.to_bytes(2, "big") + b"\0\4" + (1).to_bytes(4, "big") + value.to_bytes(4, "big")
        for tag, value in rows
    )
    return b"MM\0*" + (8).to_bytes(4, "big") + len(rows).to_bytes(2, "big") + directory + bytes(4)
