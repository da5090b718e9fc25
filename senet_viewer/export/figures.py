"""The figure of an inspection, drawn in a style and written as PNG, SVG or PDF."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np

from senet_viewer.errors import ViewerError, printable
from senet_viewer.export.atomic import write_atomically
from senet_viewer.export.palette import palette_for
from senet_viewer.export.style import INCH, Colours, FigureStyle, checked
from senet_viewer.export.subject import Beside, Subject
from senet_viewer.records import Gates, Inspection, ModelCard, Pixels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SUFFIXES = (".png", ".svg", ".pdf")

USUAL = FigureStyle()

_MOST_PIXELS_A_SIDE = 2**16 - 1
_MOST_PIXELS = 400_000_000


@dataclass(frozen=True)
class FigureSize:
    """Of a figure on paper, in millimetres."""

    width_mm: float
    height_mm: float


def write_figure(
    path: str | os.PathLike[str],
    subject: Subject,
    style: FigureStyle = USUAL,
    *,
    longest_side: int = 0,
) -> FigureSize:
    """Write the figure as PNG, SVG (text stays text) or PDF, by the name's ending.

    A PNG has ``style.dpi`` dots an inch, or as many as make its longest side so many pixels. The
    same subject and style give the same bytes. Returns the size on paper. Raises ``ViewerError``
    with the code ``export.format`` or ``export.too_large``, or as ``draw`` and
    ``write_atomically``.
    """
    suffix = figure_suffix(path)
    figure = drawn(subject, style)
    width, height = figure.get_size_inches()
    size = FigureSize(style.width_mm, style.height_mm or float(height) * INCH)
    dpi = longest_side / max(width, height) if longest_side else style.dpi
    if suffix == ".png":
        _check_pixels(width * dpi, height * dpi)
    else:
        # On the screen a figure has whole pixels, on paper its very size.
        figure.set_size_inches(size.width_mm / INCH, size.height_mm / INCH)
    data = _rendered(figure, suffix, subject.inspection.image.name, dpi)
    write_atomically(path, lambda handle: handle.writelines((data,)))
    return size


def figure_suffix(path: str | os.PathLike[str]) -> str:
    """The ending of a figure's name; raises ``ViewerError`` for one that no figure has."""
    suffix = PurePath(path).suffix.lower()
    if suffix not in SUFFIXES:
        name = printable(os.fspath(path))
        raise ViewerError(
            "export.format",
            f"“{name}” does not say what kind of figure to write; end it in .png, .svg or .pdf.",
            {"file": name},
        )
    return suffix


def _check_pixels(width: float, height: float) -> None:
    if max(width, height) > _MOST_PIXELS_A_SIDE or width * height > _MOST_PIXELS:
        raise ViewerError(
            "export.too_large",
            f"A PNG of {width:.0f}×{height:.0f} pixels is too large; choose a lower resolution, "
            "or SVG or PDF.",
            {"width": f"{width:.0f}", "height": f"{height:.0f}"},
        )


def _rendered(figure: Figure, suffix: str, title: str, dpi: float) -> bytes:
    from senet_viewer.export.sheet import drawing_settings

    # Without dates, so that the same inspection gives the same bytes.
    metadata: Mapping[str, Mapping[str, str | None]] = {
        ".png": {"Software": "senet-viewer", "Title": printable(title)},
        ".svg": {"Date": None, "Creator": "senet-viewer", "Title": printable(title)},
        ".pdf": {"CreationDate": None, "Creator": "senet-viewer", "Title": printable(title)},
    }
    data = io.BytesIO()
    with drawing_settings():
        figure.savefig(
            data,
            format=suffix[1:],
            dpi=dpi,
            metadata=metadata[suffix],
            facecolor=figure.get_facecolor(),
        )
    return data.getvalue()


def draw(
    inspection: Inspection,
    style: FigureStyle = USUAL,
    *,
    reference: Mapping[str, Gates] | None = None,
    reference_title: str = "",
    photo: Pixels | None = None,
    card: ModelCard | None = None,
) -> Figure:
    """A matplotlib figure of ``inspection``; ``Subject`` says what the arguments are.

    Without a photo the figure shows the pixels that the network saw. Raises ``ViewerError`` with
    the code ``export.no_font``, as ``style_from`` where an entry of the style cannot be, or as
    ``compose`` where not all finds room.
    """
    return drawn(Subject(inspection, reference, reference_title, photo, card), style)


def drawn(subject: Subject, style: FigureStyle) -> Figure:
    """A matplotlib figure of ``subject``; see ``draw``."""
    from senet_viewer.export.lettering import Lettering
    from senet_viewer.export.page import compose
    from senet_viewer.export.sheet import Sheet, drawing_settings

    style = checked(style)
    if not style.reference or subject.others:
        subject = replace(subject, reference=None, reference_title="")
    if style.colours is Colours.GREYSCALE:
        subject = _without_colour(subject)
    palette = palette_for(style.colours, style.ground, style.colour)
    with drawing_settings():
        lettering = Lettering(style.font, style.font_size_pt)
        page = compose(subject, style, lettering)
        sheet = Sheet(page.width, page.height, style.dpi, lettering, palette)
        for placed in page.parts:
            placed.part.draw(sheet, placed.x, placed.y)
    return sheet.figure


def _without_colour(subject: Subject) -> Subject:
    photo = None if subject.photo is None else _grey(subject.photo)
    seen = _grey(subject.inspection.seen)
    others = tuple(_beside_without_colour(one) for one in subject.others)
    one = replace(subject.inspection, seen=seen)
    return replace(subject, photo=photo, inspection=one, others=others)


def _beside_without_colour(one: Beside) -> Beside:
    photo = None if one.photo is None else _grey(one.photo)
    return Beside(replace(one.inspection, seen=_grey(one.inspection.seen)), photo)


def _grey(pixels: Pixels) -> Pixels:
    # The weights of ITU-R BT.601, as Pillow's mode L has them.
    level = np.round(pixels @ np.array([0.299, 0.587, 0.114])).astype(np.uint8)
    return np.repeat(level[..., None], 3, axis=-1)
