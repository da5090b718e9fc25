"""Paints a row of the command palette: what it is, where it stands, its keys."""

from __future__ import annotations

import re

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from senet_viewer.gui.palette_entry import Entry
from senet_viewer.gui.style import scaled
from senet_viewer.gui.theme import GRID, Theme

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
AnyIndex = QModelIndex | QPersistentModelIndex
_LEAST_PLACE = 6
"""In lines of text: with less room the way through the menus is left out."""


class PaletteDelegate(QStyledItemDelegate):
    """The typed letters are bold in the title; what is not possible now is pale."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.query = ""

    @staticmethod
    def height(font: QFont) -> int:
        """A row's height in pixels."""
        return QFontMetrics(font).height() + 2 * GRID + GRID // 2

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(0, self.height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        painter.save()
        rect: QRect = option.rect
        font: QFont = option.font
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, rect, chosen=chosen)
        inner = rect.adjusted(2 * GRID, 0, -2 * GRID, 0)
        left = self._paint_keys(painter, inner, scaled(font, 0.92), entry, chosen=chosen)
        mark = QFontMetrics(font).horizontalAdvance("✓ ")
        if entry.checked:
            painter.setPen(self._pen(entry, chosen=chosen))
            painter.setFont(font)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, "✓")
        title = QRect(inner.left() + mark, inner.top(), left - inner.left() - mark, inner.height())
        end = self._paint_title(painter, title, font, entry, chosen=chosen)
        place = QRect(end + 2 * GRID, inner.top(), left - end - 2 * GRID, inner.height())
        self._paint_place(painter, place, scaled(font, 0.92), entry, chosen=chosen)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, *, chosen: bool) -> None:
        theme = self.theme
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent if theme.contrast else theme.selection))
            painter.drawRoundedRect(rect, GRID, GRID)

    def _pen(self, entry: Entry, *, chosen: bool, quiet: bool = False) -> QColor:
        theme = self.theme
        if chosen and theme.contrast:
            return QColor(theme.accent_text)
        if not entry.enabled:
            return QColor(theme.faint)
        return QColor(theme.muted if quiet else theme.text)

    def _paint_keys(
        self, painter: QPainter, rect: QRect, font: QFont, entry: Entry, *, chosen: bool
    ) -> int:
        """Paints the keys at the right; returns where the room left of them ends."""
        if not entry.keys:
            return rect.right()
        painter.setFont(font)
        painter.setPen(self._pen(entry, chosen=chosen, quiet=True))
        aligned = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, aligned, entry.keys)
        return rect.right() - QFontMetrics(font).horizontalAdvance(entry.keys) - 3 * GRID

    def _paint_title(
        self, painter: QPainter, rect: QRect, font: QFont, entry: Entry, *, chosen: bool
    ) -> int:
        """Paints the title; returns where it ends."""
        bold = QFont(font)
        bold.setBold(True)
        painter.setPen(self._pen(entry, chosen=chosen))
        x = rect.left()
        for text, marked in marked_parts(entry.title, self.query):
            own = bold if marked else font
            metrics = QFontMetrics(own)
            room = rect.right() - x
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.setFont(own)
            painter.drawText(
                QRect(x, rect.top(), room, rect.height()), Qt.AlignmentFlag.AlignVCenter, shown
            )
            x += metrics.horizontalAdvance(shown)
            if shown != text:
                break
        return x

    def _paint_place(
        self, painter: QPainter, rect: QRect, font: QFont, entry: Entry, *, chosen: bool
    ) -> None:
        metrics = QFontMetrics(font)
        wanted = metrics.horizontalAdvance(entry.place)
        if rect.width() < min(wanted, _LEAST_PLACE * metrics.height()):
            return
        painter.setFont(font)
        painter.setPen(self._pen(entry, chosen=chosen, quiet=True))
        # The end of the way tells more than its start.
        shown = metrics.elidedText(entry.place, Qt.TextElideMode.ElideLeft, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)


def marked_parts(title: str, query: str) -> list[tuple[str, bool]]:
    """``title`` in parts, each with whether it was typed as it stands."""
    pieces = sorted(set(query.split()), key=len, reverse=True)
    if not pieces:
        return [(title, False)]
    found = re.split(f"({'|'.join(map(re.escape, pieces))})", title, flags=re.IGNORECASE)
    return [(part, place % 2 == 1) for place, part in enumerate(found) if part]
