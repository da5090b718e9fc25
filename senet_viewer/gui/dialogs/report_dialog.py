"""About the network in use: what it is, how its file fits, what it is fed, which gates stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from senet_viewer.gui.network_report import Section, as_html, as_text
from senet_viewer.gui.screens import fitting
from senet_viewer.gui.theme import GRID, Theme


class ReportDialog(QDialog):
    """Shows the sections of a report; ``show_report`` renews them where they stand."""

    summary_asked = Signal()
    code_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About this network"))
        self._theme = theme
        self._sections: tuple[Section, ...] = ()
        self.body = QTextBrowser(self)
        self.body.setOpenLinks(False)
        self.body.setAccessibleName(self.tr("About this network"))
        self.body.document().setDocumentMargin(3 * GRID)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        action = QDialogButtonBox.ButtonRole.ActionRole
        self.copy_button = self.buttons.addButton(self.tr("&Copy"), action)
        self.copy_button.setToolTip(self.tr("Copy the whole report as text"))
        self.summary_button = self.buttons.addButton(self.tr("&Summary …"), action)
        self.summary_button.setToolTip(self.tr("Layers, shapes, parameters, multiply-adds"))
        self.code_button = self.buttons.addButton(self.tr("&Name its code …"), action)
        self.code_button.setToolTip(self.tr("Open the file with the code that builds the network"))
        self.code_button.clicked.connect(self.code_asked)
        self.copy_button.clicked.connect(self.copy)
        self.summary_button.clicked.connect(self.summary_asked)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(self.body, 1)
        layout.addWidget(self.buttons)
        self.resize(fitting(self, 680, 700))

    def show_report(self, sections: Sequence[Section], *, is_file: bool = False) -> None:
        """Show a report; where the reader stands stays. A file may be given its code."""
        self.code_button.setVisible(is_file)
        if tuple(sections) != self._sections:
            self._sections = tuple(sections)
            self._render()

    def set_theme(self, theme: Theme) -> None:
        """Show the report in another theme's colours."""
        self._theme = theme
        self._render()

    def _render(self) -> None:
        bar = self.body.verticalScrollBar()
        place = bar.value()
        self.body.setHtml(as_html(self._sections, self._theme))
        bar.setValue(place)

    @Slot()
    def copy(self) -> None:
        """Copy the whole report as text."""
        QGuiApplication.clipboard().setText(as_text(self._sections))
