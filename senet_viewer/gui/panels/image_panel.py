"""The left column: the list of images with search, order and "n of N"."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.gui.image_delegate import ImageDelegate
from senet_viewer.gui.image_list_model import (
    ITEM_ROLE,
    ImageListModel,
    ImageListProxy,
    SortBy,
)
from senet_viewer.gui.pictures import Pictures
from senet_viewer.gui.state import State
from senet_viewer.gui.theme import GRID, Theme


class ImagePanel(QWidget):
    """Search box, order, and the list; a row is selected by mouse or keyboard."""

    removal_asked = Signal(list)
    sort_changed = Signal(str)

    def __init__(
        self, state: State, pictures: Pictures, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self.model = ImageListModel(state, self)
        self.proxy = ImageListProxy(self.model, self)
        self._delegate = ImageDelegate(pictures, theme, self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search name or class"))
        self.search.setAccessibleName(self.tr("Search images by name or class"))
        self.search.setClearButtonEnabled(True)
        self.count = QLabel(self)
        self.sort_button = self._make_sort_button()
        self.list = self._make_list()
        self._arrange()
        self.search.textChanged.connect(self._search)
        self.list.selectionModel().currentChanged.connect(self._row_chosen)
        self.list.selectionModel().selectionChanged.connect(self._rows_selected)
        state.current_changed.connect(self._follow_state)
        state.images_added.connect(self._tell_count)
        state.images_reset.connect(self._tell_count)
        pictures.thumbnail_ready.connect(self._thumbnail_ready)
        self._tell_count()

    def _make_list(self) -> QListView:
        view = QListView(self)
        view.setModel(self.proxy)
        view.setItemDelegate(self._delegate)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setAccessibleName(self.tr("Images"))
        remove = QAction(self.tr("Take off the list"), view)
        remove.setShortcut("Del")
        remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        remove.triggered.connect(self.remove_selected)
        view.addAction(remove)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        return view

    def _make_sort_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("plain")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        self._sort_group = QActionGroup(menu)
        texts = {
            SortBy.ARRIVAL: self.tr("in order of arrival"),
            SortBy.NAME: self.tr("by name"),
            SortBy.CLASS: self.tr("by class"),
            SortBy.CONFIDENCE: self.tr("most certain first"),
        }
        for sort, text in texts.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(sort.value)
            self._sort_group.addAction(action)
        self._sort_group.triggered.connect(self._sort_chosen)
        button.setMenu(menu)
        button.setAccessibleName(self.tr("Order of the images"))
        return button

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(GRID, 0, 0, 0)
        line.addWidget(self.count)
        line.addStretch(1)
        line.addWidget(self.sort_button)
        head = QVBoxLayout()
        head.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, GRID)
        head.setSpacing(GRID)
        head.addWidget(self.search)
        head.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.set_sort(SortBy.ARRIVAL)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.list.viewport().update()

    def set_sort(self, sort: SortBy) -> None:
        """Put the list in another order."""
        for action in self._sort_group.actions():
            if action.data() == sort.value:
                action.setChecked(True)
                self.sort_button.setText(action.text())
        self.proxy.set_sort(sort)
        self._tell_count()

    @Slot(QAction)
    def _sort_chosen(self, action: QAction) -> None:
        self.set_sort(SortBy(action.data()))
        self.sort_changed.emit(action.data())

    @Slot(str)
    def _search(self, text: str) -> None:
        self.proxy.set_search(text)
        self._tell_count()
        self._follow_state()

    @Slot()
    def next(self) -> None:
        """Select the next image in the order of the list; stays at the end."""
        self._step(1)

    @Slot()
    def previous(self) -> None:
        """Select the previous image in the order of the list; stays at the start."""
        self._step(-1)

    def _step(self, by: int) -> None:
        rows = self.proxy.rowCount()
        if not rows:
            return
        current = self.list.currentIndex()
        row = current.row() + by if current.isValid() else 0
        self.list.setCurrentIndex(self.proxy.index(max(0, min(rows - 1, row)), 0))

    @Slot()
    def remove_selected(self) -> None:
        """Ask for the removal of what is selected; the next one in the list is shown then."""
        if not self._state.selected:
            return
        rows = [index.row() for index in self.list.selectionModel().selectedIndexes()]
        self.removal_asked.emit(list(self._state.selected))
        left = self.proxy.rowCount()
        if left:
            self.list.setCurrentIndex(self.proxy.index(min(min(rows, default=0), left - 1), 0))

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, index: QModelIndex, _previous: QModelIndex) -> None:
        if index.isValid():
            self._state.select(index.data(ITEM_ROLE).key)
        self._tell_count()

    @Slot()
    def _rows_selected(self) -> None:
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        self._state.set_selected(self.proxy.index(row, 0).data(ITEM_ROLE).key for row in rows)

    @Slot()
    def _follow_state(self) -> None:
        row = self._state.row(self._state.current)
        index = self.proxy.mapFromSource(self.model.index(row)) if row >= 0 else QModelIndex()
        if index != self.list.currentIndex():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(index, flags)
        if index.isValid():
            self.list.scrollTo(index)
        self._tell_count()

    @Slot()
    def _tell_count(self) -> None:
        total = self.proxy.rowCount()
        row = self.list.currentIndex().row() if hasattr(self, "list") else -1
        if row >= 0:
            self.count.setText(self.tr("{n} of {total}").format(n=row + 1, total=total))
        else:
            self.count.setText(self.tr("{total} images").format(total=total))

    @Slot(str)
    def _thumbnail_ready(self, key: str) -> None:
        row = self._state.row(key)
        if row >= 0:
            self.list.update(self.proxy.mapFromSource(self.model.index(row)))
