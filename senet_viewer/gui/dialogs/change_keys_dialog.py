"""Gives actions other keys: chosen in a table, pressed below it, conflicts named before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.gui.dialog_keys import EnterPresses
from senet_viewer.gui.key_bindings import FIXED_ACTIONS, MOST_KEYS, KeyBindings, Refusal
from senet_viewer.gui.key_tree import KeyTree
from senet_viewer.gui.local_keys import KeyGroup
from senet_viewer.gui.screens import fitting
from senet_viewer.gui.theme import GRID

STROKES = 1
"""With more Qt waits a second for the next stroke before it tells of a key."""
NAME_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class ActionGroup:
    """The actions of one menu: ``rows`` are their names in code and their texts."""

    title: str
    rows: tuple[tuple[str, str], ...]


class KeyEdit(QKeySequenceEdit):
    """Takes the next key that is pressed; Escape takes back, and leaves where nothing is there."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() != Qt.Key.Key_Escape or not plain:
            super().keyPressEvent(event)
        elif self.keySequence().isEmpty():
            event.ignore()
        else:
            self.clear()


class ChangeKeysDialog(QDialog):
    """Every change holds at once, in the menus and on the sheet of keys."""

    def __init__(
        self,
        bindings: KeyBindings,
        groups: Sequence[ActionGroup],
        fixed: Sequence[KeyGroup],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        EnterPresses(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Change keys"))
        self._bindings, self._groups, self._fixed = bindings, tuple(groups), tuple(fixed)
        self._texts = {name: text for group in groups for name, text in group.rows}
        self._items: dict[str, QTreeWidgetItem] = {}
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search an action or a key"))
        self.search.setAccessibleName(self.tr("Search actions by what they do or by key"))
        self.search.setClearButtonEnabled(True)
        self.tree = self._make_tree()
        self.heading = QLabel(self)
        self.present = QWidget(self)
        self._present = QHBoxLayout(self.present)
        self._present.setContentsMargins(0, 0, 0, 0)
        self.edit = KeyEdit(self)
        self.edit.setMaximumSequenceLength(STROKES)
        self.edit.setAccessibleName(self.tr("Press the new key"))
        self.edit.setClearButtonEnabled(True)
        self.give = QPushButton(self.tr("Add"), self)
        self.reset = QPushButton(self.tr("Reset"), self)
        self.reset.setToolTip(self.tr("The keys that this action came with"))
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.problem.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.problem.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._arrange()
        self._connect()
        self._show_chosen()
        self.resize(fitting(self, 660, 640))

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(2 * GRID)
        line.addWidget(self.edit, 1)
        line.addWidget(self.give)
        line.addWidget(self.reset)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        every = buttons.addButton(self.tr("Reset all"), QDialogButtonBox.ButtonRole.ResetRole)
        every.clicked.connect(self._bindings.reset_all)
        self.reset_all = every
        for button in (self.give, self.reset, *buttons.findChildren(QPushButton)):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        for part in (self.search, self.tree, self.heading, self.present):
            layout.addWidget(part, 1 if part is self.tree else 0)
        layout.addLayout(line)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.tree.currentItemChanged.connect(self._show_chosen)
        self.tree.itemActivated.connect(lambda: self.edit.setFocus())
        self.edit.keySequenceChanged.connect(self._judge)
        self.give.clicked.connect(self._give)
        self.reset.clicked.connect(self._reset)
        self._bindings.changed.connect(self._renew)

    def _make_tree(self) -> KeyTree:
        tree = KeyTree(
            self.tr("Actions and their keys"), [self.tr("what it does"), self.tr("keys")], self
        )
        for group in self._groups:
            rows = []
            for name, text in group.rows:
                item = QTreeWidgetItem([text, ""])
                item.setToolTip(0, text)
                item.setData(0, NAME_ROLE, name)
                rows.append(item)
                self._items[name] = item
            tree.add_group(group.title, rows)
        pale = self.palette().placeholderText()
        for fixed in self._fixed:
            rows = [QTreeWidgetItem([does, keys]) for keys, does in fixed.rows]
            for item in rows:
                item.setForeground(0, pale)
                item.setForeground(1, pale)
            tree.add_group(self.tr("{place}: fixed").format(place=fixed.title), rows)
        self._show_keys(tree)
        return tree

    def _show_keys(self, tree: KeyTree) -> None:
        """The keys as they are now; changed ones are bold."""
        for name, item in self._items.items():
            font = QFont(tree.font())
            font.setBold(self._bindings.is_changed(name))
            item.setFont(1, font)
            item.setText(1, self._bindings.text(name))

    @Slot(str)
    def _search(self, text: str) -> None:
        """Show what is found; the first of it is chosen where the chosen one is not among it."""
        self.tree.search(text)
        chosen = self._items.get(self.chosen)
        if text and (chosen is None or chosen.isHidden()):
            found = [item for item in self._items.values() if not item.isHidden()]
            if found:
                self.tree.setCurrentItem(found[0])
            else:
                self.tree.setCurrentIndex(QModelIndex())

    @property
    def chosen(self) -> str:
        """The name of the chosen action; empty where none is, or where its keys are fixed."""
        item = self.tree.currentItem()
        name = item.data(0, NAME_ROLE) if item is not None else None
        return name if isinstance(name, str) and name not in FIXED_ACTIONS else ""

    def choose(self, name: str) -> None:
        """Choose an action by its name."""
        self.tree.setCurrentItem(self._items[name])

    @Slot()
    def _show_chosen(self) -> None:
        name = self.chosen
        self.edit.clear()
        for part in (self.edit, self.present):
            part.setEnabled(bool(name))
        if name:
            text = self.tr("Keys of “{action}”").format(action=self._texts[name])
        elif self.tree.currentIndex().parent().isValid():
            text = self.tr("These keys belong to their place and stay as they are.")
        else:
            text = self.tr("Choose an action to change its keys.")
        self.heading.setText(text)
        self._show_present(name)
        self.reset.setEnabled(bool(name) and self._bindings.is_changed(name))
        self.reset_all.setEnabled(self._bindings.any_changed)
        self._judge()

    def _show_present(self, name: str) -> None:
        """The action's keys, each a button that takes it off."""
        while self._present.count():
            taken = self._present.takeAt(0)
            old = taken.widget() if taken is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        keys = self._bindings.keys(name) if name else ()
        native = QKeySequence.SequenceFormat.NativeText
        for key in keys:
            button = QPushButton(f"{key.toString(native)}  ×", self.present)
            button.setAutoDefault(False)
            words = self.tr("Take {key} off").format(key=key.toString(native))
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(lambda _=False, one=key: self._bindings.remove(name, one))
            self._present.addWidget(button)
        if not keys:
            self._present.addWidget(QLabel(self.tr("no key") if name else "", self.present))
        self._present.addStretch(1)

    @Slot()
    def _judge(self) -> None:
        """Say what would happen before it does."""
        name, key = self.chosen, self.edit.keySequence()
        sentence, possible, takes = "", bool(name) and not key.isEmpty(), False
        if possible:
            refusal = self._bindings.refusal(name, key)
            if key in self._bindings.keys(name):
                sentence, possible = self.tr("It has this key already."), False
            elif len(self._bindings.keys(name)) >= MOST_KEYS:
                sentence, possible = self.tr("Take a key off before: there is no more room."), False
            elif refusal is not None:
                sentence = self._explain(key, refusal)
                possible = takes = not refusal.fixed and not refusal.menu
        self.give.setText(self.tr("Take over") if takes else self.tr("Add"))
        self.give.setEnabled(possible)
        self.problem.setText(sentence)
        self.edit.setAccessibleDescription(sentence)

    def _explain(self, key: QKeySequence, refusal: Refusal) -> str:
        text = key.toString(QKeySequence.SequenceFormat.NativeText)
        if refusal.menu:
            return self.tr("{key} opens the menu {menu}; choose another one.").format(
                key=text, menu=refusal.menu
            )
        if refusal.fixed:
            return self.tr(
                "{key} is fixed: it belongs to lists, plots, photo or buttons; choose another one."
            ).format(key=text)
        taken = self.tr("{key} belongs to “{action}”, which would lose it.")
        return taken.format(key=text, action=self._texts.get(refusal.action, refusal.action))

    @Slot()
    def _give(self) -> None:
        name, key = self.chosen, self.edit.keySequence()
        if name and not key.isEmpty():
            self._bindings.add(name, key)
            self.tree.setFocus()

    @Slot()
    def _reset(self) -> None:
        if self.chosen:
            self._bindings.reset(self.chosen)

    @Slot()
    def _renew(self) -> None:
        self._show_keys(self.tree)
        self._show_chosen()
        self.tree.search(self.search.text())
