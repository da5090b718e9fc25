"""The switch that says what bars show: gates, or their differences."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from senet_viewer.gui.plots.teaching import tip


class ValueSwitch(QWidget):
    """Two buttons, one of them down; ``chosen`` carries whether differences are wanted."""

    chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gates, self.differences = QToolButton(self), QToolButton(self)
        self._why = ""
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for button in (self.gates, self.differences):
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setObjectName("switch")
            self._group.addButton(button)
            layout.addWidget(button)
        self.gates.clicked.connect(lambda: self.chosen.emit(False))
        self.differences.clicked.connect(lambda: self.chosen.emit(True))
        self._name()
        self.show_choice(differences=False, why_not="")

    def show_choice(self, *, differences: bool, why_not: str) -> None:
        """What is shown now; ``why_not`` is why there can be no differences, empty if there can."""
        self._why = why_not
        self.differences.setEnabled(not why_not)
        (self.differences if differences and not why_not else self.gates).setChecked(True)
        self._name()

    def _name(self) -> None:
        self.gates.setText(self.tr("gates"))
        self.differences.setText(self.tr("differences"))
        self.gates.setToolTip(tip(self.tr("Bars are gates, from 0 to 1 (D).")))
        text = self.tr(
            "Bars are gate minus reference, up from zero where the gate is more open, down where "
            "it is more closed; all blocks share one scale (D)."
        )
        self.differences.setToolTip(tip(self._why or text))
        self.gates.setAccessibleName(self.tr("Bars show gates"))
        self.differences.setAccessibleName(self.tr("Bars show differences"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
