"""The read-out beside a bar: a quiet overlay that stays inside its window and lets events pass."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from senet_viewer.gui.plots.lettering import SMALL, line_height, rounded, sized
from senet_viewer.gui.theme import GRID, Theme

RADIUS = 5.0
MARGIN_X = 2 * GRID
MARGIN_Y = 5


class ReadOut(QWidget):
    """One per window, shared by its plots; the first line is bold."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._lines: tuple[str, ...] = ()
        self._theme: Theme | None = None
        self._owner: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @staticmethod
    def of(widget: QWidget) -> ReadOut:
        """The read-out of the window that ``widget`` stands in, made when first asked for."""
        return ReadOut.existing(widget) or ReadOut(widget.window())

    @staticmethod
    def existing(widget: QWidget) -> ReadOut | None:
        """The read-out of the window that ``widget`` stands in, if there is one."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        found = widget.window().findChild(ReadOut, options=direct)
        return found if isinstance(found, ReadOut) else None

    @staticmethod
    def dismiss(owner: QWidget) -> None:
        """Hides what ``owner`` shows; another plot's read-out stays."""
        found = ReadOut.existing(owner)
        if found is not None and found._owner is owner:
            found._owner = None
            found.hide()

    @property
    def text(self) -> str:
        """What is shown, lines joined; empty while hidden."""
        return "\n".join(self._lines) if self.isVisible() else ""

    def show_beside(
        self,
        owner: QWidget,
        lines: tuple[str, ...],
        anchor: QRect,
        theme: Theme,
        *,
        off: bool = False,
    ) -> None:
        """Shows ``lines`` beside ``anchor``, a rectangle in ``owner`` that stays uncovered.

        With ``off`` all of ``owner`` stays uncovered, where the window has room below or above it.
        """
        self._owner = owner
        self.setFont(owner.font())
        if lines != self._lines or theme is not self._theme:
            self._lines, self._theme = lines, theme
            self.resize(self.sizeHint())
            self.update()
        place = QRect(owner.mapTo(self._window, anchor.topLeft()), anchor.size())
        whole = QRect(owner.mapTo(self._window, owner.rect().topLeft()), owner.size())
        apart = self._position_off(place, whole) if off else None
        self.move(self._position(place, whole.left()) if apart is None else apart)
        if not self.isVisible():
            self.show()
        self.raise_()

    def sizeHint(self) -> QSize:
        height = len(self._lines) * line_height(self._fonts()[0]) + 2 * MARGIN_Y
        widths = [
            QFontMetricsF(font).horizontalAdvance(line)
            for font, line in zip(self._line_fonts(), self._lines, strict=True)
        ]
        return QSize(int(max(widths, default=0.0)) + 1 + 2 * MARGIN_X, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tooltip))
        rounded(painter, QRectF(self.rect()), RADIUS)
        painter.setPen(QColor(self._theme.tooltip_text))
        step = line_height(self._fonts()[0])
        for row, (font, line) in enumerate(zip(self._line_fonts(), self._lines, strict=True)):
            painter.setFont(font)
            box = QRectF(MARGIN_X, MARGIN_Y + row * step, self.width(), step)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, line)

    def _fonts(self) -> tuple[QFont, QFont]:
        return sized(self.font(), SMALL, bold=True), sized(self.font(), SMALL)

    def _line_fonts(self) -> list[QFont]:
        first, rest = self._fonts()
        return [rest if row else first for row in range(len(self._lines))]

    def _position_off(self, anchor: QRect, owner: QRect) -> QPoint | None:
        """Below or else above the owner, centred at the anchor; None where neither has room."""
        window = self._window.rect().adjusted(GRID, GRID, -GRID, -GRID)
        x = anchor.center().x() - self.width() // 2
        x = max(window.left(), min(x, window.right() - self.width()))
        below, above = owner.bottom() + GRID, owner.top() - GRID - self.height()
        if below + self.height() <= window.bottom():
            return QPoint(x, below)
        return QPoint(x, above) if above >= window.top() else None

    def _position(self, anchor: QRect, left_edge: int) -> QPoint:
        """Left of the anchor where its owner has room, else right; never outside the window."""
        gap = 2 * GRID
        window = self._window.rect().adjusted(GRID, GRID, -GRID, -GRID)
        x, right = anchor.left() - gap - self.width(), anchor.right() + gap
        if x < left_edge and right + self.width() <= window.right():
            x = right
        x = max(window.left(), min(x, window.right() - self.width()))
        y = max(window.top(), min(anchor.top(), window.bottom() - self.height()))
        return QPoint(x, y)
