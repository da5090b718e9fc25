"""The upper part of a figure: what it shows, the photo, the answer and the depth strip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import numpy as np

from senet_viewer.export import wording
from senet_viewer.export.picture import draw_picture
from senet_viewer.export.sheet import Align, Sheet, text_width
from senet_viewer.records import BlockGates, Gates, Inspection, ModelCard, Pixels
from senet_viewer.statistics import departure

PHOTO_TOP = 0.98
PHOTO_HEIGHT = 2.1
BAND_BOTTOM = PHOTO_TOP + PHOTO_HEIGHT + 0.42

_PHOTO_WIDTH = 3.1
_ANSWER_X = 3.85
_ANSWER_WIDTH = 2.7
_DEPTH_X = 6.95
_HEADING = 10.0
_ROW = 0.27
_SMALL = 6.5
_BAR_GAP = 0.16
"""Share of a block's place that stays empty between two bars of the depth strip."""
_LARGE = 0.15
"""Below this full height, a depth strip's numbers have three digits."""
_STAGE_GAP = 0.6
"""Empty places between two stages of the depth strip."""
_LOWEST_FULL_SCALE = 0.05
"""A depth strip's full height is at least this departure, so that noise does not look large."""


def draw_title(sheet: Sheet, inspection: Inspection, margin: float) -> None:
    """The image's name, the network, and what was done to the picture."""
    width = sheet.width - 2 * margin
    taken = sheet.text(
        sheet.width - margin,
        0.48,
        inspection.model,
        size=11,
        colour=sheet.palette.muted,
        align="right",
    )
    name = inspection.image.name
    sheet.text(margin, 0.48, name, size=15, bold=True, width=width - taken - 0.3)
    sheet.text(
        margin, 0.74, wording.facts(inspection), colour=sheet.palette.muted, size=8, width=width
    )


def draw_photo(sheet: Sheet, inspection: Inspection, photo: Pixels | None, margin: float) -> None:
    """The photo with its inset, and a line that says what the inset is."""
    placed = draw_picture(
        sheet, photo, inspection.seen, margin, PHOTO_TOP, _PHOTO_WIDTH, PHOTO_HEIGHT
    )
    rows, columns = inspection.seen.shape[:2]
    caption = f"what the network sees, {columns}×{rows} pixels"
    if photo is not None:
        caption = f"{'beside it' if placed.beside else 'inset'}: {caption}"
    y = placed.bottom + 0.17
    sheet.text(margin, y, caption, size=7.5, colour=sheet.palette.faint, width=_PHOTO_WIDTH)


def draw_answer(sheet: Sheet, inspection: Inspection) -> None:
    """The best classes with a bar each, and whether the gates were verified."""
    palette, x = sheet.palette, _ANSWER_X
    sheet.text(x, PHOTO_TOP + 0.12, "Answer", size=_HEADING, bold=True)
    label_width, number_width = 1.15, 0.48
    bar_x = x + label_width + 0.1
    bar_width = _ANSWER_WIDTH - label_width - number_width - 0.1
    y = PHOTO_TOP + 0.45
    for rank, prediction in enumerate(inspection.predictions[:5]):
        sheet.text(x, y, prediction.label, bold=rank == 0, width=label_width)
        share = float(np.clip(np.nan_to_num(prediction.probability), 0, 1))
        sheet.rectangle(bar_x, y - 0.1, bar_width, 0.11, palette.bar_track)
        sheet.rectangle(bar_x, y - 0.1, bar_width * share, 0.11, palette.bar, 2)
        text = wording.percent(prediction.probability)
        sheet.text(x + _ANSWER_WIDTH, y, text, colour=palette.muted, align="right")
        y += _ROW
    colour = palette.error if inspection.verified is False else palette.good
    sheet.text(x, y + 0.1, wording.proof(inspection), size=7.5, colour=colour, width=_ANSWER_WIDTH)


def draw_depth(
    sheet: Sheet,
    inspection: Inspection,
    reference: Mapping[str, Gates] | None,
    reference_title: str,
    margin: float,
) -> None:
    """A bar a block, early to late: its departure from the reference, or else its mean gate."""
    width = sheet.width - margin - _DEPTH_X
    sheet.text(_DEPTH_X, PHOTO_TOP + 0.12, "Depth", size=_HEADING, bold=True)
    if reference is None:
        values = [float(block.gates.mean()) for block in inspection.blocks]
        full, caption = 1.0, "mean gate of each block, early to late"
    else:
        values = [_departure(block, reference) for block in inspection.blocks]
        full = max(_LOWEST_FULL_SCALE, float(np.nanmax([*values, 0.0])))
        caption = "mean |gate − reference| of each block, early to late"
    y = PHOTO_TOP + 0.32
    sheet.text(_DEPTH_X, y, caption, size=7.5, colour=sheet.palette.muted, width=width)
    if reference is not None and reference_title:
        title = f"reference: {reference_title}"
        sheet.text(_DEPTH_X, y + 0.16, title, size=7.5, colour=sheet.palette.muted, width=width)
    _draw_strip(sheet, inspection.blocks, values, full, width)


def _departure(block: BlockGates, reference: Mapping[str, Gates]) -> float:
    known = reference.get(block.name)
    return float("nan") if known is None else departure(block.gates, known)


def _draw_strip(
    sheet: Sheet, blocks: Sequence[BlockGates], values: Sequence[float], full: float, width: float
) -> None:
    top, bottom = PHOTO_TOP + 0.72, PHOTO_TOP + PHOTO_HEIGHT - 0.16
    stages = [list(group) for _, group in groupby(range(len(blocks)), lambda i: blocks[i].stage)]
    cell = width / (len(blocks) + _STAGE_GAP * (len(stages) - 1) - _BAR_GAP)
    bar = cell * (1 - _BAR_GAP)
    digits = 2 if full >= _LARGE else 3
    named = all(text_width(b.name, size=_SMALL) < cell * 0.95 for b in blocks)
    numbered = text_width("00", size=_SMALL) < cell
    x = _DEPTH_X
    for members in stages:
        start = x
        colour = sheet.palette.stage(blocks[members[0]].stage)
        for number in members:
            value, middle = values[number], x + bar / 2
            height = 0.0 if np.isnan(value) else (bottom - top) * min(value / full, 1.0)
            sheet.rectangle(x, top, bar, bottom - top, sheet.palette.bar_track)
            sheet.rectangle(x, bottom - height, bar, height, colour, 2)
            if named and not np.isnan(value):
                _small(sheet, middle, top - 0.05, f"{value:.{digits}f}")
            if named or numbered:
                block = blocks[number]
                _small(sheet, middle, bottom + 0.13, block.name if named else str(block.index))
            x += cell
        if not named:
            below = bottom + (0.25 if numbered else 0.13)
            stage = f"SE_{blocks[members[0]].stage}"
            _small(sheet, (start + x - cell + bar) / 2, below, stage)
        x += cell * _STAGE_GAP
    if not named:
        _small(sheet, _DEPTH_X + width, top - 0.05, f"full height: {full:.{digits}f}", "right")


def _small(sheet: Sheet, x: float, y: float, text: str, align: Align = "center") -> None:
    sheet.text(x, y, text, size=_SMALL, colour=sheet.palette.muted, align=align)


def draw_footer(sheet: Sheet, card: ModelCard | None, margin: float) -> None:
    """How to read the bars, and the limits of what they tell."""
    lines = [wording.WARNING]
    if card and card.note:
        lines.append(card.note)
    y = sheet.height - 0.3 - 0.16 * (len(lines) - 1)
    for line in lines:
        width = sheet.width - 2 * margin - 1.0
        sheet.text(margin, y, line, size=7.5, colour=sheet.palette.faint, width=width)
        y += 0.16
    sheet.text(
        sheet.width - margin,
        sheet.height - 0.3,
        "senet-viewer",
        size=7.5,
        colour=sheet.palette.faint,
        align="right",
    )
