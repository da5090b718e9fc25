"""A matplotlib figure laid out in inches from its top left corner."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import matplotlib as mpl
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from senet_viewer.errors import printable
from senet_viewer.export.lettering import Lettering
from senet_viewer.export.palette import Palette
from senet_viewer.export.style import OUR_FONT

Align = Literal["left", "center", "right"]

HAIRLINE = 0.5
"""Width of lines in points."""


@contextmanager
def drawing_settings() -> Iterator[None]:
    """matplotlib's defaults and ours, whatever the user's own settings; left as they were after."""
    own = {
        "font.family": [OUR_FONT],
        # What “sans-serif” stands for in a list of families; SVG names it as the last resort.
        "font.sans-serif": [OUR_FONT],
        "text.parse_math": False,
        # Signs at their true places and shapes, as on paper, also in a small preview.
        "text.hinting": "none",
        "svg.fonttype": "none",
        "svg.hashsalt": "senet-viewer",
        "pdf.fonttype": 42,
        "path.simplify": False,
    }
    with mpl.rc_context(), style.context(["default", own]), warnings.catch_warnings():
        # A sign that no installed font has is drawn as a box.
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        yield


class Sheet:
    """A page of ``width`` × ``height`` inches; x goes right and y goes down, both in inches.

    The page has whole pixels at ``dpi`` dots an inch, and so have the areas of plots.
    """

    def __init__(
        self, width: float, height: float, dpi: int, lettering: Lettering, palette: Palette
    ) -> None:
        self.dpi = dpi
        self.width = max(self.on_pixels(width), 1 / dpi)
        self.height = max(self.on_pixels(height), 1 / dpi)
        self.lettering, self.palette = lettering, palette
        self.figure = Figure(figsize=(self.width, self.height), dpi=dpi, facecolor=palette.panel)

    @property
    def em(self) -> float:
        """The size of most texts in inches; all spacing follows it."""
        return self.lettering.em

    def on_pixels(self, inches: float) -> float:
        """``inches`` rounded to whole pixels."""
        return round(inches * self.dpi) / self.dpi

    def axes(self, x: float, y: float, width: float, height: float) -> Axes:
        """Axes without frame and labels, whose data area is the given rectangle."""
        bottom = self.height - y - height
        axes = self.figure.add_axes(
            (x / self.width, bottom / self.height, width / self.width, height / self.height),
        )
        axes.set_axis_off()
        return axes

    def rectangle(
        self, x: float, y: float, width: float, height: float, colour: str, order: float = 1
    ) -> None:
        """A filled rectangle."""
        # In shares of the page: a vector file's page is its exact size, not whole pixels.
        self.figure.add_artist(
            Rectangle(
                (x / self.width, 1 - (y + height) / self.height),
                width / self.width,
                height / self.height,
                transform=self.figure.transFigure,
                facecolor=colour,
                linewidth=0,
                zorder=order,
            )
        )

    def line(self, x: float, y: float, width: float, colour: str) -> None:
        """A level hairline."""
        path = Path([(0.0, 0.0), (1.0, 0.0)])
        area = (x, y - 1.0, width, 1.0)
        self.path(path, (1.0, 1.0), area, edge=colour, line_width=HAIRLINE, order=0.5)

    def path(
        self,
        path: Path,
        extent: tuple[float, float],
        area: tuple[float, float, float, float],
        *,
        fill: str | None = None,
        edge: str | None = None,
        line_width: float = 0.0,
        alpha: float = 1.0,
        order: float = 2,
        name: str = "",
        dashes: tuple[float, ...] = (),
    ) -> None:
        """A path in an area (x, y, width, height) whose data are 0..``extent`` from its lower left.

        ``name`` names it in an SVG; ``dashes`` are lengths and gaps in widths of the line.
        """
        x, y, width, height = area
        place = Affine2D().scale(width / extent[0] / self.width, height / extent[1] / self.height)
        place.translate(x / self.width, 1 - (y + height) / self.height)
        patch = PathPatch(
            path,
            transform=place + self.figure.transFigure,
            fill=fill is not None,
            facecolor=fill,
            edgecolor=edge or "none",
            linewidth=line_width,
            linestyle=(0, dashes) if dashes else "solid",
            capstyle="butt",
            alpha=alpha,
            zorder=order,
        )
        if name:
            patch.set_gid(name)
        self.figure.add_artist(patch)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        scale: float = 1.0,
        colour: str | None = None,
        bold: bool = False,
        align: Align = "left",
        width: float | None = None,
        upright: bool = False,
    ) -> float:
        """One line of text whose baseline is at ``y``, cut to ``width``; returns its width.

        ``upright`` turns it by 90 degrees, reading upwards, with its middle at (x, y).
        """
        line = printable(text)
        if width is not None:
            line = self.lettering.fitted(line, width, scale, bold=bold)
        self.figure.text(
            x / self.width,
            1 - y / self.height,
            line,
            fontsize=self.lettering.points(scale),
            color=colour or self.palette.text,
            fontweight="bold" if bold else "normal",
            fontfamily=self.lettering.fonts(line),
            ha="center" if upright else align,
            va="center" if upright else "baseline",
            rotation=90 if upright else 0,
        )
        return self.lettering.width(line, scale, bold=bold)
