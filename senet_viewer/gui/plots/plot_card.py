"""The card that a bar plot stands on: title, remark, border, focus ring and room for the bars."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from senet_viewer.gui.plots.channel_view import ChannelView
from senet_viewer.gui.plots.expand_button import ExpandButton
from senet_viewer.gui.plots.focus_ring import paint_ring
from senet_viewer.gui.plots.lettering import (
    SMALL,
    elided,
    faded,
    line_height,
    on_grid,
    rounded,
    sized,
)
from senet_viewer.gui.theme import GRID, LIGHT, Theme

PADDING = 3 * GRID
RADIUS = 6.0
DIMMED = 0.4


class PlotCard(QWidget):
    """One block's name and remark above its bars, which the plot itself fills.

    ``fillRequested`` carries the block's name.
    """

    fillRequested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._stage = "", 0
        self._theme = LIGHT
        self._note = self._tip = ""
        self._focused = self._ring = self._dimmed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._view = ChannelView(self)
        self._expand = ExpandButton(self)
        self._expand.clicked.connect(lambda: self.fillRequested.emit(self.block_name))
        self._letter()
        self._name_expand_button()
        self.set_theme(LIGHT)

    @property
    def block_name(self) -> str:
        return self._name

    @property
    def expand_button(self) -> ExpandButton:
        """The button that fills the panel with this plot."""
        return self._expand

    @property
    def view(self) -> ChannelView:
        """The picture of the bars, for layout and tests."""
        return self._view

    def _become(self, name: str, stage: int) -> bool:
        """Take another block's name and colour; False where it has them already."""
        if name == self._name and stage == self._stage:
            return False
        self._name, self._stage = name, stage
        self._view.set_colours(self._theme.stage(stage), self._theme)
        self.setAccessibleName(name)
        self._place_expand_button()
        self.update()
        return True

    def set_tip(self, text: str) -> None:
        """What the title's tooltip teaches of the block."""
        self._tip = text

    def event(self, event: QEvent) -> bool:
        """The tooltip belongs to the title: over the bars there is the read-out."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            if self._header().contains(event.pos()):
                QToolTip.showText(event.globalPos(), self._tip, self, self._header())
            return True
        return super().event(event)

    def _set_note(self, note: str) -> None:
        if note != self._note:
            self._note = note
            self.update(self._header())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._view.set_colours(theme.stage(self._stage), theme)
        self._expand.set_colour(QColor(theme.muted))
        self.update()

    def set_focused(self, focused: bool) -> None:
        """Whether this is the block that the other panels speak of."""
        if focused != self._focused:
            self._focused = focused
            self.update()

    def set_dimmed(self, dimmed: bool) -> None:
        """Whether what is shown waits for newer content."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self._view.set_opacity(DIMMED if dimmed else 1.0)
            self.update(self._header())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._letter()
            self._arrange()
            self.updateGeometry()
        elif event.type() == QEvent.Type.LanguageChange:
            self._name_expand_button()

    def _letter(self) -> None:
        self._bold = sized(self.font(), 1.0, bold=True)
        self._small = sized(self.font(), SMALL)
        self._view.set_font(self.font())

    def sizeHint(self) -> QSize:
        line = line_height(self.font())
        return QSize(24 * line, on_grid(7.5 * line))

    def minimumSizeHint(self) -> QSize:
        line = line_height(self.font())
        return QSize(9 * line, on_grid(5.5 * line))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        if self._header().contains(event.rect()):
            painter.fillRect(event.rect(), QColor(theme.panel))
            self._paint_header(painter)
            return
        border, width = (theme.accent, 1.5) if self._focused else (theme.line, 1.0)
        painter.setPen(QPen(QColor(border), width))
        painter.setBrush(QColor(theme.panel))
        rounded(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS)
        if self._ring and self.hasFocus():
            paint_ring(painter, self, theme, RADIUS)
        self._paint_header(painter)

    def _paint_header(self, painter: QPainter) -> None:
        theme, header = self._theme, QRectF(self._header())
        opacity = DIMMED if self._dimmed else 1.0
        painter.setFont(self._bold)
        painter.setPen(faded(QColor(theme.text), opacity))
        painter.drawText(header, Qt.AlignmentFlag.AlignVCenter, self.block_name)
        painter.setFont(self._small)
        painter.setPen(faded(QColor(theme.muted), opacity))
        room = header.right() - self._expand.geometry().right() - GRID
        note = elided(self._note, self._small, room)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(header, flags, note)

    def _header(self) -> QRect:
        height = line_height(self.font())
        return QRect(PADDING, GRID + 2, self.width() - 2 * PADDING, height)

    def _arrange(self) -> None:
        header = self._header()
        top = header.bottom() + 1
        self._view.setGeometry(GRID, top, self.width() - GRID - PADDING, self.height() - top - GRID)
        self._place_expand_button()

    def _place_expand_button(self) -> None:
        header = self._header()
        title = QFontMetricsF(self._bold)
        x = header.left() + int(title.horizontalAdvance(self.block_name)) + GRID
        side = header.height()
        self._expand.setGeometry(x, header.top(), side, side)

    def _name_expand_button(self) -> None:
        text = self.tr("Fill the panel (F)")
        self._expand.setToolTip(text)
        self._expand.setAccessibleName(text)
