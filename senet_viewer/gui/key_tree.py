"""Keys and what they do as a list in groups that is searched by any of its words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget


class KeyTree(QTreeWidget):
    """Two columns, what is done and its keys, under the bold names of groups."""

    def __init__(self, name: str, headings: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setColumnCount(2)
        self.setHeaderLabels(list(headings))
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def add_group(self, title: str, rows: Sequence[QTreeWidgetItem]) -> None:
        """Put ``rows`` below a title, after the groups that are there."""
        bold = QFont(self.font())
        bold.setBold(True)
        head = QTreeWidgetItem([title])
        head.setFont(0, bold)
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.addTopLevelItem(head)
        head.setFirstColumnSpanned(True)
        head.addChildren(list(rows))
        head.setExpanded(True)

    @Slot(str)
    def search(self, text: str) -> None:
        """Show the rows that have every word, in their own text or in their group's title."""
        wanted = text.casefold().split()
        for place in range(self.topLevelItemCount()):
            head = self.topLevelItem(place)
            assert head is not None
            found = 0
            for row in range(head.childCount()):
                item = head.child(row)
                assert item is not None
                words = f"{head.text(0)} {item.text(0)} {item.text(1)}".casefold()
                hit = all(word in words for word in wanted)
                item.setHidden(not hit)
                found += hit
            head.setHidden(not found)
