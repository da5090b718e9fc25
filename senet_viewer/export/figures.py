"""The figure of an inspection: photo, answer, depth strip and the gates of every block."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import TYPE_CHECKING

from senet_viewer.errors import ViewerError, printable
from senet_viewer.export import palette as palettes
from senet_viewer.export.atomic import write_atomically
from senet_viewer.records import BlockGates, Gates, Inspection, ModelCard, Pixels
from senet_viewer.statistics import Order

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SUFFIXES = (".png", ".svg", ".pdf")

WIDTH = 11.0
"""Inches; the height follows from the number of blocks."""

_MARGIN = 0.38
_FOOTER = 0.6


def write_figure(
    path: str | os.PathLike[str],
    inspection: Inspection,
    *,
    reference: Mapping[str, Gates] | None = None,
    reference_title: str = "",
    order: Order = Order.CHANNEL,
    dark: bool = False,
    photo: Pixels | None = None,
    blocks: Sequence[str] | None = None,
    card: ModelCard | None = None,
) -> None:
    """Write the figure as PNG (200 dpi), SVG (text stays text) or PDF, by the name's ending.

    See ``draw``. The same inspection gives the same bytes. Raises ``ViewerError`` with the code
    ``export.format`` or ``export.no_block``, or as ``write_atomically``.
    """
    suffix = figure_suffix(path)
    figure = draw(
        inspection,
        reference=reference,
        reference_title=reference_title,
        order=order,
        dark=dark,
        photo=photo,
        blocks=blocks,
        card=card,
    )
    data = _rendered(figure, suffix, inspection.image.name)
    write_atomically(path, lambda handle: handle.writelines((data,)))


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


def _rendered(figure: Figure, suffix: str, title: str) -> bytes:
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
            dpi=figure.dpi,
            metadata=metadata[suffix],
            facecolor=figure.get_facecolor(),
        )
    return data.getvalue()


def draw(
    inspection: Inspection,
    *,
    reference: Mapping[str, Gates] | None = None,
    reference_title: str = "",
    order: Order = Order.CHANNEL,
    dark: bool = False,
    photo: Pixels | None = None,
    blocks: Sequence[str] | None = None,
    card: ModelCard | None = None,
) -> Figure:
    """A matplotlib figure of ``inspection``, 11 inches wide and as high as its blocks need.

    ``reference`` maps blocks' names to gates to compare with, ``reference_title`` says in a few
    words what they are. ``photo`` is the picture itself; without it the figure shows the pixels
    that the network saw. ``blocks`` chooses the blocks whose gates are drawn, by name or pattern
    (``SE_5_*``); None means all. ``card`` adds the sizes of feature maps and the network's limits.

    Raises ``ViewerError`` with the code ``export.no_block``.
    """
    from senet_viewer.export import band, stages
    from senet_viewer.export.sheet import Sheet, drawing_settings

    chosen = chosen_blocks(inspection, blocks)
    if order is Order.UNUSUAL and reference is None:
        order = Order.CHANNEL
    layout = stages.arrange(chosen)
    comparison = stages.Comparison(reference, reference_title, order)
    colours = palettes.DARK if dark else palettes.LIGHT
    with drawing_settings():
        sheet = Sheet(WIDTH, band.BAND_BOTTOM + layout.height + _FOOTER, colours)
        band.draw_title(sheet, inspection, _MARGIN)
        band.draw_photo(sheet, inspection, photo, _MARGIN)
        band.draw_answer(sheet, inspection)
        band.draw_depth(sheet, inspection, reference, reference_title, _MARGIN)
        stages.draw_stages(sheet, layout, comparison, card, band.BAND_BOTTOM, _MARGIN)
        band.draw_footer(sheet, card, _MARGIN)
    return sheet.figure


def chosen_blocks(inspection: Inspection, patterns: Sequence[str] | None) -> list[BlockGates]:
    """The blocks that match a name or pattern, early to late; all where ``patterns`` is None.

    Raises ``ViewerError`` with the code ``export.no_block`` for a pattern that matches none.
    """
    if patterns is None:
        return list(inspection.blocks)
    for pattern in patterns:
        if not any(fnmatchcase(block.name, pattern) for block in inspection.blocks):
            known = ", ".join(block.name for block in inspection.blocks)
            raise ViewerError(
                "export.no_block",
                f"{inspection.model} has no block “{pattern}”; its blocks are {known}.",
                {"name": pattern, "model": inspection.model, "choices": known},
            )
    return [
        block
        for block in inspection.blocks
        if any(fnmatchcase(block.name, pattern) for pattern in patterns)
    ]
