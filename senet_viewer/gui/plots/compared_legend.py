"""The legend of compared images: letter, mark and name of each; a click makes one the base."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from senet_viewer.gui.plots.focus_ring import paint_ring
from senet_viewer.gui.plots.lettering import (
    SMALL,
    colour_text,
    faded,
    line_height,
    on_grid,
    rounded,
    sized,
)
from senet_viewer.gui.plots.marks import PALE_BARS, mark_pen, paint_mark
from senet_viewer.gui.plots.teaching import tip
from senet_viewer.gui.theme import GRID, LIGHT, Theme

NARROWEST = 8
"""In lines of text: an entry that is less wide goes to the next row."""
WIDEST = 15
PICTURED = 9
"""In lines of text: an entry that is at least so wide has room for a thumbnail."""
SWATCH = 6 * GRID
"""The width of the mark's sample."""


Thumbnails = Callable[[str], QImage | None]
"""Finds an image's thumbnail by its key; None as long as there is none."""


@dataclass(frozen=True)
class LegendEntry:
    """One compared image; the first of a legend is the one on show."""

    key: str
    letter: str
    name: str


def row_height(font: QFont) -> int:
    """The height of an entry: a line of text with some room for a thumbnail."""
    return on_grid(line_height(font) + 2 * GRID)


def short_file_name(name: str, metrics: QFontMetricsF, width: float) -> str:
    """``name`` without its ending where it is too wide, then without its middle.

    Files of one series differ at the end.
    """
    if metrics.horizontalAdvance(name) <= width:
        return name
    stem = name.rpartition(".")[0] or name
    return metrics.elidedText(stem, Qt.TextElideMode.ElideMiddle, max(0.0, width))


def _no_thumbnail(_key: str) -> QImage | None:
    return None


class LegendButton(QAbstractButton):
    """One image: ``index`` −1 is the one on show, which is the bars, 0 the first beside it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._index = LIGHT, 0
        self._entry = LegendEntry("", "", "")
        self._thumbnail: Thumbnails = _no_thumbnail
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def entry(self) -> LegendEntry:
        return self._entry

    def show_entry(self, entry: LegendEntry, index: int) -> None:
        """Show an image, and what its mark looks like."""
        self._entry, self._index = entry, index
        text = self.tr("{letter}: {name}").format(letter=entry.letter, name=entry.name)
        self.setAccessibleName(text)
        if index < 0:
            more = self.tr("The image on show: its gates are the bars.")
        else:
            more = self.tr("Click to show it, and to compare the others with it.")
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tip(text, more))
        self.setAccessibleDescription(more)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_thumbnails(self, thumbnail: Thumbnails) -> None:
        """What finds an image's thumbnail by its key."""
        self._thumbnail = thumbnail
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDEST * line_height(self.font()), row_height(self.font()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        if self.underMouse() and self._index >= 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selection))
            rounded(painter, QRectF(self.rect()), 4)
        if self.hasFocus():
            paint_ring(painter, self, theme, 4)
        bold, plain = sized(self.font(), 1.0, bold=True), sized(self.font(), 1.0)
        middle = Qt.AlignmentFlag.AlignVCenter
        x = float(GRID)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        painter.drawText(QRectF(x, 0, self.width(), self.height()), middle, self._entry.letter)
        x += QFontMetricsF(bold).horizontalAdvance("A") + GRID
        self._paint_sample(painter, QRectF(x, 0, SWATCH, self.height()))
        x += SWATCH + GRID
        x += self._paint_thumbnail(painter, x)
        painter.setFont(plain)
        painter.setPen(QColor(theme.text if self._index < 0 else theme.muted))
        name = short_file_name(self._entry.name, QFontMetricsF(plain), self.width() - x - GRID)
        painter.drawText(QRectF(x, 0, self.width() - x, self.height()), middle, name)

    def _paint_thumbnail(self, painter: QPainter, x: float) -> float:
        """The middle square of the image; returns the room that it takes."""
        side = self.height() - 2
        if self.width() < PICTURED * line_height(self.font()):
            return 0.0
        image = self._thumbnail(self._entry.key)
        if image is None:
            return 0.0
        path = QPainterPath()
        path.addRoundedRect(QRectF(x, 1, side, side), 3, 3)
        part = min(image.width(), image.height())
        left, top = (image.width() - part) // 2, (image.height() - part) // 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        painter.setClipPath(path)
        painter.drawImage(QRectF(x, 1, side, side), image, QRectF(QRect(left, top, part, part)))
        painter.restore()
        return side + 1.5 * GRID

    def _paint_sample(self, painter: QPainter, place: QRectF) -> None:
        theme, middle = self._theme, place.center()
        if self._index >= 0:
            painter.setPen(mark_pen(self._index, theme, 1.4))
            painter.drawLine(QPointF(place.left(), middle.y()), QPointF(place.right(), middle.y()))
            paint_mark(painter, self._index, middle, 4.5, theme)
            return
        bar = faded(QColor(theme.bar), 1 - PALE_BARS)
        for number, share in enumerate((0.45, 0.9, 0.6)):
            height = share * 3.5 * GRID
            left = place.left() + GRID + number * 5
            painter.fillRect(QRectF(left, middle.y() + 1.75 * GRID - height, 4, height), bar)


class ComparedLegend(QWidget):
    """Entries side by side, in as many rows as they need; ``chosen`` carries an image's key."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._buttons: list[LegendButton] = []
        self._thumbnail: Thumbnails = _no_thumbnail
        self.note = QLabel(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Compared images"))
        self._letter()

    @property
    def buttons(self) -> tuple[LegendButton, ...]:
        """The entries that are shown, A first."""
        return tuple(button for button in self._buttons if not button.isHidden())

    def show_entries(self, entries: Sequence[LegendEntry], note: str) -> None:
        """The image on show, those beside it, and what is said of the rest."""
        while len(self._buttons) < len(entries):
            button = LegendButton(self)
            button.set_theme(self._theme)
            button.set_thumbnails(self._thumbnail)
            button.setFont(self._small())
            button.clicked.connect(lambda _=False, one=button: self.chosen.emit(one.entry.key))
            self._buttons.append(button)
        for index, entry in enumerate(entries, -1):
            self._buttons[index + 1].show_entry(entry, index)
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(entries))
        self.note.setText(note)
        self.note.setToolTip(note)
        self.note.setVisible(bool(note))
        self._arrange()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        colour_text(self.note, theme.muted)
        for button in self._buttons:
            button.set_theme(theme)

    def set_thumbnails(self, thumbnail: Thumbnails) -> None:
        """What finds an image's thumbnail by its key; it is None as long as there is none."""
        self._thumbnail = thumbnail
        for button in self._buttons:
            button.set_thumbnails(thumbnail)

    def renew(self, key: str) -> None:
        """The thumbnail of an image is there now."""
        for button in self.buttons:
            if button.entry.key == key:
                button.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Entries of one width, in rows; the note after the last one."""
        line, shown = line_height(self._small()), self.buttons
        if not shown:
            return
        note = self.note.sizeHint().width() + 2 * GRID if self.note.text() else 0
        height = row_height(self._small())
        columns = max(1, min(len(shown), (self.width() - note) // (NARROWEST * line)))
        # Six beside each other or three and three, not five and one.
        columns = -(-len(shown) // -(-len(shown) // columns))
        width = min(WIDEST * line, max(1, (self.width() - note) // columns))
        for number, button in enumerate(shown):
            row, column = divmod(number, columns)
            button.setGeometry(column * width, row * height, width - GRID, height)
        rows = -(-len(shown) // columns)
        left = columns * width if rows == 1 else self.width() - note
        self.note.setGeometry(left, (rows - 1) * height, max(1, self.width() - left), height)
        self.setFixedHeight(rows * height)

    def _small(self) -> QFont:
        return sized(self.font(), SMALL)

    def _letter(self) -> None:
        for widget in (self.note, *self._buttons):
            widget.setFont(sized(self.font(), SMALL))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._letter()
            self._arrange()
