"""The legend of the depth strip: the measure, and what grey caps and hollow marks are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from senet_viewer.gui.plots.compared_wording import similarity_name
from senet_viewer.gui.plots.lettering import (
    SMALL,
    elided,
    faded,
    line_height,
    paint_hollow,
    sized,
)
from senet_viewer.gui.plots.marks import paint_mark
from senet_viewer.gui.plots.similarity_lines import NOISE_OPACITY, SimilarityLines
from senet_viewer.gui.theme import GRID, LIGHT, Theme


class Sign(Enum):
    """What stands before a text of the legend."""

    NONE = "none"
    CAP = "cap"
    HOLLOW_BAR = "hollow bar"
    HOLLOW_MARK = "hollow mark"


@dataclass(frozen=True)
class Explained:
    """One sign and what it means."""

    text: str
    sign: Sign = Sign.NONE


Row = tuple[Explained, ...]


def hollow_bars() -> Explained:
    """What hollow bars are."""
    text = QCoreApplication.translate("plots", "hollow: below the noise")
    return Explained(text, Sign.HOLLOW_BAR)


def similarity_legend(lines: SimilarityLines) -> tuple[Row, Row]:
    """The measure of the lines, and those of their signs that are there to be seen."""
    signs = []
    if lines.has_caps:
        text = QCoreApplication.translate("plots", "noise of a slight shift or flip")
        signs.append(Explained(text, Sign.CAP))
    if lines.has_hollow_marks:
        text = QCoreApplication.translate("plots", "hollow: below it")
        if not lines.has_caps:
            text = QCoreApplication.translate("plots", "hollow: below the noise")
        signs.append(Explained(text, Sign.HOLLOW_MARK))
    return (Explained(similarity_name()),), tuple(signs)


class DepthLegend(QWidget):
    """Rows of signs with their meanings; as wide as its longest row, hidden where it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._rows: tuple[Row, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_rows(self, *rows: Row) -> None:
        """What is explained; rows without signs are left out."""
        rows = tuple(row for row in rows if row)
        if rows != self._rows:
            self._rows = rows
            self.setAccessibleName(self.text())
            self.updateGeometry()
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def text(self) -> str:
        """All that is said, for screen readers."""
        return " · ".join(one.text for row in self._rows for one in row)

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The signs that are explained."""
        every = (one.sign for row in self._rows for one in row)
        return tuple(sign for sign in every if sign is not Sign.NONE)

    def sizeHint(self) -> QSize:
        line = line_height(self._small())
        wide = max((self._row_width(row) for row in self._rows), default=0.0)
        return QSize(int(wide) + 1, len(self._rows) * line)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, line = QPainter(self), line_height(self._small())
        painter.setFont(self._small())
        is_beside = self.width() <= self.sizeHint().width()
        for number, row in enumerate(self._rows):
            # At the column's right edge rows end together, below a caption they begin together.
            x = max(0.0, self.width() - self._row_width(row)) if is_beside else 0.0
            for one in row:
                place = QRectF(x, number * line, self.width() - x, line)
                self._paint_one(painter, one, place)
                x += self._width(one) + 3 * GRID

    def _paint_one(self, painter: QPainter, one: Explained, place: QRectF) -> None:
        painter.save()
        left = place.left() + _sign_width(one.sign)
        sign = QRectF(place.left(), place.top(), 3 * GRID, place.height())
        if one.sign is not Sign.NONE:
            self._paint_sign(painter, one.sign, sign)
        painter.restore()
        painter.setPen(QColor(self._theme.muted))
        text = elided(one.text, self._small(), place.right() - left)
        words = QRectF(left, place.top(), place.right() - left + 1, place.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_sign(self, painter: QPainter, sign: Sign, place: QRectF) -> None:
        theme = self._theme
        if sign is Sign.HOLLOW_MARK:
            paint_mark(painter, 0, place.center(), 1.5 * GRID, theme, hollow=theme.panel)
            return
        box = QRectF(0, 0, 2.5 * GRID, 2.5 * GRID)
        box.moveCenter(place.center())
        box.moveTo(round(box.left()), round(box.top()))
        if sign is Sign.HOLLOW_BAR:
            paint_hollow(painter, box, QColor(theme.bar), QColor(theme.panel))
            return
        band = box.adjusted(0, GRID / 2, 0, -GRID / 2)
        painter.fillRect(band, QColor(theme.bar_track))
        painter.fillRect(band, faded(QColor(theme.muted), NOISE_OPACITY))

    def _row_width(self, row: Row) -> float:
        return sum(self._width(one) for one in row) + 3 * GRID * (len(row) - 1)

    def _width(self, one: Explained) -> float:
        words = QFontMetricsF(self._small()).horizontalAdvance(one.text)
        return _sign_width(one.sign) + words + 1

    def _small(self) -> QFont:
        return sized(self.font(), SMALL)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
            self.update()


def _sign_width(sign: Sign) -> float:
    return 0.0 if sign is Sign.NONE else 4.0 * GRID
