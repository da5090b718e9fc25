"""Shows a network's layers: a tree that opens, or a list; sorts, and copies as a table."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Slot
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from senet_viewer.gui.layer_tree import (
    BRANCH_ROLE,
    Column,
    LayerSorter,
    LayerTree,
    table_lines,
)
from senet_viewer.gui.style import text_share
from senet_viewer.gui.theme import GRID, Theme
from senet_viewer.summaries import Summary

OPEN_DEPTH = 0
"""Down to this depth the tree is open at first: the stages and the stem."""
WIDEST = 45 * GRID


class LayerView(QTreeView):
    """A view of one summary's layers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._layers: LayerTree | None = None
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSortingEnabled(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setIndentation(4 * GRID)
        self.setAccessibleName(self.tr("Layers"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.copy)

    def set_theme(self, theme: Theme) -> None:
        """Show the layers in another theme's colours."""
        self._theme = theme
        if self._layers is not None:
            self._layers.set_theme(theme)
        self.viewport().update()

    def show_summary(self, summary: Summary, *, flat: bool, compact: bool) -> None:
        """Show the layers; ``compact`` leaves out what two views side by side have no room for."""
        old = self.model()
        heading = summary.title if compact else ""
        self._layers = LayerTree(summary, self._theme, flat=flat, heading=heading, parent=self)
        sorter = LayerSorter(self._layers, self)
        self._layers.setParent(sorter)
        self.ensurePolished()
        self.setModel(sorter)
        if old is not None:
            old.deleteLater()
        self.setRootIsDecorated(not flat)
        if not flat:
            self.expandToDepth(OPEN_DEPTH)
        for column in (Column.KIND, Column.OUTPUT):
            self.setColumnHidden(column, compact)
        self._fit_columns(self._layers)
        self.setAccessibleName(self.tr("Layers of {name}").format(name=summary.title))

    def _fit_columns(self, layers: LayerTree) -> None:
        """Columns as wide as their widest text; the first one takes what is left."""
        metrics, most = QFontMetrics(self.font()), round(WIDEST * text_share(self))
        rows = list(layers.all_rows())
        header = self.header()
        for column in list(Column)[1:]:
            heading = str(layers.headerData(column, Qt.Orientation.Horizontal))
            texts = {heading, *(layers.text(row, column) for row in rows)}
            # With the colour in front of a block's name, and the arrow beside a heading.
            room = 12 * GRID if column == Column.BLOCK else 8 * GRID
            widest = max(map(metrics.horizontalAdvance, texts))
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, min(most, widest + room))
        header.setSectionResizeMode(Column.LAYER, QHeaderView.ResizeMode.Stretch)

    def text(self, *, marked: bool = False) -> list[str]:
        """All layers, or the marked ones, as tab-separated lines in the order that is shown."""
        if self._layers is None:
            return []
        chosen = set(self.selectionModel().selectedRows()) if marked else set()
        indexes = _walk(self.model(), QModelIndex())
        branches = [i.data(BRANCH_ROLE) for i in indexes if not chosen or i in chosen]
        return list(table_lines(branches))

    @Slot()
    def copy(self) -> None:
        """Copy the marked layers, or all, as tab-separated text with a heading."""
        QGuiApplication.clipboard().setText("\n".join(self.text(marked=True)))


def _walk(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[QModelIndex]:
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        yield index
        yield from _walk(model, index)
