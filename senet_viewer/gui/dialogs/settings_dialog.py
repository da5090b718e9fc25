"""The settings: what can be chosen once for all, applied at once, and all of it reset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.gui.field_label import FieldLabel
from senet_viewer.gui.screens import moved_inside, room_for
from senet_viewer.gui.style import even_list
from senet_viewer.gui.theme import GRID

FIT = QEvent.Type(QEvent.registerEventType())

Choices = Sequence[tuple[str, str]]
"""What can be chosen: its key, and its text for the user."""


@dataclass(frozen=True)
class Chosen:
    """What the dialog shows as chosen."""

    language: str
    theme: str
    text_size: int
    device: str
    exact: bool
    histogram: bool
    noise: bool


class SettingsDialog(QDialog):
    """Each control emits what was chosen; ``show_chosen`` brings what holds now.

    It is as large as its text needs, within the screen, and scrolls where that has no room.
    """

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    text_size_chosen = Signal(int)
    device_chosen = Signal(str)
    exact_chosen = Signal(bool)
    histogram_chosen = Signal(bool)
    noise_chosen = Signal(bool)
    folder_asked = Signal(str)
    keys_asked = Signal()
    reset_asked = Signal()

    def __init__(
        self,
        languages: Choices,
        sizes: Sequence[int],
        folders: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self._sizes = tuple(sizes)
        self.language = self._box(languages)
        self.theme = self._box(self._themes())
        self.text_size = self._box([(str(size), self._size_text(size)) for size in self._sizes])
        self.device = self._box(())
        self.exact = QCheckBox(self.tr("Exact numbers (float32)"), self)
        self.exact.setToolTip(
            self.tr(
                "Without it the network computes in bfloat16: faster, rounded to 8 bits, so that "
                "gates and probabilities change slightly."
            )
        )
        self.histogram = QCheckBox(self.tr("Histogram beside the bars"), self)
        self.noise = QCheckBox(self.tr("Mark differences below the noise"), self)
        self.noise.setToolTip(
            self.tr(
                "Looks at each picture again, shifted by a pixel and flipped: gates that change as "
                "much by that say nothing of the picture."
            )
        )
        self._arrange(folders)
        self._connect()

    def _box(self, choices: Choices) -> QComboBox:
        box = QComboBox(self)
        even_list(box)
        for key, text in choices:
            box.addItem(text, key)
        return box

    def _themes(self) -> Choices:
        return (
            ("system", self.tr("like the system, contrast too")),
            ("light", self.tr("light")),
            ("dark", self.tr("dark")),
            ("contrast-light", self.tr("high contrast, light")),
            ("contrast-dark", self.tr("high contrast, dark")),
        )

    def _size_text(self, percent: int) -> str:
        if percent == 100:
            return self.tr("like the system")
        return self.tr("{n} %").format(n=percent)

    def _arrange(self, folders: Sequence[tuple[str, str]]) -> None:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 2 * GRID, 0)
        form.setVerticalSpacing(2 * GRID)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self._label(self.tr("&Language"), self.language), self.language)
        form.addRow("", QLabel(self.tr("Another language takes effect at the next start."), page))
        form.addRow(self._label(self.tr("&Colours"), self.theme), self.theme)
        form.addRow(self._label(self.tr("&Text size"), self.text_size), self.text_size)
        form.addRow(self._label(self.tr("&Device"), self.device), self.device)
        form.addRow("", self.exact)
        form.addRow(self.tr("Plots"), self.histogram)
        form.addRow("", self.noise)
        keys = QPushButton(self.tr("Change keys …"), page)
        keys.clicked.connect(self.keys_asked)
        form.addRow(self.tr("Keys"), keys)
        for name, folder in folders:
            form.addRow(name, self._folder_row(name, folder))
        self._page, self._fitted = page, QSize()
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(page)
        self._scroll.setWidgetResizable(True)
        # All in it takes keys itself, and is scrolled into view then.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._buttons = self._make_buttons()
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._buttons)
        self._fit()

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        reset = buttons.addButton(self.tr("Reset all"), QDialogButtonBox.ButtonRole.ResetRole)
        reset.setToolTip(
            self.tr("Everything here, also changed keys, orders and layout; recent files stay")
        )
        reset.clicked.connect(self.reset_asked)
        self.reset_button = reset
        buttons.rejected.connect(self.reject)
        return buttons

    def _wanted(self) -> QSize:
        """The size in which all is seen, or what the screen has room for."""
        line = self.fontMetrics().height()
        around = self._layout.contentsMargins()
        beside = (
            around.left() + around.right() + self._scroll.verticalScrollBar().sizeHint().width()
        )
        # Room for the folders' names, however short a language's words are.
        width = max(self._page.sizeHint().width() + beside, 32 * line)
        screen = self.screen().availableGeometry()
        width = room_for(QSize(width, 0), screen).width()
        page = max(self._page.heightForWidth(width - beside), self._page.minimumSizeHint().height())
        below = self._buttons.sizeHint().height() + self._layout.spacing()
        return room_for(QSize(width, page + below + around.top() + around.bottom() + 2), screen)

    def _fit(self) -> None:
        """Follow the text's size; who has made the dialog larger by hand keeps it so."""
        wanted = self._wanted()
        by_hand = self._fitted.isValid() and self.size() != self._fitted
        self.resize(self.size().expandedTo(wanted) if by_hand else wanted)
        self._fitted = wanted
        if self.isVisible():
            self.move(moved_inside(self.frameGeometry(), self.screen().availableGeometry()))

    def event(self, event: QEvent) -> bool:
        """What is written here has another size once the layout is told of it."""
        done = super().event(event)
        if event.type() == FIT:
            self._fit()
        return done

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and not self._buttons.isHidden():
            QApplication.postEvent(self, QEvent(FIT))

    def _label(self, text: str, box: QWidget) -> QLabel:
        """A label whose letter leads to ``box``."""
        return FieldLabel(text, box, self)

    def _folder_row(self, name: str, folder: str) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        path = QLabel(folder, row)
        path.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        path.setAccessibleName(name)
        path.setWordWrap(True)
        show = QPushButton(self.tr("Show"), row)
        show.setAccessibleName(self.tr("Show {name}").format(name=name))
        show.clicked.connect(lambda: self.folder_asked.emit(folder))
        line.addWidget(path, 1)
        line.addWidget(show)
        return row

    def _connect(self) -> None:
        for box, signal in (
            (self.language, self.language_chosen),
            (self.theme, self.theme_chosen),
            (self.device, self.device_chosen),
        ):
            box.activated.connect(lambda _, b=box, s=signal: s.emit(b.currentData()))
        self.text_size.activated.connect(self._size_chosen)
        self.exact.clicked.connect(self.exact_chosen)
        self.histogram.clicked.connect(self.histogram_chosen)
        self.noise.clicked.connect(self.noise_chosen)

    @Slot(int)
    def _size_chosen(self, place: int) -> None:
        self.text_size_chosen.emit(self._sizes[place])

    def set_devices(self, devices: Choices) -> None:
        """What the network can run on; the engine tells once it is there."""
        if self.device.count() != len(devices):
            with QSignalBlocker(self.device):
                self.device.clear()
                for key, text in devices:
                    self.device.addItem(text, key)

    def show_chosen(self, chosen: Chosen) -> None:
        """Show what holds now; it may have been chosen elsewhere."""
        for box, key in (
            (self.language, chosen.language),
            (self.theme, chosen.theme),
            (self.text_size, str(chosen.text_size)),
            (self.device, chosen.device),
        ):
            with QSignalBlocker(box):
                box.setCurrentIndex(max(0, box.findData(key)))
        for check, on in (
            (self.exact, chosen.exact),
            (self.histogram, chosen.histogram),
            (self.noise, chosen.noise),
        ):
            check.setChecked(on)
