"""All classes of the network, searched while typing; one can be chosen to compare with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.gui.class_model import INDEX_ROLE, NAME, NUMBER, PROBABILITY, ClassModel
from senet_viewer.gui.dialog_keys import EnterPresses
from senet_viewer.gui.line_keys import LineKeys
from senet_viewer.gui.row_table import RowTable
from senet_viewer.gui.screens import fitting
from senet_viewer.gui.theme import GRID
from senet_viewer.gui.words import short_name
from senet_viewer.records import Prediction

LONGEST = 200
"""No class has a longer name; a paste of a whole text is cut."""
NEAR_AFTER_MS = 200
"""Near names are looked for when the typing pauses."""


class ClassDialog(QDialog):
    """Emits the index of the chosen class, counted as the network counts.

    ``comparable`` says whether the network's profile has averages of its classes.
    """

    chosen = Signal(int)

    def __init__(
        self,
        labels: Sequence[str],
        parent: QWidget | None = None,
        *,
        comparable: bool = True,
        network: str = "",
    ) -> None:
        super().__init__(parent)
        EnterPresses(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("Classes of this network")
        self.setWindowTitle(f"{title} · {network}" if network else title)
        self.model = ClassModel(labels, self)
        self._comparable = comparable
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search a class by name or number"))
        self.search.setAccessibleName(self.tr("Search a class by name or number"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(LONGEST)
        LineKeys(self.search)
        self.count = QLabel(self)
        self.verdict = self._wrapped()
        self.known = self._wrapped()
        self.table = self._make_table()
        self._near = QTimer(self)
        self._near.setSingleShot(True)
        self._near.setInterval(NEAR_AFTER_MS)
        self._near.timeout.connect(self._tell_near)
        self._arrange()
        self.search.textChanged.connect(self._filter)
        self.show_answer("", ())
        self._filter("")
        self.resize(fitting(self, 460, 560))

    def _wrapped(self) -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _make_table(self) -> RowTable:
        table = RowTable(self.tr("Classes"), self)
        table.setModel(self.model)
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 2 * GRID)
        header, modes = table.horizontalHeader(), QHeaderView.ResizeMode
        header.setSectionResizeMode(NAME, modes.Stretch)
        header.setMinimumSectionSize(1)
        # From headings and the longest number, as measuring 21,841 rows takes seconds.
        longest = self.fontMetrics().horizontalAdvance("21,841") + 4 * GRID
        for column in (NUMBER, PROBABILITY):
            header.setSectionResizeMode(column, modes.Interactive)
            width = header.sectionSizeHint(column) + 4 * GRID
            header.resizeSection(column, max(width, longest))
        header.setSortIndicator(NUMBER, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        table.chosen.connect(self._choose)
        table.copy_asked.connect(self.copy)
        return table

    def _arrange(self) -> None:
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Close, self)
        # A button with the role to accept would take Enter from everything.
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.compare = buttons.addButton(self.tr("Compare with its average"), role)
        self.compare.clicked.connect(self.accept)
        self.copy_rows = buttons.addButton(self.tr("Copy"), role)
        self.copy_rows.setToolTip(self.tr("The selected rows, or all, with their headings"))
        self.copy_rows.clicked.connect(self.copy)
        for button in buttons.findChildren(QPushButton):
            # Enter belongs to the row, or to the search.
            button.setAutoDefault(False)
        if self._comparable:
            self.compare.setToolTip(
                self.tr("Gates are compared with the mean over this class's pictures.")
            )
        else:
            self.compare.setToolTip(self.tr("This network ships without averages of its classes."))
        self.compare.setEnabled(self._comparable)
        buttons.rejected.connect(self.reject)
        self.search.returnPressed.connect(self._choose_found)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        for part in (self.search, self.count, self.verdict):
            layout.addWidget(part)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.known)
        layout.addWidget(buttons)
        self.setTabOrder(self.search, self.table)

    def show_answer(self, picture: str, predictions: Sequence[Prediction]) -> None:
        """Show the probabilities of the picture on show, as far as they are kept."""
        self.model.show_known({one.index: one.probability for one in predictions})
        if predictions:
            text = self.tr(
                "{picture}: only its {n} most probable classes are kept; “–” is any share below "
                "the last of them."
            )
            self.known.setText(text.format(picture=picture, n=len(predictions)))
        self.known.setVisible(bool(predictions))

    @Slot(str)
    def _filter(self, text: str) -> None:
        chosen = self._current()
        self.model.search(text)
        found, total = self.model.rowCount(), self.model.total
        self.count.setText(self.tr("{n} of {total}").format(n=f"{found:,}", total=f"{total:,}"))
        self._near.stop()
        self.verdict.setVisible(not found)
        if not found:
            self.verdict.setText(self._cannot(text))
            self._near.start()
        self._tell_readers()
        row = max(0, self.model.row_of(chosen)) if text == "" else 0
        self.table.setCurrentIndex(self.model.index(row, NAME) if found else QModelIndex())
        self.compare.setEnabled(self._comparable and bool(found))
        self.copy_rows.setEnabled(bool(found))

    def _tell_readers(self) -> None:
        """Screen readers hear what a search has found: the keyboard stays in its field."""
        verdict = "" if self.verdict.isHidden() else self.verdict.text()
        words = ". ".join(filter(None, (self.count.text(), verdict)))
        self.search.setAccessibleDescription(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.search, words))

    def _cannot(self, text: str) -> str:
        """Why a search finds nothing."""
        total = self.model.total
        if not total:
            return self.tr("The names of this network's classes are not known.")
        return self.tr(
            "This network cannot answer “{name}”. Whatever the picture shows, it gets one of its "
            "{n} names."
        ).format(name=short_name(" ".join(text.split())), n=f"{total:,}")

    @Slot()
    def _tell_near(self) -> None:
        text = self.search.text()
        near = self.model.near(text)
        if near:
            found = self.tr("Much like it: {names}").format(names=" · ".join(near))
            self.verdict.setText(f"{self._cannot(text)} {found}")
            self._tell_readers()

    def _current(self) -> int:
        """The current row's class, -1 where there is none."""
        index = self.table.currentIndex()
        return int(index.data(INDEX_ROLE)) if index.isValid() else -1

    @Slot()
    def _choose_found(self) -> None:
        """Enter in the search takes the first that was found; where nothing is typed, none is."""
        if self.search.text().strip():
            self._choose()
        elif self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _choose(self) -> None:
        if self.compare.isEnabled():
            self.accept()

    @Slot()
    def copy(self) -> None:
        """Copy the selected rows, where there are several, or all that are shown."""
        chosen = sorted({index.row() for index in self.table.selectedIndexes()})
        rows = chosen if len(chosen) > 1 else range(self.model.rowCount())
        QGuiApplication.clipboard().setText(self.model.as_text(rows))

    def accept(self) -> None:
        current = self._current()
        if current >= 0 and self._comparable:
            self.chosen.emit(current)
        super().accept()
