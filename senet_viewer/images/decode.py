"""Decodes an image file within bounds, upright and in RGB: the same pixels for eye and network."""

from __future__ import annotations

import io
import os
import stat
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, JpegImagePlugin

from senet_viewer.errors import ViewerError
from senet_viewer.images import refusals
from senet_viewer.images.modes import to_rgb
from senet_viewer.records import Pixels

LARGEST_FILE = 512 * 2**20
"""Bytes of the largest file that is read."""

LARGEST_DRAFT = 300_000_000
"""Pixels of the largest JPEG, which the decoder can scale down while it reads."""

LARGEST_WHOLE = 180_000_000
"""Pixels of the largest image that has to be decoded whole before it can be scaled down."""

LARGEST_KEPT = 100_000_000
"""Pixels above which an image is halved (or more) while decoding, to bound the memory."""

# Not EPS (starts Ghostscript), WMF (calls the system), nor containers of data or video.
_SIGNED = (
    *("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF", "JPEG2000", "PPM", "ICO", "PSD", "QOI"),
    *("DDS", "ICNS", "CUR", "DIB", "PCX", "DCX", "SGI", "SUN", "FLI", "XBM", "XPM", "MSP", "PIXAR"),
    *("FITS", "GBR", "FTEX", "BLP"),
)
# Of these, two to four common bytes at the start of some other file are no proof.
_WEAKLY_SIGNED = frozenset(
    {"BMP", "PPM", "ICO", "CUR", "DIB", "PCX", "DCX", "SGI", "SUN", "FLI", "XBM", "XPM", "MSP"}
    | {"PIXAR"}
)
# Formats without a signature would take random bytes for pictures: only by the file's name.
_BY_SUFFIX = {
    **dict.fromkeys((".tga", ".vda", ".icb", ".vst"), "TGA"),
    ".im": "IM",
    ".spi": "SPIDER",
    ".pcd": "PCD",
}

IMAGE_SUFFIXES: frozenset[str] = frozenset(
    {
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".webp", ".tif", ".tiff"),
        *(".gif", ".bmp", ".dib", ".avif", ".avifs", ".jp2", ".j2k", ".j2c", ".jpc", ".jpf"),
        *(".jpx", ".ppm", ".pgm", ".pbm", ".pnm", ".pfm", ".ico", ".cur", ".icns", ".psd", ".qoi"),
        *(".dds", ".pcx", ".dcx", ".sgi", ".rgb", ".rgba", ".bw", ".ras", ".flc", ".fli", ".xbm"),
        *(".xpm", ".msp", ".pxr", ".fit", ".fits", ".gbr", ".ftc", ".ftu", ".blp"),
        *_BY_SUFFIX,
    }
)
"""Suffixes, in lower case, of the files that are taken for images in a folder."""

_TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SWAPS_SIDES = frozenset(_TRANSPOSE[orientation] for orientation in (5, 6, 7, 8))
_ORIENTATION = 0x0112


@dataclass(frozen=True)
class DecodedImage:
    """A picture: ``pixels`` ``[H, W, 3]`` uint8, upright.

    ``width`` and ``height`` are the image's own (upright); ``pixels`` may be smaller than that.
    ``format`` is Pillow's name of the file format, such as ``"JPEG"``.
    """

    pixels: Pixels
    width: int
    height: int
    format: str


def decode_image(
    source: str | os.PathLike[str] | bytes, *, at_least: int | None = None
) -> DecodedImage:
    """Decode the first frame of an image file, or of encoded ``bytes``.

    The orientation in the metadata is applied once; transparency is put on white; 16 bit and
    floats are scaled (see ``modes``). With ``at_least``, a JPEG may be decoded at 1/2, 1/4 or 1/8
    of its size, which is several times quicker, as long as its shorter side keeps ``at_least``
    pixels. Images above ``LARGEST_KEPT`` pixels always come scaled down.

    Thread-safe; no setting of Pillow is changed. Raises ``ViewerError`` with one of the codes
    ``image.missing``, ``.folder``, ``.unreadable``, ``.empty``, ``.not_image``, ``.unsupported``,
    ``.too_large``, ``.truncated``, ``.damaged`` and ``.no_memory``.
    """
    if isinstance(source, bytes):
        name, suffix, data = refusals.IMAGE_DATA, "", source
        if len(data) > LARGEST_FILE:
            raise refusals.too_large(name, _megabytes(len(data)), _megabytes(LARGEST_FILE))
    else:
        path = Path(source)
        name, suffix = path.name or str(path), path.suffix.lower()
        data = _read(path, name)
    if not data:
        raise refusals.empty(name)
    with _open(data, name, suffix) as image:
        _check_size(image, name)
        try:
            return _decode(image, at_least)
        except Exception as error:  # damaged files raise anything
            raise _refusal(error, name, data) from error


def _read(path: Path, name: str) -> bytes:
    # Read whole: a file that Pillow maps into memory and that then shrinks would end the process.
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise refusals.folder(name, str(path))
        if not stat.S_ISREG(status.st_mode):
            raise refusals.not_image(name, f"{path} is no regular file")
        if status.st_size > LARGEST_FILE:
            raise refusals.too_large(name, _megabytes(status.st_size), _megabytes(LARGEST_FILE))
        with path.open("rb") as file:
            return file.read(LARGEST_FILE)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        # ValueError: a name that no file can have (a null character, lone surrogates).
        raise refusals.missing(name, _detail(error)) from error
    except OSError as error:
        raise refusals.unreadable(name, _detail(error)) from error


def _open(data: bytes, name: str, suffix: str) -> Image.Image:
    """Read the header with the first decoder that accepts the data.

    Pillow's own ``open`` is not used: it tries every format, warns above a global bound, and
    refuses what the JPEG decoder could scale down.
    """
    failures: dict[str, Exception] = {}
    for load_plugins in (Image.preinit, Image.init):
        load_plugins()
        for format_name in (*_SIGNED, _BY_SUFFIX.get(suffix, "")):
            if format_name not in Image.OPEN or format_name in failures:
                continue
            factory, accepts = Image.OPEN[format_name]
            try:
                accepted = accepts is None or accepts(data[:16])
                # A text says that the signature fits, but the decoder was not built.
                if accepted and not isinstance(accepted, str):
                    return factory(io.BytesIO(data), "")
            except Exception as error:  # noqa: BLE001 - damaged files raise anything
                failures[format_name] = error
    what = refusals.foreign_format(data, avif_opens="AVIF" in failures)
    if what is not None:
        raise refusals.unsupported(name, what)
    if not failures:
        raise refusals.not_image(name)
    first = next(iter(failures.values()))
    if suffix not in IMAGE_SUFFIXES and failures.keys() <= _WEAKLY_SIGNED:
        raise refusals.not_image(name, _detail(first))
    raise _refusal(first, name, data)


def _check_size(image: Image.Image, name: str) -> None:
    # A progressive JPEG keeps all its coefficients in memory, whatever the scale.
    scales_down = _is_jpeg(image) and not image.info.get("progressive")
    bound = LARGEST_DRAFT if scales_down else LARGEST_WHOLE
    pixels = image.width * image.height
    if pixels > bound:
        detail = f"{image.width}×{image.height} {image.format}"
        raise refusals.too_large(name, _megapixels(pixels), _megapixels(bound), detail)


def _decode(image: Image.Image, at_least: int | None) -> DecodedImage:
    width, height = image.size
    format_name = image.format or ""
    is_jpeg = _is_jpeg(image)
    if is_jpeg:
        shrink = _draft_scale(width, height, at_least)
        image.draft(None, (width // shrink, height // shrink))
    image.load()
    if not is_jpeg:
        # Some formats learn their size, or turn themselves upright, only when loading.
        width, height = image.size
    turn = _TRANSPOSE.get(_orientation(image))
    rgb = to_rgb(image, _shrink(*image.size))
    if turn is not None:
        rgb = rgb.transpose(turn)
        if turn in _SWAPS_SIDES:
            width, height = height, width
    return DecodedImage(np.asarray(rgb), width, height, format_name)


def _is_jpeg(image: Image.Image) -> bool:
    return isinstance(image, JpegImagePlugin.JpegImageFile)


def _orientation(image: Image.Image) -> int:
    """The orientation 1 to 8 that the metadata state; 1 where they are damaged."""
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - damaged metadata raise anything, the picture is good
        return 1
    return value if isinstance(value, int) else 1


def _shrink(width: int, height: int) -> int:
    """The smallest divisor of the sides that brings the picture within ``LARGEST_KEPT``."""
    shrink = 1
    while width * height > LARGEST_KEPT * shrink**2:
        shrink += 1
    return shrink


def _draft_scale(width: int, height: int, at_least: int | None) -> int:
    """1, 2, 4 or 8: how much smaller the JPEG decoder shall decode."""
    scale = 1
    while scale < 8 and width * height > LARGEST_KEPT * scale**2:
        scale *= 2
    while scale < 8 and at_least and min(width, height) // (2 * scale) >= at_least:
        scale *= 2
    return scale


def _refusal(error: Exception, name: str, data: bytes) -> ViewerError:
    if isinstance(error, MemoryError):
        return refusals.no_memory(name)
    if isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
        bound = _megapixels(LARGEST_WHOLE)
        return refusals.too_large(name, f"more than {bound}", bound, _detail(error))
    text = str(error).lower()
    if isinstance(error, EOFError) or "truncated" in text or refusals.lacks_its_end(data):
        return refusals.truncated(name, _detail(error))
    return refusals.damaged(name, _detail(error))


def _detail(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _megabytes(count: int) -> str:
    return f"{count / 2**20:,.0f} MB"


def _megapixels(pixels: int) -> str:
    return f"{pixels / 1e6:,.0f} megapixels"
