"""Squares of one size: a channel's map as raw cells, and what the network saw beside it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from senet_viewer.gui.plots import wording
from senet_viewer.gui.plots.map_layout import CellGrid, Map, merged
from senet_viewer.gui.theme import LIGHT, Theme

DIMMED = 0.4
STEPS = 255
"""Opacities on each side of zero."""


class SquareView(QWidget):
    """A square of whole device pixels, divided into cells; one of them can be marked.

    ``cellHovered`` carries row and column, both −1 where no cell is pointed at.
    """

    cellHovered = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self._grid = CellGrid(1, 96)
        self._rows = self._columns = 1
        self._marked = (-1, -1)
        self._dimmed = False
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_dimmed(self, dimmed: bool) -> None:
        """Whether what is shown waits for newer content."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self.update()

    def set_grid(self, grid: CellGrid, rows: int, columns: int) -> None:
        """How many cells there are, and how large they are painted."""
        if (grid, rows, columns) != (self._grid, self._rows, self._columns):
            self._grid, self._rows, self._columns = grid, rows, columns
            self._marked = (-1, -1)
            self.updateGeometry()
            self.update()

    def mark_cell(self, row: int, column: int) -> None:
        """Frames a cell; −1 none."""
        if (row, column) != self._marked:
            self._marked = (row, column)
            self.update()

    @property
    def marked_cell(self) -> tuple[int, int]:
        """Row and column of the framed cell, −1 where there is none."""
        return self._marked

    def sizeHint(self) -> QSize:
        side = round(self._grid.side / self.devicePixelRatioF())
        return QSize(side, side)

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where a cell stands."""
        pitch = self._grid.pitch / self.devicePixelRatioF()
        return QRectF(column * pitch, row * pitch, pitch, pitch)

    def cell_at(self, point: QPointF) -> tuple[int, int]:
        """Row and column of the cell under a point, −1 outside."""
        pitch = self._grid.pitch / self.devicePixelRatioF()
        row, column = int(point.y() // pitch), int(point.x() // pitch)
        if 0 <= row < self._rows and 0 <= column < self._columns:
            return row, column
        return -1, -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.cellHovered.emit(*self.cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self.cellHovered.emit(-1, -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        scale = self.devicePixelRatioF()
        pitch = self._grid.pitch / scale
        square = QRectF(0, 0, self._columns * pitch, self._rows * pitch)
        painter.fillRect(square, QColor(self.theme.bar_track))
        painter.setOpacity(DIMMED if self._dimmed else 1.0)
        self.paint_content(painter, square)
        painter.setOpacity(1.0)
        hair = max(1, round(scale)) / scale
        painter.setPen(QPen(QColor(self.theme.line), hair))
        painter.drawRect(square.adjusted(hair / 2, hair / 2, -hair / 2, -hair / 2))
        if self._marked != (-1, -1):
            self._paint_frame(painter, hair)

    def _paint_frame(self, painter: QPainter, hair: float) -> None:
        """Light within dark, so that it is seen on any colour."""
        place = self.cell_rect(*self._marked)
        for name, outset in ((self.theme.panel, 2 * hair), (self.theme.text, hair)):
            painter.setPen(QPen(QColor(name), hair, j=Qt.PenJoinStyle.MiterJoin))
            half = outset - hair / 2
            painter.drawRect(place.adjusted(-half, -half, half, half))

    def paint_content(self, painter: QPainter, square: QRectF) -> None:
        """Paint what fills the square."""


class MapView(SquareView):
    """A map's cells, unsmoothed: the stage's colour above zero, grey below, paler towards zero."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: Map | None = None
        self._limit = 1.0
        self._colour = LIGHT.stage(2)
        self._image: QImage | None = None

    @property
    def values(self) -> Map | None:
        """What is shown; cells that share a square are averaged."""
        return self._values

    def show_map(self, values: Map | None, limit: float, grid: CellGrid, colour: QColor) -> None:
        """Shows ``values`` ``[H, W]``; ``limit`` is the absolute value of full colour."""
        self._limit, self._colour, self._image = limit, QColor(colour), None
        self._values = None if values is None else merged(values, grid.merged)
        if self._values is not None:
            self.set_grid(grid, *self._values.shape)
        text = "" if values is None else wording.map_description(values)
        self.setAccessibleDescription(text)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._image = None
        super().set_theme(theme)

    def paint_content(self, painter: QPainter, square: QRectF) -> None:
        if self._values is None:
            return
        painter.fillRect(square, QColor(self.theme.panel))
        if self._image is None or self._image.devicePixelRatio() != self.devicePixelRatioF():
            self._image = self._painted(self._values)
        painter.drawImage(square.topLeft(), self._image)

    def _painted(self, values: Map) -> QImage:
        """Each cell as so many device pixels, so that nothing smooths them."""
        table = scale_colours(self._colour, QColor(self.theme.muted))
        share = values / self._limit if self._limit > 0 else np.zeros_like(values)
        index = np.rint(share.clip(-1, 1) * STEPS).astype(np.intp) + STEPS
        pixels = np.ascontiguousarray(
            table[index].repeat(self._grid.pitch, 0).repeat(self._grid.pitch, 1)
        )
        height, width = pixels.shape
        form = QImage.Format.Format_ARGB32_Premultiplied
        image = QImage(pixels.data, width, height, 4 * width, form).copy()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        return image


class CropView(SquareView):
    """The very pixels that the network saw, as large as the maps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QImage | None = None

    def show_picture(self, picture: QImage | None) -> None:
        """Shows the picture, or an empty square."""
        self._picture = picture
        self.update()

    def paint_content(self, painter: QPainter, square: QRectF) -> None:
        if self._picture is None:
            return
        # Pixels stay pixels where each gets as many of the screen's as any other.
        whole = round(square.width() * self.devicePixelRatioF()) % self._picture.width() == 0
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not whole)
        painter.drawImage(square, self._picture)


def scale_colours(above: QColor, below: QColor) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """Premultiplied ARGB from −1 to 1 in ``2 * STEPS + 1`` steps; 0 is transparent."""
    opacity = np.abs(np.arange(-STEPS, STEPS + 1)) / STEPS
    table = np.rint(255 * opacity).astype(np.uint32) << np.uint32(24)
    for one, two, shift in zip(
        (above.redF(), above.greenF(), above.blueF()),
        (below.redF(), below.greenF(), below.blueF()),
        (16, 8, 0),
        strict=True,
    ):
        channel = np.where(np.arange(2 * STEPS + 1) < STEPS, two, one) * opacity
        table |= np.rint(255 * channel).astype(np.uint32) << np.uint32(shift)
    made: np.ndarray[tuple[int], np.dtype[np.uint32]] = table
    return made
