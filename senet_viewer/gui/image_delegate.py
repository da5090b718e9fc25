"""Paints one row of the image list: thumbnail, name, top class or what went wrong."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from senet_viewer.errors import printable
from senet_viewer.gui.image_list_model import (
    ITEM_ROLE,
    LETTER_ROLE,
    PINNED_ROLE,
    SAME_AS_ROLE,
    STATISTIC_ROLE,
    statistic_text,
)
from senet_viewer.gui.pictures import Pictures
from senet_viewer.gui.state import ImageItem
from senet_viewer.gui.style import scaled, thumbnail_size
from senet_viewer.gui.theme import GRID, Theme
from senet_viewer.gui.words import error_phrase, percent

AnyIndex = QModelIndex | QPersistentModelIndex
MARGIN = 2 * GRID
PIN = ((-4, -9), (4, -9), (3, -7), (3, -2), (6, 2), (-6, 2), (-3, -2), (-3, -7))
"""Corners of a pin's head, in twentieths of a line of text about its middle."""
GONE = 0.45
"""How much is seen of the thumbnail of a file that is gone."""


class ImageDelegate(QStyledItemDelegate):
    """Thumbnail on the left, two lines of text beside it."""

    def __init__(self, pictures: Pictures, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        thumbnail = thumbnail_size(QFontMetrics(option.font).height())
        return QSize(thumbnail.width(), thumbnail.height() + 2 * MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        item: ImageItem = index.data(ITEM_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter, option)
        side = thumbnail_size(QFontMetrics(option.font).height())
        inner = option.rect.adjusted(MARGIN + GRID, MARGIN, -MARGIN - GRID, -MARGIN)
        frame = QRect(inner.topLeft(), side)
        self._paint_thumbnail(painter, frame, item)
        if index.data(SAME_AS_ROLE):
            self._paint_badge(painter, frame, option, "=")
        letter = index.data(LETTER_ROLE)
        if letter:
            self._paint_badge(painter, frame, option, letter, at_top=True)
        text = inner.adjusted(side.width() + 3 * GRID, 0, 0, 0)
        name = QRect(text)
        if index.data(PINNED_ROLE):
            name.setRight(name.right() - self._paint_pin(painter, text, option))
        self._paint_name(painter, name, option, item)
        self._paint_second_line(painter, text, option, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = option.rect.adjusted(GRID, 1, -GRID, -1)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.selection if selected else self._theme.window))
            painter.drawRoundedRect(ground, 6, 6)
        focused = selected and bool(option.state & QStyle.StateFlag.State_HasFocus)
        if focused or (selected and self._theme.contrast):
            width = self._theme.ring / 2 if focused else 1.0
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.link if focused else self._theme.border), width))
            painter.drawRoundedRect(ground, 6, 6)

    def _paint_thumbnail(self, painter: QPainter, frame: QRect, item: ImageItem) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.bar_track))
        path = QPainterPath()
        path.addRoundedRect(frame, 4, 4)
        painter.drawPath(path)
        image = None if item.error else self._pictures.thumbnail(item.picture)
        if item.error is not None:
            painter.setPen(QColor(self._theme.error))
            painter.setFont(scaled(painter.font(), 1.4, bold=True))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, "!")
        elif image is not None:
            side = min(image.width(), image.height())
            left, top = (image.width() - side) // 2, (image.height() - side) // 2
            painter.setClipPath(path)
            painter.setOpacity(GONE if item.missing else 1.0)
            painter.drawImage(frame, image, QRect(QPoint(left, top), QSize(side, side)))
            painter.setOpacity(1.0)
            painter.setClipping(False)

    def _paint_badge(
        self,
        painter: QPainter,
        frame: QRect,
        option: QStyleOptionViewItem,
        sign: str,
        *,
        at_top: bool = False,
    ) -> None:
        """A sign in a corner: = for the content of an earlier image, a letter where compared."""
        side = QFontMetrics(option.font).height() * (5 if at_top else 4) // 5
        corner = frame.bottomRight() - QPoint(side - 2, side - 2)
        if at_top:
            corner = frame.topLeft() - QPoint(2, 2)
        badge = QRect(corner, QSize(side, side))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.accent))
        painter.drawEllipse(badge)
        painter.setPen(QColor(self._theme.accent_text))
        painter.setFont(scaled(option.font, 0.85, bold=True))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, sign)

    def _paint_pin(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem) -> int:
        """A pin at the right of the name: the reference; returns the room that it takes."""
        line = self._first_line(box, option)
        side = line.height()
        painter.save()
        painter.translate(line.right() - side / 2, line.center().y())
        painter.rotate(30)
        painter.scale(side / 20, side / 20)
        painter.setPen(QPen(QColor(self._theme.text), 1.6, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(0, 2), QPointF(0, 9))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.text))
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in PIN]))
        painter.restore()
        return side + GRID

    @staticmethod
    def _first_line(box: QRect, option: QStyleOptionViewItem) -> QRect:
        height = QFontMetrics(option.font).height()
        top = box.top() + (box.height() - 2 * height - GRID) // 2
        return QRect(box.left(), top, box.width(), height)

    def _paint_name(
        self, painter: QPainter, box: QRect, option: QStyleOptionViewItem, item: ImageItem
    ) -> None:
        painter.setFont(option.font)
        painter.setPen(QColor(self._theme.text))
        name = QFontMetrics(option.font).elidedText(
            printable(item.name), Qt.TextElideMode.ElideMiddle, box.width()
        )
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._first_line(box, option), flags, name)

    def _paint_second_line(
        self, painter: QPainter, box: QRect, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        item: ImageItem = index.data(ITEM_ROLE)
        second = self._first_line(box, option)
        second.translate(0, second.height() + GRID)
        small = scaled(option.font, 0.92)
        painter.setFont(small)
        left, right = self._second_line(item, index)
        painter.setPen(QColor(self._theme.error if item.error else self._theme.muted))
        small_metrics = QFontMetrics(small)
        if small_metrics.horizontalAdvance(right) > box.width():
            # Half a number is a wrong one; the tooltip has it.
            right = ""
        room = box.width() - (small_metrics.horizontalAdvance(right) + 2 * GRID if right else 0)
        shown = small_metrics.elidedText(left, Qt.TextElideMode.ElideRight, room)
        painter.drawText(second, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.drawText(second, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)

    def _second_line(self, item: ImageItem, index: AnyIndex) -> tuple[str, str]:
        if item.error is not None:
            return error_phrase(item.error), ""
        same = index.data(SAME_AS_ROLE)
        notes = [self.tr("same as {name}").format(name=same)] if same else []
        if item.missing:
            notes.append(self.tr("file is gone"))
        if item.answer is None:
            return " · ".join([self.tr("waiting …"), *notes]), ""
        best = item.answer.predictions[0]
        value = index.data(STATISTIC_ROLE)
        right = percent(best.probability) if value is None else statistic_text(value)
        return " · ".join([best.label, *notes]), right
