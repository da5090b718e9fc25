"""Tables of numbers that sort, and copy as text for a spreadsheet: one, or several to turn to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.gui.dialog_keys import EnterPresses
from senet_viewer.gui.number_table import Cell, NumberTable
from senet_viewer.gui.screens import fitting
from senet_viewer.gui.theme import GRID

WIDEST = 1200


@dataclass(frozen=True)
class Sheet:
    """One table of several: what its tab is called, its headings and its rows."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class TableContent:
    """What a dialog shows: its title, a sentence above, and one table or several."""

    title: str
    explanation: str
    sheets: tuple[Sheet, ...]


class TableDialog(QDialog):
    """Shows tables; ``row_chosen`` brings a row's first cell after a double click or Enter."""

    row_chosen = Signal(object)

    def __init__(self, content: TableContent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        EnterPresses(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(content.title)
        self.explanation = text = QLabel(content.explanation, self)
        text.setWordWrap(True)
        self.tables = [
            NumberTable(sheet.name or content.title, sheet.columns, sheet.rows, self)
            for sheet in content.sheets
        ]
        for table in self.tables:
            table.row_chosen.connect(self.row_chosen)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for table in self.tables:
            self.tabs.addTab(table, table.accessibleName())
        self.tabs.tabBar().setVisible(len(self.tables) > 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setToolTip(self.tr("The selected rows, or all, with their headings"))
        copy.clicked.connect(self.copy)
        for button in buttons.findChildren(QPushButton):
            # Enter belongs to the table's row.
            button.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(text)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(buttons)
        self.table.setFocus()
        widest = max(table.full_width for table in self.tables)
        self.resize(fitting(self, min(widest, WIDEST) + 8 * GRID, 560, measured=True))

    def show_content(self, content: TableContent) -> None:
        """Show newer content of the same tables; order, place and selection stay."""
        self.setWindowTitle(content.title)
        self.explanation.setText(content.explanation)
        for table, sheet in zip(self.tables, content.sheets, strict=True):
            table.setAccessibleName(sheet.name or content.title)
            table.show_rows(sheet.columns, sheet.rows)

    @property
    def table(self) -> NumberTable:
        """The table that is turned to."""
        return self.tables[max(0, self.tabs.currentIndex())]

    @property
    def proxy(self) -> QSortFilterProxyModel:
        """The rows of that table as they are sorted."""
        return self.table.proxy

    @Slot()
    def copy(self) -> None:
        """Copy the selected rows of that table, or all, as tab-separated text with a heading."""
        self.table.copy()
