"""Large images are bounded before they are decoded."""

from __future__ import annotations

import io
import struct
import sys
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from senet_viewer.errors import ViewerError
from senet_viewer.images import decode
from senet_viewer.images.decode import decode_image

from .conftest import SAMPLES

Encode = Callable[..., bytes]


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def jpeg_that_claims(width: int, height: int, encode: Encode) -> bytes:
    data = bytearray(encode(Image.new("RGB", (16, 16)), "JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def refusal(source: bytes | Path) -> ViewerError:
    with pytest.raises(ViewerError) as caught:
        decode_image(source)
    return caught.value


@pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (2**31 - 1, 1), (1, 2**31 - 1)])
def test_a_png_bomb_is_refused_by_its_header(width: int, height: int) -> None:
    error = refusal(png_that_claims(width, height))
    assert error.code == "image.too_large"
    assert "megapixels" in error.sentence


def test_a_jpeg_that_claims_four_gigapixels_is_refused(encode: Encode) -> None:
    assert refusal(jpeg_that_claims(65_500, 65_500, encode)).code == "image.too_large"


def test_a_gif_and_a_webp_that_claim_too_much_are_refused(encode: Encode) -> None:
    gif = bytearray(encode(Image.new("P", (16, 16)), "GIF"))
    gif[6:10] = struct.pack("<HH", 65_000, 65_000)
    assert refusal(bytes(gif)).code == "image.too_large"
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "blue")]
    webp = bytearray(encode(frames[0], "WEBP", save_all=True, append_images=frames[1:]))
    at = webp.index(b"VP8X") + 12
    webp[at : at + 6] = (16_000).to_bytes(3, "little") * 2
    assert refusal(bytes(webp)).code in ("image.too_large", "image.damaged")


def test_no_warning_and_no_global_setting_is_needed(encode: Encode) -> None:
    bound = Image.MAX_IMAGE_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        decoded = decode_image(encode(Image.new("1", (12_000, 8_000)), "PNG"))
    assert decoded.pixels.shape == (8_000, 12_000, 3)
    assert bound == Image.MAX_IMAGE_PIXELS


def test_a_file_of_too_many_bytes_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.jpg"
    with file.open("wb") as stream:
        stream.truncate(decode.LARGEST_FILE + 1)
    assert refusal(file).code == "image.too_large"


def test_above_the_kept_size_pictures_come_scaled_down(
    monkeypatch: pytest.MonkeyPatch, quadrants: Image.Image, encode: Encode
) -> None:
    monkeypatch.setattr(decode, "LARGEST_KEPT", 96 * 64 // 4)
    for file_format in ("JPEG", "PNG", "TIFF"):
        for mode in ("L", "RGB", "CMYK", "RGBA", "P", "I;16"):
            if (file_format, mode) in {("JPEG", "RGBA"), ("JPEG", "P"), ("PNG", "CMYK")}:
                continue
            if mode == "I;16":
                if file_format == "JPEG":
                    continue
                grey = np.asarray(quadrants.convert("L")).astype(np.uint16)
                image = Image.fromarray(grey * 257)
            else:
                image = quadrants.convert(mode)
            decoded = decode_image(encode(image, file_format))
            assert decoded.pixels.shape == (32, 48, 3)
            assert (decoded.width, decoded.height) == (96, 64)
            expected = np.asarray(
                image.convert("RGB") if mode != "I;16" else quadrants.convert("L")
            )
            seen = decoded.pixels[8, 12].astype(int)
            assert np.abs(seen - expected[16, 24]).max() <= 3


class TestDraft:
    def test_a_jpeg_is_decoded_smaller_but_never_below_at_least(self, encode: Encode) -> None:
        data = encode(Image.new("RGB", (1000, 700)), "JPEG")
        for at_least, height in ((700, 700), (351, 700), (350, 350), (100, 175), (87, 88), (1, 88)):
            assert decode_image(data, at_least=at_least).pixels.shape[0] == height

    def test_a_draft_looks_like_the_whole_picture_scaled_down(self) -> None:
        file = SAMPLES / "tabby.jpg"
        whole, draft = decode_image(file), decode_image(file, at_least=150)
        assert draft.pixels.shape == (150, 226, 3)
        small = Image.fromarray(whole.pixels).resize((226, 150), Image.Resampling.BOX)
        difference = draft.pixels.astype(int) - np.asarray(small)
        assert np.abs(difference).mean() < 3

    def test_other_formats_stay_whole(self, encode: Encode) -> None:
        data = encode(Image.new("RGB", (800, 800)), "PNG")
        assert decode_image(data, at_least=10).pixels.shape == (800, 800, 3)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak memory as Linux gives it")
def test_a_13000_by_13000_jpeg_decodes_within_bounded_memory(tmp_path: Path) -> None:
    import subprocess

    stream = io.BytesIO()
    Image.new("RGB", (13_000, 13_000), (10, 200, 30)).save(stream, "JPEG")
    (tmp_path / "large.jpg").write_bytes(stream.getvalue())
    program = (
        "import resource, sys\n"
        "from senet_viewer.images.decode import decode_image\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "seen = decode_image(sys.argv[1], at_least=224)\n"
        "whole = decode_image(sys.argv[1])\n"
        "after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(seen.width, seen.pixels.shape[0], whole.pixels.shape[0], (after - before) // 1024)\n"
    )
    output = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "large.jpg")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    width, draft, whole, megabytes = map(int, output.split())
    assert (width, draft, whole) == (13_000, 1_625, 6_500)
    assert megabytes < 500
