"""Why a file is refused as an image: recognised foreign formats, and one sentence for each case."""

from __future__ import annotations

from collections.abc import Callable

from senet_viewer.errors import ViewerError, printable

IMAGE_DATA = "image data"
"""Stands for the file's name where encoded bytes were given."""

READABLE = "JPEG, PNG, WebP, TIFF, GIF, BMP and other common image formats"

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_VIDEO_BRANDS = frozenset({b"isom", b"iso2", b"mp41", b"mp42", b"qt  ", b"M4V ", b"avc1", b"3gp4"})


def _is_svg(data: bytes) -> bool:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<svg") or (start.startswith((b"<?xml", b"<!")) and b"<svg" in start)


def _has_brand(brands: frozenset[bytes]) -> Callable[[bytes], bool]:
    return lambda data: data[4:8] == b"ftyp" and data[8:12] in brands


def _starts_with(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(signatures)


_FOREIGN: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("an SVG drawing", _is_svg),
    ("a HEIC photo", _has_brand(_HEIC_BRANDS)),
    ("a video", _has_brand(_VIDEO_BRANDS)),
    ("a video", _starts_with(b"\x1aE\xdf\xa3", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3")),
    ("a video", lambda data: data[:4] == b"RIFF" and data[8:12] == b"AVI "),
    ("a JPEG XL picture", _starts_with(b"\xff\x0a", b"\x00\x00\x00\x0cJXL \x0d\x0a\x87\x0a")),
    # Never handed to Pillow: it would start Ghostscript on the file.
    ("a PostScript file", _starts_with(b"%!PS", b"\xc5\xd0\xd3\xc6", b"\x04%!PS")),
    ("a PDF document", _starts_with(b"%PDF-")),
    ("a Windows metafile", _starts_with(b"\xd7\xcd\xc6\x9a\x00\x00")),
    ("a Windows metafile", lambda data: data[:4] == b"\x01\0\0\0" and data[40:44] == b" EMF"),
)


def foreign_format(data: bytes, *, avif_opens: bool) -> str | None:
    """What ``data`` is, with its article, where it is a known format that is not supported.

    ``avif_opens`` says whether the installed Pillow can read AVIF.
    """
    if not avif_opens and _has_brand(frozenset({b"avif", b"avis"}))(data):
        return "an AVIF picture"
    return next((title for title, matches in _FOREIGN if matches(data)), None)


def lacks_its_end(data: bytes) -> bool:
    """Whether the file says how it ends, or how long it is, and ends earlier."""
    if data.startswith(b"\xff\xd8\xff"):
        return b"\xff\xd9" not in data[-4096:]
    if data.startswith(b"\x89PNG"):
        return b"IEND" not in data[-4096:]
    if data.startswith(b"GIF8"):
        return b";" not in data[-64:]
    if data.startswith(b"RIFF"):
        return len(data) < 8 + int.from_bytes(data[4:8], "little")
    return False


def _subject(name: str) -> tuple[str, dict[str, str]]:
    shown = printable(name)
    subject = f"“{shown}”" if name != IMAGE_DATA else f"The {IMAGE_DATA}"
    return subject, {"file": shown}


def missing(name: str, detail: str = "") -> ViewerError:
    subject, params = _subject(name)
    return ViewerError(
        "image.missing",
        f"{subject} does not exist; check its name, and whether it was moved.",
        params,
        detail=detail,
    )


def folder(name: str, detail: str = "") -> ViewerError:
    subject, params = _subject(name)
    return ViewerError(
        "image.folder",
        f"{subject} is a folder, not an image; choose an image in it.",
        params,
        detail=detail,
    )


def unreadable(name: str, detail: str = "") -> ViewerError:
    subject, params = _subject(name)
    return ViewerError(
        "image.unreadable",
        f"{subject} cannot be read; check that you may open it and that its disk is connected.",
        params,
        detail=detail,
    )


def empty(name: str) -> ViewerError:
    subject, params = _subject(name)
    return ViewerError("image.empty", f"{subject} is empty; get another copy of it.", params)


def not_image(name: str, detail: str = "") -> ViewerError:
    subject, params = _subject(name)
    return ViewerError(
        "image.not_image",
        f"{subject} is not an image; {READABLE} can be opened.",
        params,
        detail=detail,
    )


def unsupported(name: str, what: str) -> ViewerError:
    subject, params = _subject(name)
    return ViewerError(
        "image.unsupported",
        f"{subject} is {what}, which is not supported; save it as JPEG or PNG and open that.",
        params | {"format": what},
    )


def truncated(name: str, detail: str = "") -> ViewerError:
    subject, params = _subject(name)
    return ViewerError(
        "image.truncated",
        f"{subject} is cut short; get a complete copy of it.",
        params,
        detail=detail,
    )


def damaged(name: str, detail: str = "") -> ViewerError:
    subject, params = _subject(name)
    return ViewerError(
        "image.damaged",
        f"{subject} is damaged or cut short and cannot be decoded; get another copy of it.",
        params,
        detail=detail,
    )


def too_large(name: str, size: str, bound: str, detail: str = "") -> ViewerError:
    """``size`` and ``bound`` say how large the image is and may be, such as "900 megapixels"."""
    subject, params = _subject(name)
    return ViewerError(
        "image.too_large",
        f"{subject} is too large ({size}, at most {bound}); scale it down and open the copy.",
        params | {"size": size, "bound": bound},
        detail=detail,
    )


def no_memory(name: str) -> ViewerError:
    subject, params = _subject(name)
    return ViewerError(
        "image.no_memory",
        f"There is not enough memory to decode {subject[0].lower()}{subject[1:]}; "
        "close other programs or scale it down.",
        params,
    )
