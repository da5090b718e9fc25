"""The sheet of keys: every key in its group, to search and to copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.gui.key_tree import KeyTree
from senet_viewer.gui.local_keys import KeyGroup
from senet_viewer.gui.screens import fitting
from senet_viewer.gui.theme import GRID


class KeysDialog(QDialog):
    """Two columns, keys and what they do, under the name of the menu or of the place.

    ``changing_asked`` tells that the user wants other keys; ``show_groups`` brings them.
    """

    changing_asked = Signal()

    def __init__(self, groups: Sequence[KeyGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys"))
        self._groups = tuple(groups)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search keys"))
        self.search.setAccessibleName(self.tr("Search keys by what they do"))
        self.search.setClearButtonEnabled(True)
        self.tree = KeyTree(self.tr("Keys"), [self.tr("what it does"), self.tr("keys")], self)
        self._fill()
        self.search.textChanged.connect(self.tree.search)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self.copy)
        change = buttons.addButton(self.tr("Change keys …"), QDialogButtonBox.ButtonRole.ActionRole)
        change.clicked.connect(self.changing_asked)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addWidget(buttons)
        self.resize(fitting(self, 620, 600))

    def _fill(self) -> None:
        for group in self._groups:
            rows = [QTreeWidgetItem([does, keys]) for keys, does in group.rows]
            self.tree.add_group(group.title, rows)

    def show_groups(self, groups: Sequence[KeyGroup]) -> None:
        """Show other keys: they were changed."""
        self._groups = tuple(groups)
        self.tree.clear()
        self._fill()
        self.tree.search(self.search.text())

    @Slot()
    def copy(self) -> None:
        """All keys as text, a line each, under their groups."""
        QGuiApplication.clipboard().setText(as_text(self._groups))


def as_text(groups: Sequence[KeyGroup]) -> str:
    """The keys as lines of text, the keys below each other."""
    width = max((len(keys) for group in groups for keys, _ in group.rows), default=0) + 2
    parts = [
        "\n".join([group.title, *(f"  {keys:<{width}}{does}" for keys, does in group.rows)])
        for group in groups
    ]
    return "\n\n".join(parts)
