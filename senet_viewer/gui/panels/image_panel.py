"""The left column: the list of images with search, order, "n of N" and what failed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.gui.gate_statistics import GateStatistics
from senet_viewer.gui.image_delegate import ImageDelegate
from senet_viewer.gui.image_list_model import ImageListModel
from senet_viewer.gui.line_keys import LineKeys
from senet_viewer.gui.list_selection import ImageList, ListSelection
from senet_viewer.gui.pictures import Pictures
from senet_viewer.gui.shortened_label import ShortenedLabel
from senet_viewer.gui.sort_menu import SortMenu
from senet_viewer.gui.sorting import Sorting
from senet_viewer.gui.state import State
from senet_viewer.gui.theme import GRID, Theme

COUNT_AFTER_MS = 150
LINK_STYLE = "QPushButton {{ text-align: left; {colour} }}"
"""In a narrow column the beginning stays in sight."""


class ImagePanel(QWidget):
    """Search box, order, and the list; rows are selected by mouse or keyboard."""

    removal_asked = Signal(list)
    sort_changed = Signal(str)
    failures_asked = Signal()

    def __init__(
        self,
        state: State,
        pictures: Pictures,
        statistics: GateStatistics,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._theme = state, theme
        self.model = ImageListModel(state, statistics, self)
        self._delegate = ImageDelegate(pictures, theme, self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search name or class"))
        self.search.setAccessibleName(self.tr("Search images by name or class"))
        self.search.setToolTip(
            self.tr(
                "A part of a name or of a class.\n"
                "> 90 %: the network is more certain than that.\n"
                "SE_3_1 < 0.5: the mean gate of a block, or what the list is sorted by.\n"
                "All of it together: cat > 50 %"
            )
        )
        self.search.setClearButtonEnabled(True)
        LineKeys(self.search)
        self.count = ShortenedLabel(self)
        self.sort_menu = SortMenu(state, self)
        self.sort_button = self._make_sort_button()
        self.failures, self.hidden = self._make_link(), self._make_link()
        self.hidden.setToolTip(
            self.tr("The search does not find what is selected. Click to take the search back.")
        )
        self.list = self._make_list()
        self._selection = ListSelection(state, self.list, self.model, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COUNT_AFTER_MS)
        self._timer.timeout.connect(self._tell_failures)
        self._arrange()
        self._connect(pictures)
        self._tell_count()

    def _connect(self, pictures: Pictures) -> None:
        state = self._state
        self.search.textChanged.connect(self._search)
        self.sort_menu.chosen.connect(self._sort_chosen)
        self.failures.clicked.connect(self.failures_asked)
        self.hidden.clicked.connect(self.search.clear)
        self.model.rearranged.connect(self._selection.follow)
        self._selection.changed.connect(self._tell_count)
        state.current_changed.connect(self._show_current)
        state.reference_changed.connect(self.list.viewport().update)
        state.images_added.connect(self._tell_count)
        state.images_reset.connect(self._tell_later)
        state.image_changed.connect(self._tell_later)
        state.model_changed.connect(self._tell_later)
        pictures.thumbnail_ready.connect(self._thumbnail_ready)

    def _make_link(self) -> QPushButton:
        link = QPushButton(self)
        link.setObjectName("link")
        link.setStyleSheet(LINK_STYLE.format(colour=""))
        link.hide()
        return link

    def _make_list(self) -> ImageList:
        view = ImageList(self)
        view.setModel(self.model)
        view.setItemDelegate(self._delegate)
        view.setAccessibleName(self.tr("Images"))
        return view

    def _make_sort_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("plain")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self.sort_menu.menu)
        return button

    def _arrange(self) -> None:
        self._line = line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setContentsMargins(GRID, 0, 0, 0)
        line.addWidget(self.count, 1)
        line.addWidget(self.sort_button, 0, Qt.AlignmentFlag.AlignRight)
        head = QVBoxLayout()
        head.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, GRID)
        head.setSpacing(GRID)
        head.addWidget(self.search)
        head.addLayout(line)
        for link in (self.hidden, self.failures):
            head.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.set_sorting(Sorting())
        self.set_theme(self._theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.set_theme(theme)
        self.failures.setStyleSheet(LINK_STYLE.format(colour=f"color: {theme.error}"))
        self.list.viewport().update()

    def set_sorting(self, sorting: Sorting) -> None:
        """Put the list in another order."""
        self.sort_menu.set_sorting(sorting)
        self.sort_button.setText(self.sort_menu.text())
        self.sort_button.setToolTip(self.sort_menu.text())
        name = self.tr("Order of the images: {text}").format(text=self.sort_menu.text())
        self.sort_button.setAccessibleName(name)
        self._turn()
        self.model.set_sorting(sorting, self.sort_menu.name())
        self._show_current()

    @Slot(object)
    def _sort_chosen(self, sorting: Sorting) -> None:
        self.set_sorting(sorting)
        self.sort_changed.emit(sorting.as_text())

    @Slot(str)
    def _search(self, text: str) -> None:
        self.model.set_search(text)
        if not self._state.current and self.model.rowCount():
            self._step(1)
        self._show_current()
        self._tell_count()

    @Slot()
    def next(self) -> None:
        """Select the next image in the order of the list; stays at the end."""
        self._step(1)

    @Slot()
    def previous(self) -> None:
        """Select the previous image in the order of the list; stays at the start."""
        self._step(-1)

    def _step(self, by: int) -> None:
        rows = self.model.rowCount()
        if not rows:
            return
        shown = self._current_index()
        start = shown if shown.isValid() else self.list.currentIndex()
        row = start.row() + by if start.isValid() else 0
        self._selection.choose(max(0, min(rows - 1, row)))

    @Slot()
    def remove_selected(self) -> None:
        """Ask for the removal of what is selected; the next one in the list is shown then."""
        if not self._state.selected:
            return
        row = min(self._selection.rows(), default=0)
        self.removal_asked.emit(list(self._state.selected))
        left = self.model.rowCount()
        if left and not self._state.current:
            self._selection.choose(min(row, left - 1))

    def _current_index(self) -> QModelIndex:
        row = self.model.row(self._state.current)
        return self.model.index(row) if row >= 0 else QModelIndex()

    @Slot()
    def _show_current(self) -> None:
        index = self._current_index()
        if index.isValid():
            self.list.scrollTo(index)

    @Slot()
    def _tell_count(self) -> None:
        total, chosen = self.model.rowCount(), len(self._state.selected)
        row = self._current_index().row()
        if chosen > 1:
            text = self.tr("{n} selected").format(n=f"{chosen:,}")
        elif row >= 0:
            text = self.tr("{n} of {total}").format(n=f"{row + 1:,}", total=f"{total:,}")
        else:
            text = self.tr("{total} images").format(total=f"{total:,}")
        self.count.setText(text)
        self._turn()
        self._tell_hidden(self._selection.hidden)

    def _turn(self) -> None:
        """In a narrow column the order stands below the number of images."""
        words = self.count.fontMetrics().horizontalAdvance(self.count.text())
        needed = words + 2 * GRID + self.sort_button.sizeHint().width()
        ways = QBoxLayout.Direction
        fits = needed <= self.width() - 7 * GRID
        self._line.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._turn()

    def _tell_hidden(self, hidden: int) -> None:
        """What is selected and not in view is said, since it is exported and taken off too."""
        self.hidden.setVisible(hidden > 0)
        if hidden == 1:
            self.hidden.setText(self.tr("1 selected hidden …"))
        else:
            self.hidden.setText(self.tr("{n} selected hidden …").format(n=f"{hidden:,}"))

    @Slot()
    def _tell_later(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _tell_failures(self) -> None:
        failed = sum(item.error is not None for item in self._state.items)
        self.failures.setVisible(failed > 0)
        if failed == 1:
            self.failures.setText(self.tr("1 file failed …"))
        else:
            self.failures.setText(self.tr("{n} files failed …").format(n=f"{failed:,}"))

    @Slot(str)
    def _thumbnail_ready(self, key: str) -> None:
        row = self.model.row(key)
        if row >= 0:
            self.list.update(self.model.index(row))
