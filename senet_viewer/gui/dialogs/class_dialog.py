"""Chooses one of the network's classes from a searchable list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSortFilterProxyModel, QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.gui.screens import fitting
from senet_viewer.gui.theme import GRID


class ClassDialog(QDialog):
    """Emits the index of the chosen class, counted as the network counts."""

    chosen = Signal(int)

    def __init__(self, labels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Compare with the average of a class"))
        self._labels = list(labels)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search a class"))
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSourceModel(QStringListModel(self._labels, self))
        self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.proxy.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.proxy.sort(0)
        self.list = QListView(self)
        self.list.setModel(self.proxy)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(self.tr("Classes"))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.search.textChanged.connect(self._filter)
        self.list.activated.connect(self.accept)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._filter("")
        self.resize(fitting(self, 380, 520))

    @Slot(str)
    def _filter(self, text: str) -> None:
        self.proxy.setFilterFixedString(text)
        self.list.setCurrentIndex(self.proxy.index(0, 0))

    def accept(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.chosen.emit(self.proxy.mapToSource(index).row())
        super().accept()
