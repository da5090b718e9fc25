"""What cannot be shown is refused with one sentence that names the file and what to do."""

from __future__ import annotations

import os
import random
import socket
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFile

from senet_viewer.errors import ViewerError, printable
from senet_viewer.images.decode import decode_image

from .conftest import SAMPLES

Encode = Callable[..., bytes]
needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX files")


def refusal(source: str | Path | bytes) -> ViewerError:
    with pytest.raises(ViewerError) as caught:
        decode_image(source)
    return caught.value


def assert_good_sentence(error: ViewerError, name: str) -> None:
    assert name in error.sentence
    assert error.params["file"] == name
    assert error.sentence.endswith(".")
    assert "\n" not in error.sentence
    assert "Traceback" not in error.sentence
    error.sentence.encode("utf-8")


def test_a_missing_file(tmp_path: Path) -> None:
    error = refusal(tmp_path / "gone.jpg")
    assert error.code == "image.missing"
    assert_good_sentence(error, "gone.jpg")


@pytest.mark.parametrize("name", ["", "a\0b.jpg", "photo.jpg/inside.jpg"])
def test_a_name_that_no_file_has(name: str, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    path = str(tmp_path / name) if name else os.fspath(tmp_path / "no" / "where")
    assert refusal(path).code == "image.missing"


def test_a_folder(tmp_path: Path) -> None:
    error = refusal(tmp_path)
    assert error.code == "image.folder"
    assert_good_sentence(error, tmp_path.name)


def test_an_empty_file_and_empty_bytes(tmp_path: Path) -> None:
    (tmp_path / "nothing.png").touch()
    error = refusal(tmp_path / "nothing.png")
    assert error.code == "image.empty"
    assert_good_sentence(error, "nothing.png")
    assert refusal(b"").code == "image.empty"


@needs_posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    file = tmp_path / "secret.jpg"
    file.write_bytes(b"x")
    file.chmod(0)
    assert refusal(file).code == "image.unreadable"


@needs_posix
def test_a_pipe_a_socket_and_a_loop_of_links_do_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert refusal(tmp_path / "pipe.jpg").code == "image.not_image"
    (tmp_path / "loop.jpg").symlink_to(tmp_path / "loop.jpg")
    assert refusal(tmp_path / "loop.jpg").code == "image.unreadable"
    with socket.socket(socket.AF_UNIX) as server:
        previous = Path.cwd()
        os.chdir(tmp_path)
        server.bind("socket.jpg")
        os.chdir(previous)
        assert refusal(tmp_path / "socket.jpg").code == "image.not_image"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.txt", b"Dear diary, P3 is not a picture"),
        ("P3.txt", b"P3 is the third point of the list"),
        ("header.h", b"#define WIDTH 640\n#define HEIGHT 480\n"),
        ("archive.zip", b"PK\x03\x04" + bytes(100)),
        ("BMW.txt", b"BMW is a maker of cars"),
        ("weights.safetensors", b"\x40\0\0\0\0\0\0\0{}" + bytes(64)),
        ("noise.bin", bytes(range(256))),
        ("zeros.bin", bytes(4096)),
    ],
)
def test_other_files_are_no_images(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    error = refusal(tmp_path / name)
    assert error.code == "image.not_image"
    assert_good_sentence(error, name)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"\n<SVG width='1'></SVG>", "SVG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64), "HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + bytes(64), "HEIC"),
        (b"\0\0\0\x18ftypisom\0\0\0\0" + bytes(64), "video"),
        (b"\x1aE\xdf\xa3" + bytes(64), "video"),
        (b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(64), "JPEG XL"),
        (b"%PDF-1.7\n" + bytes(64), "PDF"),
    ],
)
def test_known_but_unsupported_formats_are_named(content: bytes, what: str, tmp_path: Path) -> None:
    (tmp_path / "picture.jpg").write_bytes(content)
    error = refusal(tmp_path / "picture.jpg")
    assert error.code == "image.unsupported"
    assert what in error.sentence
    assert_good_sentence(error, "picture.jpg")


@needs_posix
def test_postscript_never_starts_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quadrants: Image.Image
) -> None:
    witness = tmp_path / "started"
    for name in ("gs", "ghostscript", "gswin64c"):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\ntouch '{witness}'\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    quadrants.save(tmp_path / "drawing.eps")
    assert refusal(tmp_path / "drawing.eps").code == "image.unsupported"
    assert not witness.exists()


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "GIF", "BMP", "PPM"])
def test_a_file_that_is_cut_short_is_refused_at_every_cut(
    file_format: str, encode: Encode, tmp_path: Path
) -> None:
    with Image.open(SAMPLES / "tabby.jpg") as photo:
        data = encode(photo.resize((120, 80)), file_format)
    cuts = [*range(20, 200, 9), *range(200, len(data) - 40, max(1, len(data) // 40))]
    for cut in cuts:
        file = tmp_path / f"cut.{file_format.lower()}"
        file.write_bytes(data[:cut])
        error = refusal(file)
        assert error.code in ("image.truncated", "image.damaged"), cut
        assert "cut short" in error.sentence
    assert refusal(data[: len(data) // 2]).code == "image.truncated"


@pytest.mark.parametrize("file_format", ["WEBP", "TIFF", "AVIF", "JPEG2000", "ICO", "TGA", "QOI"])
def test_half_a_file_of_other_formats_is_refused(
    file_format: str, encode: Encode, tmp_path: Path
) -> None:
    with Image.open(SAMPLES / "tabby.jpg") as photo:
        data = encode(photo.resize((120, 80)), file_format)
    file = tmp_path / f"cut.{file_format.lower()}"
    file.write_bytes(data[: len(data) // 2])
    assert "cut short" in refusal(file).sentence


def test_the_whole_file_behind_a_cut_one_still_opens(encode: Encode) -> None:
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
    data = (SAMPLES / "tabby.jpg").read_bytes()
    refusal(data[:1000])
    assert decode_image(data).pixels.shape == (300, 451, 3)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "file_format", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "PPM", "ICO", "TGA", "PSD", "QOI"]
)
def test_mutated_files_are_refused_or_decoded_and_nothing_else(
    file_format: str, quadrants: Image.Image, encode: Encode, tmp_path: Path
) -> None:
    source = random.Random(f"mutations of {file_format}")
    whole = _psd() if file_format == "PSD" else encode(quadrants, file_format)
    file = tmp_path / f"mutated.{file_format.lower()}"
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(source.choice((1, 3, 20))):
            # Headers are where the harm is: half of the hits go there.
            end = min(64, len(data)) if source.random() < 0.5 else len(data)
            data[source.randrange(end)] = source.choice((0, 0x7F, 0xFF, source.randrange(256)))
        if source.random() < 0.2:
            del data[source.randrange(len(data)) :]
        file.write_bytes(data)
        try:
            decoded = decode_image(file)
        except ViewerError as error:
            assert error.code.startswith("image.")  # noqa: PT017 - both outcomes are good
        else:
            assert decoded.pixels.dtype == np.uint8
            assert decoded.pixels.ndim == 3


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "header",
    [
        *(b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"GIF89a", b"BM", b"II*\0"),
        *(b"MM\0*", b"RIFF\xff\0\0\0WEBPVP8 ", b"P6 ", b"\0\0\1\0", b"8BPS\0\1", b"qoif"),
        *(b"\0\0\0\x0cjP  \r\n\x87\n", b"\0\0\0\x20ftypavif", b"DDS ", b"icns", b"\x0a\5\1\x08"),
        *(b"SIMPLE  =", b"\x01\xda\1\1", b"Y\xa6j\x95", b"/* XPM */", b"#define a_width 9", b""),
    ],
)
def test_random_bytes_behind_a_signature_are_refused(header: bytes) -> None:
    source = random.Random(header)
    for length in (0, 1, 30, 3000):
        with pytest.raises(ViewerError):
            decode_image(header + source.randbytes(length))


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux")
class TestNamesThatAreNotUtf8:
    NAME = os.fsdecode(b"caf\xe9 \xff.jpg")

    def test_the_file_opens(self, tmp_path: Path) -> None:
        file = tmp_path / self.NAME
        file.write_bytes((SAMPLES / "tabby.jpg").read_bytes())
        assert decode_image(str(file)).width == 451

    def test_its_refusal_can_be_printed(self, tmp_path: Path) -> None:
        file = tmp_path / self.NAME
        file.write_bytes(b"no picture")
        assert_good_sentence(refusal(str(file)), "caf� �.jpg")


def test_names_that_would_break_a_line_or_a_terminal_are_made_printable() -> None:
    assert printable("a\nb\x1b[31m\u202egpj.exe") == "a�b�[31m�gpj.exe"
    assert printable("naïve 写真 🐈‍⬛.jpg") == "naïve 写真 🐈‍⬛.jpg"


def test_threads_decode_side_by_side() -> None:
    files = sorted(SAMPLES.glob("*.jpg")) * 8
    alone = {file: decode_image(file, at_least=64).pixels for file in files}
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda file: decode_image(file, at_least=64).pixels, files))
    for file, pixels in zip(files, together, strict=True):
        assert np.array_equal(pixels, alone[file])


def _psd() -> bytes:
    """A flat 8×8 RGB Photoshop file: header, three empty sections, uncompressed planes."""
    header = b"8BPS\0\1" + bytes(6) + b"\0\3" + b"\0\0\0\x08" * 2 + b"\0\x08\0\3"
    return header + bytes(12) + b"\0\0" + bytes(range(192))
