"""The depth strip: one bar a block, early to late: its departure, or else its mean gate."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from senet_viewer.gui.plots import wording
from senet_viewer.gui.plots.depth_layout import Label, Named, labels_of, nice_ceiling, place_bars
from senet_viewer.gui.plots.focus_ring import paint_ring, ring_after
from senet_viewer.gui.plots.joining import between_parts, joined
from senet_viewer.gui.plots.lettering import (
    SMALL,
    SMALLER,
    faded,
    line_height,
    on_grid,
    paint_hollow,
    rounded,
    sized,
)
from senet_viewer.gui.plots.readout import ReadOut
from senet_viewer.gui.plots.similarity_lines import SimilarityLines
from senet_viewer.gui.theme import GRID, LIGHT, Theme

RADIUS = 6.0
DIMMED = 0.4
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right)


class DepthStrip(QWidget):
    """Bars of mean |gate − reference| a block, or lines of similarity to other images.

    Where there is no reference, bars of the mean gate, from 0 to 1. A click or Enter focuses the
    block.
    """

    blockClicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._blocks: tuple[Named, ...] = ()
        self._values: tuple[float, ...] = ()
        self._noise: tuple[float, ...] | None = None
        self._lines: SimilarityLines | None = None
        self._focused: str | None = None
        self._hovered: int | None = None
        self._bars: list[QRectF] = []
        self._top = 1.0
        self._dimmed = self._ring = self._are_means = False
        self._reference_name = ""
        self._said: tuple[object, ...] = ()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Depth"))

    def show_departures(
        self,
        blocks: Sequence[Named],
        values: Sequence[float],
        focused: str | None,
        noise: Sequence[float] | None = None,
    ) -> None:
        """One bar a block; with ``noise`` bars are hollow that are no longer than it."""
        self._noise = None if noise is None else tuple(noise)
        self._are_means = False
        self._show(blocks, values, focused, nice_ceiling(max(values, default=0.0)))

    def show_means(
        self, blocks: Sequence[Named], means: Sequence[float], focused: str | None
    ) -> None:
        """One bar a block, its mean gate, where there is nothing to compare with."""
        self._noise, self._are_means = None, True
        self._show(blocks, means, focused, 1.0)

    def show_similarities(
        self, blocks: Sequence[Named], lines: SimilarityLines, focused: str | None
    ) -> None:
        """A line for each compared image in place of the bars; there is at least one."""
        if lines is self._lines and tuple(blocks) == self._blocks and focused == self._focused:
            return
        self._noise, self._are_means = lines.noise, False
        self._show(blocks, lines.lines[0].differences, focused, lines.top, lines)

    def _show(
        self,
        blocks: Sequence[Named],
        values: Sequence[float],
        focused: str | None,
        top: float,
        lines: SimilarityLines | None = None,
    ) -> None:
        self._blocks, self._values, self._lines = tuple(blocks), tuple(values), lines
        self._focused, self._top = focused, top
        self._arrange()
        self._describe()
        self.update()

    def set_reference_name(self, name: str) -> None:
        """What the read-out calls the reference, such as ``the average picture``."""
        if name != self._reference_name:
            self._reference_name = name
            self._describe()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_dimmed(self, dimmed: bool) -> None:
        """Whether what is shown waits for newer content."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self.update()

    @property
    def scale_top(self) -> float:
        """The value at the top of the bars: the largest one, rounded up nicely."""
        return self._top

    def bar_place(self, name: str) -> QRect:
        """Where a block's bar stands, full height."""
        return self._bars[self._index(name)].toAlignedRect()

    def read_out(self, name: str) -> str:
        """What hovering a block's bar reads."""
        index, values = self._index(name), self._values
        if self._are_means:
            return wording.mean_line(name, values[index])
        if self._lines is not None:
            return self._lines.read_out(name, index)
        rank = 1 + sum(value > values[index] for value in values)
        reference = self._reference_name or self.tr("the average picture")
        line = wording.departure_line(name, values[index], rank, len(values), reference)
        if self._is_below_noise(index) and self._noise is not None:
            line = joined((line, wording.block_noise_line(self._noise[index])))
        return line

    def _is_below_noise(self, index: int) -> bool:
        return self._noise is not None and self._values[index] <= self._noise[index]

    def _index(self, name: str) -> int:
        return next(i for i, block in enumerate(self._blocks) if block.name == name)

    # Geometry.

    def sizeHint(self) -> QSize:
        line = line_height(self.font())
        return QSize(30 * line, on_grid(5.8 * line))

    def minimumSizeHint(self) -> QSize:
        return QSize(8 * line_height(self.font()), self.sizeHint().height())

    def _small(self) -> QFont:
        return sized(self.font(), SMALLER)

    def _area(self) -> QRectF:
        """Where the bars stand, without scale and labels."""
        metrics = QFontMetricsF(self._small())
        widest = max(("0.025", *self._ends()), key=len)
        scale = metrics.horizontalAdvance(widest) + GRID
        bottom = line_height(sized(self.font(), SMALL)) + 2 * GRID
        return QRectF(self.rect()).adjusted(2 * GRID + scale, 2.5 * GRID, -3 * GRID, -bottom)

    def _ends(self) -> tuple[str, str]:
        """The scale's upper and lower end."""
        if self._lines is None:
            return f"{self._top:g}", "0"
        return "1", f"{1 - self._top:g}"

    def _arrange(self) -> None:
        self._bars = place_bars([block.stage for block in self._blocks], self._area())

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setPen(QPen(QColor(theme.line), 1.0))
        painter.setBrush(QColor(theme.panel))
        rounded(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS)
        if self._ring and self.hasFocus():
            paint_ring(painter, self, theme, RADIUS)
        if not self._bars:
            return
        self._paint_bars(painter)
        self._paint_scale(painter)
        self._paint_labels(painter)

    def _paint_bars(self, painter: QPainter) -> None:
        theme = self._theme
        radius = 2.0 if self._bars[0].width() >= 8 else 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        for index, (block, place) in enumerate(zip(self._blocks, self._bars, strict=True)):
            painter.setBrush(QColor(theme.selection if index == self._hovered else theme.bar_track))
            rounded(painter, place, radius)
            if self._lines is not None:
                continue
            height = max(1.0, round(self._values[index] / self._top * place.height()))
            bar = QRectF(place)
            bar.setTop(place.bottom() - height)
            colour = faded(theme.stage(block.stage), DIMMED if self._dimmed else 1.0)
            if self._is_below_noise(index):
                paint_hollow(painter, bar, colour, QColor(theme.panel))
            else:
                painter.setBrush(colour)
                rounded(painter, bar, min(radius, height / 2))
        if self._lines is not None:
            painter.setOpacity(DIMMED if self._dimmed else 1.0)
            stages = [block.stage for block in self._blocks]
            self._lines.paint(painter, self._bars, stages, theme)
            painter.setOpacity(1.0)
        self._paint_focus(painter)

    def _paint_focus(self, painter: QPainter) -> None:
        for block, place in zip(self._blocks, self._bars, strict=True):
            if block.name == self._focused:
                painter.setPen(QPen(QColor(self._theme.accent), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                room = 3.0 if place.width() >= 8 else 1.5
                rounded(painter, place.adjusted(-room, -room, room, room), 4)

    def _paint_scale(self, painter: QPainter) -> None:
        area = self._area()
        painter.setFont(self._small())
        painter.setPen(QColor(self._theme.faint))
        line = line_height(self._small())
        right = area.left() - GRID - 2
        for value, y in zip(self._ends(), (area.top(), area.bottom()), strict=True):
            box = QRectF(0, y - line / 2, right, line)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, flags, value)

    def _paint_labels(self, painter: QPainter) -> None:
        y = self._area().bottom() + GRID
        plain, bold = sized(self.font(), SMALL), sized(self.font(), SMALL, bold=True)
        for label in self.labels():
            font = bold if label.strong else plain
            painter.setFont(font)
            painter.setPen(QColor(self._theme.text if label.strong else self._theme.muted))
            width = QFontMetricsF(font).horizontalAdvance(label.text) + 2
            box = QRectF(label.centre - width / 2, y, width, line_height(font))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label.text)

    def labels(self) -> list[Label]:
        """Texts below the bars: each block where it fits, else stages and the focused block."""
        return labels_of(
            self._blocks,
            self._bars,
            self._focused,
            QFontMetricsF(sized(self.font(), SMALL)),
            QFontMetricsF(sized(self.font(), SMALL, bold=True)),
            float(self.width()),
        )

    # Mouse and keyboard.

    def _at(self, point: QPointF) -> int | None:
        """The bar under or nearest to a point, None far from all."""
        near = [abs(point.x() - bar.center().x()) - bar.width() / 2 for bar in self._bars]
        if not near or min(near) > 2 * GRID:
            return None
        return near.index(min(near))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def hideEvent(self, event: QHideEvent) -> None:
        ReadOut.dismiss(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, self._ring)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._point_at(None)
        self._ring = ring_after(event, self._ring)
        self.update()

    def _point_at(self, index: int | None) -> None:
        if index is None:
            ReadOut.dismiss(self)
        else:
            lines = tuple(self.read_out(self._blocks[index].name).split(between_parts()))
            place = self._bars[index].toAlignedRect()
            # Whoever walks along the blocks compares them: none of them is covered.
            ReadOut.of(self).show_beside(self, lines, place, self._theme, off=True)
        if index != self._hovered:
            self._hovered = index
            self.setCursor(
                Qt.CursorShape.ArrowCursor if index is None else Qt.CursorShape.PointingHandCursor
            )
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self.blockClicked.emit(self._blocks[index].name)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Takes plain arrows from the window while the ring says that they walk the blocks."""
        is_offer = event.type() == QEvent.Type.ShortcutOverride and self._ring
        if is_offer and isinstance(event, QKeyEvent) and event.key() in ARROWS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down, ``,`` and ``.``, Home and End walk the blocks, and Ctrl with ← and →.

        After Tab, ← and → do it alone.
        """
        target = self._key_target(event)
        if target is None:
            super().keyPressEvent(event)
            return
        self._point_at(target)
        name = self._blocks[target].name
        self._speak(self.read_out(name))
        self.blockClicked.emit(name)

    def _key_target(self, event: QKeyEvent) -> int | None:
        if not self._blocks:
            return None
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier) or self._ring
        key, last = event.key(), len(self._blocks) - 1
        names = [block.name for block in self._blocks]
        here = names.index(self._focused) if self._focused in names else None
        if key == Qt.Key.Key_Home:
            return 0
        if key == Qt.Key.Key_End:
            return last
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            return here if here is not None else 0
        back = event.text() == "," or key == Qt.Key.Key_Up
        back = back or (held and key == Qt.Key.Key_Left)
        forth = event.text() == "." or key == Qt.Key.Key_Down
        forth = forth or (held and key == Qt.Key.Key_Right)
        if back:
            return last if here is None else max(0, here - 1)
        if forth:
            return 0 if here is None else min(last, here + 1)
        return None

    def _describe(self) -> None:
        """Words for screen readers, made anew where they are about something else."""
        names = tuple(block.name for block in self._blocks)
        by = self._reference_name if self._lines is None else self._lines
        said = (names, self._values, self._noise, self._are_means, by)
        if said == self._said:
            return
        self._said = said
        texts = (self.read_out(block.name) for block in self._blocks)
        self.setAccessibleDescription(joined(texts))

    def _speak(self, text: str) -> None:
        self._said = ()
        self.setAccessibleDescription(text)
        if QAccessible.isActive():
            event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._arrange()
            self.updateGeometry()
        elif event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Depth"))
            self._said = ()
            self._describe()
            self.update()
