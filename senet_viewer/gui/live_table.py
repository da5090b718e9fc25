"""A table dialog that stays in step with the window while it is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

from senet_viewer.gui.dialogs.table_dialog import TableContent, TableDialog
from senet_viewer.gui.renewal import Renewal


class LiveTable(QObject):
    """Opens at most one dialog; ``content`` gives what it shows now, None where there is nothing.

    ``row_chosen`` brings the first cell of a row.
    """

    row_chosen = Signal(object)

    def __init__(
        self,
        content: Callable[[], TableContent | None],
        changes: tuple[SignalInstance, ...],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._content, self._window = content, window
        self.dialog: TableDialog | None = None
        Renewal(changes, self).due.connect(self._renew)

    @Slot()
    def show(self) -> None:
        """Open the table, or bring the open one to the front."""
        content = self._content()
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
        elif content is not None:
            self.dialog = TableDialog(content, self._window)
            self.dialog.row_chosen.connect(self.row_chosen)
            self.dialog.finished.connect(self._forget)
            self.dialog.show()

    @Slot()
    def _forget(self) -> None:
        self.dialog = None

    @Slot()
    def _renew(self) -> None:
        if self.dialog is not None and (content := self._content()) is not None:
            self.dialog.show_content(content)
