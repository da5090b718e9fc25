"""The settings: what can be chosen once for all, applied at once, and all of it reset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
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

from senet_viewer.gui.screens import room_for
from senet_viewer.gui.theme import GRID

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


class FieldLabel(QLabel):
    """A label with an underlined letter: it splits the text, which gets wider than is measured."""

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(GRID // 2, 0)


class SettingsDialog(QDialog):
    """Each control emits what was chosen; ``show_chosen`` brings what holds now."""

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
        scroll = QScrollArea(self)
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        reset = buttons.addButton(self.tr("Reset all"), QDialogButtonBox.ButtonRole.ResetRole)
        reset.setToolTip(
            self.tr("Everything here, also changed keys, orders and layout; recent files stay")
        )
        reset.clicked.connect(self.reset_asked)
        self.reset_button = reset
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(scroll, 1)
        layout.addWidget(buttons)
        wanted = page.sizeHint()
        line = self.fontMetrics().height()
        # Room for the folders' names, however short a language's words are.
        width = max(wanted.width() + 3 * line, 32 * line)
        size = QSize(width, wanted.height() + 5 * line)
        self.resize(room_for(size, self.screen().availableGeometry()))

    def _label(self, text: str, box: QWidget) -> QLabel:
        """A label whose letter leads to ``box``."""
        label = FieldLabel(text, self)
        label.setBuddy(box)
        return label

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
