"""Chooses a network from all there are: searched while typing, opened with Enter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.gui import amounts
from senet_viewer.gui.dialog_keys import EnterPresses
from senet_viewer.gui.engine_words import engine_text
from senet_viewer.gui.network_tree import (
    ENTRY_ROLE,
    Column,
    NetworkFilter,
    NetworkTree,
    cell_text,
    is_untrained,
    needs_download,
    weights_text,
)
from senet_viewer.gui.screens import fitting
from senet_viewer.gui.style import scaled, text_share
from senet_viewer.gui.theme import GRID
from senet_viewer.records import BuildOptions, CatalogueEntry

FEW = 60
"""So many networks are listed with all their groups open."""
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
"""How far a key moves while typing, in networks."""
OWN = "own"
OWN_CODE = re.compile(r"timm:(?:legacy_)?seresnet(?:18|34|50|101|152)(?:\..+)?")


class NetworkDialog(QDialog):
    """Emits the key of the chosen network, and how it is to be built.

    ``compared_blocks``: the network is to be compared with the one in use, which has so many
    SE blocks; ``entries`` are those that can be.
    """

    chosen = Signal(str, object)
    checkpoint_asked = Signal()

    def __init__(
        self,
        entries: Sequence[CatalogueEntry],
        in_use: str,
        *,
        offline: bool = False,
        compared_blocks: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        EnterPresses(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._comparing = bool(compared_blocks)
        self.setWindowTitle(
            self.tr("Compare with another network") if self._comparing else self.tr("Networks")
        )
        self._entries, self._in_use = tuple(entries), in_use
        self.remark = self._make_remark(compared_blocks)
        self.tree_model = NetworkTree(entries, in_use, self)
        self.proxy = NetworkFilter(self.tree_model, self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search by name, family or licence"))
        self.search.setAccessibleName(self.tr("Search networks"))
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.on_disk = QCheckBox(self.tr("Only what is on this &computer"), self)
        self.offline = QLabel(self)
        self.offline.setWordWrap(True)
        self.count = QLabel(self)
        self.tree = self._make_tree()
        self.details = _Details(self)
        self._make_buttons()
        self._arrange()
        self.search.textChanged.connect(self._filter)
        self.on_disk.toggled.connect(self._filter)
        self.tree.selectionModel().currentChanged.connect(self._show_details)
        self.tree.activated.connect(self._activate)
        self._filter()
        self.set_offline(offline)
        self._select(in_use)
        self.resize(fitting(self, self._wanted_width(), 640, measured=True))
        self.search.setFocus()

    def _make_remark(self, compared_blocks: int) -> QLabel:
        """Why not all networks are listed, where they are to be compared."""
        remark = QLabel(self)
        remark.setWordWrap(True)
        remark.setVisible(self._comparing)
        remark.setText(
            self.tr(
                "Gates are compared block by block: these networks have {n} SE blocks, as the one "
                "in use has. Checkpoints of your own open below."
            ).format(n=compared_blocks)
        )
        return remark

    def _make_tree(self) -> QTreeView:
        tree = QTreeView(self)
        # Its style sets the height of the rows, which are measured once.
        tree.ensurePolished()
        tree.setModel(self.proxy)
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setSortingEnabled(True)
        tree.setAccessibleName(self.tr("Networks"))
        tree.setExpandsOnDoubleClick(False)
        tree.setIndentation(4 * GRID)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(12 * GRID)
        # No column at first: the order of the catalogue.
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self._fit_columns(tree)
        return tree

    def _fit_columns(self, tree: QTreeView) -> None:
        """Columns as wide as their widest text, measured once and without asking the view."""
        metrics = QFontMetrics(tree.font())
        for column in list(Column)[1:]:
            heading = str(self.tree_model.headerData(column, Qt.Orientation.Horizontal))
            texts = {heading, *(cell_text(entry, column) for entry in self._entries)}
            widest = max(map(metrics.horizontalAdvance, texts))
            tree.setColumnWidth(column, min(self._lettered(60 * GRID), widest + 8 * GRID))

    def _lettered(self, pixels: int) -> int:
        """``pixels`` that are taken by text, in the size it has."""
        return round(pixels * text_share(self))

    def _wanted_width(self) -> int:
        columns = sum(self.tree.columnWidth(column) for column in list(Column)[1:])
        metrics = QFontMetrics(self.font())
        names = max((metrics.horizontalAdvance(e.title) for e in self._entries), default=0)
        return columns + min(self._lettered(80 * GRID), names + 16 * GRID) + 16 * GRID

    def _make_buttons(self) -> None:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.open_button = QPushButton(self._open_text())
        self.open_button.setDefault(True)
        self.buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.checkpoint_button = QPushButton(self.tr("Open &checkpoint …"))
        self.checkpoint_button.setToolTip(self.tr("A network's weights from a file of your own"))
        self.checkpoint_button.setAutoDefault(False)
        self.buttons.addButton(self.checkpoint_button, QDialogButtonBox.ButtonRole.ResetRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.checkpoint_button.clicked.connect(self._ask_checkpoint)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4 * GRID)
        top.addWidget(self.search, 1)
        top.addWidget(self.on_disk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(top)
        layout.addWidget(self.remark)
        layout.addWidget(self.offline)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.count)
        layout.addWidget(self.details)
        layout.addWidget(self.buttons)

    def set_catalogue(self, entries: Sequence[CatalogueEntry], in_use: str) -> None:
        """Show what there is now; search and choice stay."""
        entry = self.entry
        self._entries, self._in_use = tuple(entries), in_use
        self.tree_model.set_entries(entries, in_use)
        self._fit_columns(self.tree)
        self._filter()
        self._select(entry.key if entry else in_use)

    def set_offline(self, offline: bool) -> None:
        """Say that nothing can be downloaded at present, and what opens all the same."""
        self.offline.setVisible(offline)
        ready = sum(entry.on_disk for entry in self._entries)
        self.offline.setText(
            self.tr(
                "This computer seems to be offline. The {n} networks on it open all the same; the "
                "others need their weights downloaded first."
            ).format(n=ready)
        )
        if offline:
            self.on_disk.setChecked(True)

    @property
    def entry(self) -> CatalogueEntry | None:
        """The network that is marked, None on a group or where nothing is found."""
        entry = self.tree.currentIndex().data(ENTRY_ROLE)
        return entry if isinstance(entry, CatalogueEntry) else None

    @Slot()
    def _filter(self) -> None:
        chosen = self.entry
        self.proxy.set_search(self.search.text(), on_disk_only=self.on_disk.isChecked())
        self._open_groups()
        self._select(self._named() or (chosen.key if chosen else self._in_use))
        self._show_count()
        self._show_details()

    def _named(self) -> str:
        """The key that was typed as it stands, with or without its library; empty for none."""
        typed = self.search.text().strip().lower()
        keys = (typed, f"timm:{typed}", f"torchvision:{typed}") if typed else ()
        found = (key for key in keys if self.tree_model.find(key).isValid())
        return next(found, "")

    def _open_groups(self) -> None:
        """While searching all groups are open, else those with networks that open at once."""
        everything = bool(self.search.text().strip()) or self.proxy.found <= FEW
        if everything:
            self.tree.expandAll()
        for row in range(self.proxy.rowCount()):
            self.tree.setFirstColumnSpanned(row, QModelIndex(), True)
            if not everything:
                group = self.proxy.mapToSource(self.proxy.index(row, 0)).row()
                members = self.tree_model.groups[group].entries
                at_hand = any(e.key == self._in_use or e.on_disk for e in members)
                self.tree.setExpanded(self.proxy.index(row, 0), at_hand)

    def _select(self, key: str) -> None:
        """Mark the network of that key, or the first one that was found."""
        index = self.proxy.mapFromSource(self.tree_model.find(key))
        if not index.isValid():
            first = self.proxy.index(0, 0)
            index = self.proxy.index(0, 0, first) if first.isValid() else first
        self.tree.setCurrentIndex(index)
        self._show_current()

    def _show_current(self) -> None:
        """Scroll to the marked network, with its heading where both can be seen."""
        index = self.tree.currentIndex()
        if index.isValid():
            self.tree.scrollTo(index.parent())
            self.tree.scrollTo(index)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Before, the list had no height.
        self._show_current()

    def _show_count(self) -> None:
        found, all_of_them = self.proxy.found, len(self._entries)
        if not all_of_them:
            text = self.tr("The engine is starting …")
        elif found == all_of_them:
            text = self.tr("{n} networks").format(n=found)
        elif found:
            text = self.tr("{found} of {n} networks").format(found=found, n=all_of_them)
        else:
            text = (
                self.tr("No network on this computer matches “{text}”")
                if self.on_disk.isChecked()
                else self.tr("No network matches “{text}”")
            ).format(text=self.search.text().strip())
        if more := self.proxy.to_download:
            more_text = self.tr("{n} more could be downloaded").format(n=more)
            text = f"{text} · {more_text}"
        self.count.setText(text)

    @Slot()
    def _show_details(self) -> None:
        entry = self.entry
        self.details.show_entry(entry)
        self.open_button.setEnabled(entry is not None)
        self.open_button.setText(self._open_text(entry))

    def _open_text(self, entry: CatalogueEntry | None = None) -> str:
        download = entry is not None and needs_download(entry)
        if self._comparing:
            return self.tr("Download and compare") if download else self.tr("Compare")
        return self.tr("Download and open") if download else self.tr("Open")

    @Slot(QModelIndex)
    def _activate(self, index: QModelIndex) -> None:
        if self.entry is not None:
            self.accept()
        else:
            group = index.siblingAtColumn(0)
            self.tree.setExpanded(group, not self.tree.isExpanded(group))

    def accept(self) -> None:
        entry = self.entry
        if entry is None:
            return
        super().accept()
        self.chosen.emit(entry.key, self.details.options)

    @Slot()
    def _ask_checkpoint(self) -> None:
        self.reject()
        self.checkpoint_asked.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While typing, the arrows walk through what is found."""
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in _STEPS
        ):
            self._step(_STEPS[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        """Mark a network further down or up, past the headings."""
        following = self.tree.indexBelow if by > 0 else self.tree.indexAbove
        index = self.tree.currentIndex().siblingAtColumn(0)
        left = abs(by)
        while left and (index := following(index)).isValid():
            if index.data(ENTRY_ROLE) is not None:
                self.tree.setCurrentIndex(index)
                left -= 1


class _Details(QWidget):
    """What is known of the marked network, and how it is to be built."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = QLabel(self)
        self.title.setFont(scaled(self.font(), 1.08, bold=True))
        self.facts = QLabel(self)
        self.note = QLabel(self)
        self.own = QCheckBox(self.tr("Run it on senet-viewer's own, faster code"), self)
        for label in (self.title, self.facts, self.note):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, GRID)
        layout.setSpacing(GRID)
        for widget in (self.title, self.facts, self.note, self.own):
            layout.addWidget(widget)
        layout.addStretch(1)
        # Room for a note of two lines, so that nothing jumps while walking through the list.
        self.setMinimumHeight(6 * QFontMetrics(self.font()).lineSpacing())

    @property
    def options(self) -> BuildOptions:
        """How the network is to be built."""
        own = self.own.isVisibleTo(self) and self.own.isChecked()
        return BuildOptions(implementation=OWN if own else "")

    def show_entry(self, entry: CatalogueEntry | None) -> None:
        """Describe a network, or say how to mark one."""
        self.own.setVisible(entry is not None and has_own_code(entry))
        if entry is None:
            self.title.setText("")
            self.facts.setText(self.tr("Mark a network to read about it; Enter opens it."))
            self.note.setText("")
            return
        self.title.setText(engine_text(entry.title))
        self.facts.setText(self._facts(entry))
        self.note.setText(self._note(entry))

    def _facts(self, entry: CatalogueEntry) -> str:
        parts = [entry.key]
        if entry.input_size:
            parts.append(self.tr("input {n}×{n}").format(n=entry.input_size))
        if entry.blocks:
            parts.append(self.tr("{n} SE blocks").format(n=entry.blocks))
        if entry.parameters:
            count = amounts.full_count(entry.parameters)
            parts.append(self.tr("{n} parameters").format(n=count))
        if entry.licence:
            parts.append(self.tr("licence {name}").format(name=entry.licence))
        return " · ".join(parts)

    def _note(self, entry: CatalogueEntry) -> str:
        if is_untrained(entry) and (not entry.note or entry.note.startswith("untrained")):
            return self.tr(
                "Untrained: random weights. Fine for seeing shapes and block names, useless for "
                "answers."
            )
        note = engine_text(entry.note)
        note = f"{note[:1].upper()}{note[1:]}"
        if not entry.weights:
            return note
        weights = self.tr("Weights: {name}, {where}.").format(
            name=entry.weights, where=weights_text(entry)
        )
        return f"{weights} {note}".strip()


def has_own_code(entry: CatalogueEntry) -> bool:
    """Whether a network of timm also runs on senet-viewer's own SE-ResNet."""
    return OWN_CODE.fullmatch(entry.key) is not None
