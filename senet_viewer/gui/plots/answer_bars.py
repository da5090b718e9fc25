"""The network's answer: its most probable classes, each with a neutral bar and a percentage."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from senet_viewer.gui.plots import wording
from senet_viewer.gui.plots.lettering import elided, faded, rounded, sized
from senet_viewer.gui.plots.quiet_list import ENTRY, Index, QuietList, RowDelegate
from senet_viewer.gui.theme import GRID, LIGHT, Theme
from senet_viewer.records import Prediction

LABEL_SHARE = 0.42
"""Labels take at most this share of the width."""
DIMMED = 0.4


class AnswerBars(QWidget):
    """The top classes; long labels are cut and told whole by their tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._predictions: tuple[Prediction, ...] = ()
        self._delegate = _AnswerDelegate()
        self._list = QuietList(self._delegate, self)
        self._list.setSelectionMode(QuietList.SelectionMode.NoSelection)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._list)
        self._name()

    def show_predictions(self, predictions: Sequence[Prediction]) -> None:
        """The classes, most probable first; an empty sequence clears the list."""
        self._predictions = tuple(predictions)
        self._fill()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self._list.viewport().update()

    def set_dimmed(self, dimmed: bool) -> None:
        """Whether what is shown waits for newer content."""
        self._delegate.opacity = DIMMED if dimmed else 1.0
        self._list.viewport().update()

    @property
    def rows(self) -> QuietList:
        """The list of answers."""
        return self._list

    def _name(self) -> None:
        self._list.setAccessibleName(self.tr("Answer"))

    def _fill(self) -> None:
        room, metrics = self._label_room(), QFontMetricsF(sized(self.font(), 1.0, bold=True))
        self._list.set_rows(
            [
                (
                    one,
                    wording.answer_line(one),
                    one.label if metrics.horizontalAdvance(one.label) > room else "",
                )
                for one in self._predictions
            ]
        )

    def _label_room(self) -> float:
        return LABEL_SHARE * self.width() - 2 * GRID

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._fill()
        elif event.type() == QEvent.Type.LanguageChange:
            self._name()


class _AnswerDelegate(RowDelegate):
    theme: Theme = LIGHT
    opacity = 1.0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        prediction = index.data(ENTRY)
        place = QRectF(option.rect)
        theme, first = self.theme, index.row() == 0
        font = sized(option.font, 1.0, bold=first)
        figures = QFontMetricsF(option.font).horizontalAdvance("100 %") + GRID
        label = QRectF(place)
        label.setWidth(LABEL_SHARE * place.width() - 2 * GRID)
        painter.save()
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(theme.link), theme.ring / 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            rounded(painter, place.adjusted(1, 1, -1, -1), 3)
        painter.setOpacity(self.opacity)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(label, middle, elided(prediction.label, font, label.width()))
        left = place.left() + LABEL_SHARE * place.width()
        track = QRectF(left, 0, place.right() - figures - 2 * GRID - left, 2.5 * GRID)
        track.moveTop(round(place.center().y() - track.height() / 2))
        _paint_bar(painter, track, prediction.probability, theme)
        painter.setFont(sized(option.font, 1.0))
        painter.setPen(QColor(theme.muted))
        flags = middle | Qt.AlignmentFlag.AlignRight
        painter.drawText(place, flags, wording.percent(prediction.probability))
        painter.restore()


def _paint_bar(painter: QPainter, track: QRectF, share: float, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.bar_track))
    rounded(painter, track, 2)
    bar = QRectF(track)
    bar.setWidth(max(1.0, track.width() * min(1.0, share)))
    painter.setBrush(faded(QColor(theme.bar), 1.0))
    rounded(painter, bar, min(2.0, bar.width() / 2))
