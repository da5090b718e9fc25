"""One line over the window that finds commands, images, blocks and channels, and does them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    Qt,
    Slot,
)
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.gui.palette_delegate import ENTRY_ROLE, AnyIndex, PaletteDelegate
from senet_viewer.gui.palette_entry import Entry, Finder
from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.style import scaled
from senet_viewer.gui.theme import GRID, Theme

ROWS = 12
LONGEST = 200
"""In letters: nothing that can be found has a longer name, however much is pasted."""
WIDTH = 40
"""In lines of text."""
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: 1 - ROWS,
    Qt.Key.Key_PageDown: ROWS - 1,
}


class EntryModel(QAbstractListModel):
    """The entries that were found; ``ENTRY_ROLE`` gives an ``Entry``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Take these entries in place of the others."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.describe(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.reason or None
        return entry if role == ENTRY_ROLE else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        # What cannot be done is still reached by key, so that its reason can be read.
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

    def describe(self, entry: Entry) -> str:
        """All of an entry in words."""
        parts = [entry.title, entry.place, entry.keys]
        if entry.checked:
            parts.append(self.tr("chosen"))
        if not entry.enabled:
            parts.append(entry.reason or self.tr("not possible now"))
        return ", ".join(part for part in parts if part)


class CommandPalette(QFrame):
    """Over the window's upper half; Enter does the entry, Escape or a click elsewhere leaves.

    The keyboard is always in the line; the arrows move in the list below it.
    """

    def __init__(self, entries: Finder, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._entries, self._window = entries, window
        self._before: QWidget | None = None
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Commands"))
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("A command, an image, a block, channel 131 of SE_4_2"))
        self.line.setMaxLength(LONGEST)
        self.line.setAccessibleName(self.tr("Find a command, an image, a block or a channel"))
        self.model = EntryModel(self)
        self.delegate = PaletteDelegate(theme, self)
        self.list = self._make_list()
        self.nothing = QLabel(self.tr("Nothing is called that."), self)
        self.nothing.setMargin(2 * GRID)
        self.hint = QLabel(self)
        self.hint.setFont(scaled(self.font(), 0.92))
        self.hint.setMargin(GRID)
        self.hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        for part in (self.line, self.list, self.nothing, self.hint):
            layout.addWidget(part)
        self.line.textChanged.connect(self._find)
        self.line.installEventFilter(self)
        self.list.clicked.connect(self._do)
        self.list.selectionModel().currentChanged.connect(self._tell)
        window.installEventFilter(self)
        self.hide()
        self.set_theme(theme)

    def _make_list(self) -> QListView:
        view = QListView(self)
        view.setModel(self.model)
        view.setItemDelegate(self.delegate)
        view.setUniformItemSizes(True)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        view.setAccessibleName(self.tr("What was found"))
        return view

    def set_theme(self, theme: Theme) -> None:
        """Take up a theme's colours."""
        self.delegate.theme = theme
        edge = theme.border if theme.contrast else theme.faint
        self.setStyleSheet(
            f"QFrame#palette {{ background: {theme.panel}; border: 1px solid {edge};"
            f" border-radius: 10px; }} QFrame#palette QListView {{ background: {theme.panel}; }}"
        )
        colour_text(self.hint, theme.muted)
        colour_text(self.nothing, theme.muted)
        self.list.viewport().update()

    @Slot()
    def toggle(self) -> None:
        """Open with nothing typed; where it is open, leave."""
        if self.isVisible():
            self.leave()
            return
        self._before = QApplication.focusWidget()
        self._entries.renew()
        self.line.clear()
        self._find("")
        self.show()
        self.raise_()
        self._place()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    @Slot()
    def leave(self) -> None:
        """Close; the keyboard goes back to where it was."""
        if self._close() and self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def _close(self) -> bool:
        if not self.isVisible():
            return False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._follow_focus)
        self.hide()
        return True

    @Slot(QWidget, QWidget)
    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The keyboard went elsewhere; a window that is left behind keeps its line open."""
        if new is not None and new is not self and not self.isAncestorOf(new):
            self._close()

    @Slot(str)
    def _find(self, text: str) -> None:
        found = self._entries.find(text)
        self.delegate.query = text
        self.model.show_entries(found)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.list.setCurrentIndex(self.model.index(0))
        self.list.scrollToTop()
        if not found:
            self._speak(self.nothing.text())
            self.hint.setText(self._keys_hint())
        self._place()

    def _keys_hint(self) -> str:
        return self.tr("↑ ↓ choose, Enter runs it, Esc leaves")

    @Slot(QModelIndex, QModelIndex)
    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        entry = index.data(ENTRY_ROLE)
        if isinstance(entry, Entry):
            self._speak(self.model.describe(entry))
            self.hint.setText(entry.reason or self._keys_hint())

    def _speak(self, text: str) -> None:
        self.line.setAccessibleDescription(text)
        if QAccessible.isActive():
            event = QAccessibleEvent(self.line, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)

    @Slot(QModelIndex)
    def _do(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        # The menus may have been filled anew since.
        now = self._entries.named(entry.name)
        if now is None or not now.enabled:
            reason = now.reason if now is not None else ""
            self.hint.setText(reason or self.tr("This is not possible now."))
            self._speak(self.hint.text())
            return
        self._entries.note(now)
        self.leave()
        now.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
        elif isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        mine = key in _STEPS or key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not mine or event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            self._do(self.list.currentIndex())
        return True

    def _step(self, by: int) -> None:
        rows, row = self.model.rowCount(), self.list.currentIndex().row()
        if not rows:
            return
        # One further than the end is the start again; pages stop at the ends.
        to = (row + by) % rows if abs(by) == 1 else max(0, min(rows - 1, row + by))
        self.list.setCurrentIndex(self.model.index(to))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._place()

    def _place(self) -> None:
        """In the middle, below the window's top, as high as its rows."""
        line = self.fontMetrics().height()
        room = self._window.rect().adjusted(4 * GRID, 4 * GRID, -4 * GRID, -4 * GRID)
        width = min(WIDTH * line, room.width())
        top = min(room.height() // 8, 6 * line)
        row = self.delegate.height(self.font())
        others = self.line.sizeHint().height() + self.hint.sizeHint().height() + 6 * GRID
        fitting = max(1, (room.height() - top - others) // row)
        rows = max(1, min(self.model.rowCount(), ROWS, fitting))
        self.list.setFixedHeight(rows * row)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move(room.left() + (room.width() - width) // 2, room.top() + top)
