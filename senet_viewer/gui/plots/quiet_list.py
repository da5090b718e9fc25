"""A list without chrome: rows painted by a delegate, keyboard and screen reader from Qt."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from senet_viewer.gui.plots.lettering import line_height, on_grid
from senet_viewer.gui.theme import GRID

ENTRY = Qt.ItemDataRole.UserRole + 1
"""The record that a row shows."""

Index = QModelIndex | QPersistentModelIndex


class QuietList(QListView):
    """As tall as its rows, transparent, never scrolling: the page around it scrolls.

    ``rowHovered`` carries −1 where the cursor left; ``rowChosen`` follows a click or Enter.
    """

    rowHovered = Signal(int)
    rowChosen = Signal(int)

    def __init__(self, delegate: QStyledItemDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QStandardItemModel(self)
        delegate.setParent(self)
        self.setModel(self._rows)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self._hovered = self._marked = -1
        self.clicked.connect(self._choose)

    def set_rows(self, rows: list[tuple[object, str, str]]) -> None:
        """Rows as (record, text for readers, tooltip or ""); the current row stays current."""
        current = self.currentIndex().row()
        self._rows.clear()
        for record, spoken, tip in rows:
            item = QStandardItem(spoken)
            item.setData(record, ENTRY)
            item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
            item.setData(tip or None, Qt.ItemDataRole.ToolTipRole)
            self._rows.appendRow(item)
        if 0 <= current < len(rows):
            self.setCurrentIndex(self._rows.index(current, 0))
        self.updateGeometry()
        self.viewport().update()

    @property
    def row_count(self) -> int:
        return self._rows.rowCount()

    def stands_out(self, row: int) -> bool:
        """Whether a row is pointed at, or marked because another view points at it."""
        return row in (self._hovered, self._marked)

    def mark_row(self, row: int) -> None:
        """Marks a row from outside; −1 unmarks."""
        if row != self._marked:
            self._marked = row
            self.viewport().update()

    def row_text(self, row: int) -> str:
        """What a screen reader says of a row."""
        return self._rows.item(row).text()

    def sizeHint(self) -> QSize:
        height = self.row_height() * self._rows.rowCount()
        return QSize(12 * line_height(self.font()), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(7 * line_height(self.font()), self.sizeHint().height())

    def row_height(self) -> int:
        return on_grid(line_height(self.font()) + GRID)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            self._hover(current.row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.currentIndex().isValid():
                self.rowChosen.emit(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) or event.text().strip():
            # Not the list's type-ahead search: these keys belong to the window.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        self.rowChosen.emit(index.row())

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()
            self.rowHovered.emit(row)


class RowDelegate(QStyledItemDelegate):
    """Rows of one height that follows from the font."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = QFontMetricsF(option.font)
        return QSize(0, on_grid(metrics.height() + GRID))
