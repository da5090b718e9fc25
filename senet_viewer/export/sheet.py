"""A matplotlib figure laid out in inches from its top left corner, with text that fits."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import matplotlib as mpl
from matplotlib import font_manager, style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.textpath import text_to_path

from senet_viewer.errors import printable
from senet_viewer.export.palette import Palette

DPI = 200
"""Pixels an inch of a PNG: twice the usual hundred, so that it stays sharp when enlarged."""

POINTS = 72.0
"""Points an inch, the unit of font sizes."""

FONT = "DejaVu Sans"
"""Comes with matplotlib, so a figure looks the same everywhere."""

# Fonts of the systems that have the Chinese, Japanese and Korean signs that FONT lacks.
_FURTHER_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Arial Unicode MS",
    "Droid Sans Fallback",
)

Align = Literal["left", "center", "right"]


@contextmanager
def drawing_settings() -> Iterator[None]:
    """matplotlib's defaults and ours, whatever the user's own settings; left as they were after."""
    own = {
        "font.family": [FONT],
        "text.parse_math": False,
        "svg.fonttype": "none",
        "svg.hashsalt": "senet-viewer",
        "pdf.fonttype": 42,
        "path.simplify": False,
        "axes.linewidth": 0.5,
    }
    with mpl.rc_context(), style.context(["default", own]), warnings.catch_warnings():
        # A sign that no installed font has is drawn as a box.
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        yield


def fonts_for(text: str) -> list[str]:
    """The font families that show ``text``, the usual one first."""
    usual = font_manager.get_font(font_manager.findfont(FONT))
    known = usual.get_charmap()
    if all(ord(sign) in known for sign in text):
        return [FONT]
    installed = set(font_manager.get_font_names())
    return [FONT, *(name for name in _FURTHER_FONTS if name in installed)]


def on_pixels(inches: float) -> float:
    """``inches`` rounded to whole pixels of a PNG."""
    return round(inches * DPI) / DPI


class Sheet:
    """A page of ``width`` × ``height`` inches; x goes right and y goes down, both in inches."""

    def __init__(self, width: float, height: float, palette: Palette) -> None:
        self.width = on_pixels(width)
        self.height = on_pixels(height)
        self.palette = palette
        self.figure = Figure(figsize=(self.width, self.height), dpi=DPI, facecolor=palette.panel)

    def axes(self, x: float, y: float, width: float, height: float) -> Axes:
        """Axes whose data area is the given rectangle, without a frame, on whole pixels."""
        x, y, width, height = (on_pixels(value) for value in (x, y, width, height))
        bottom = self.height - y - height
        axes = self.figure.add_axes(
            (x / self.width, bottom / self.height, width / self.width, height / self.height),
            facecolor="none",
        )
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.tick_params(length=0, pad=2, labelsize=6.5, labelcolor=self.palette.faint)
        return axes

    def rectangle(
        self, x: float, y: float, width: float, height: float, colour: str, order: float = 1
    ) -> None:
        """A filled rectangle."""
        self.figure.add_artist(
            Rectangle(
                (x, self.height - y - height),
                width,
                height,
                transform=self.figure.dpi_scale_trans,
                facecolor=colour,
                linewidth=0,
                zorder=order,
            )
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 8.5,
        colour: str | None = None,
        bold: bool = False,
        align: Align = "left",
        width: float | None = None,
    ) -> float:
        """One line of text whose baseline is at ``y``, cut to ``width``; returns its width."""
        line = printable(text)
        if width is not None:
            line = fitted(line, width, size=size, bold=bold)
        self.figure.text(
            x / self.width,
            1 - y / self.height,
            line,
            fontsize=size,
            color=colour or self.palette.text,
            fontweight="bold" if bold else "normal",
            fontfamily=fonts_for(line),
            ha=align,
            va="baseline",
        )
        return text_width(line, size=size, bold=bold)


def text_width(text: str, *, size: float, bold: bool = False) -> float:
    """Width of one line of text in inches."""
    font = font_manager.FontProperties(
        family=fonts_for(text), size=size, weight="bold" if bold else "normal"
    )
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / POINTS


def fitted(text: str, width: float, *, size: float, bold: bool = False) -> str:
    """``text``, or its start and end around an ellipsis, so that it is at most ``width`` wide."""
    if text_width(text, size=size, bold=bold) <= width:
        return text
    kept, most = 0, len(text) - 1
    while kept < most:
        middle = (kept + most + 1) // 2
        if text_width(_shortened(text, middle), size=size, bold=bold) <= width:
            kept = middle
        else:
            most = middle - 1
    return _shortened(text, kept)


def _shortened(text: str, kept: int) -> str:
    tail = kept // 3
    return f"{text[: kept - tail]}…{text[len(text) - tail :]}"
