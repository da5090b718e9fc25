"""Opens the tables of the gates that are shown: one block's channels, all blocks and stages."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from senet_viewer.errors import printable
from senet_viewer.gui.dialogs.table_dialog import Sheet, TableDialog
from senet_viewer.gui.reading import Reading
from senet_viewer.gui.state import State
from senet_viewer.gui.tables import block_rows, channel_rows, stage_rows
from senet_viewer.gui.words import reference_phrase


class ReadingCommands(QObject):
    """Tables stay open beside the window; what is chosen in one is marked or focused there."""

    def __init__(self, state: State, reading: Reading, window: QWidget) -> None:
        super().__init__(window)
        self._state, self._reading, self._window = state, reading, window

    @Slot()
    def show_channels(self) -> None:
        """All channels of the focus block."""
        shown, focus = self._state.shown, self._state.focus
        if shown is None or focus not in [block.name for block in shown.blocks]:
            return
        block = shown.block(focus)
        reference = self._state.reference.means.get(block.name)
        noise = self._reading.noise
        own = None if noise is None else noise.channels.get(block.name)
        columns = [self.tr("channel"), self.tr("gate"), self.tr("rank by height")]
        if reference is not None:
            columns += [self.tr("reference"), self.tr("gate − reference")]
        if own is not None:
            columns.append(self.tr("noise"))
        dialog = TableDialog(
            self.tr("{block} · {name}").format(block=block.name, name=printable(shown.image.name)),
            self.tr(
                "Every channel of {block}. A double click, or Enter, marks the channel in the "
                "plot; Alt+↑ and Alt+↓ sort. Compare one channel across pictures, not bars "
                "across channels."
            ).format(block=block.name),
            columns,
            channel_rows(block, reference, own),
            self._window,
        )
        dialog.row_chosen.connect(lambda channel: self._mark(block.name, channel))
        dialog.show()

    def _mark(self, block: str, channel: int) -> None:
        self._state.set_focus(block)
        self._state.set_marked(channel)

    @Slot()
    def show_statistics(self) -> None:
        """Statistics of all blocks and stages."""
        shown = self._state.shown
        if shown is None:
            return
        means = self._state.reference.means if self._state.departures() is not None else None
        noise = self._reading.noise
        numbers = [
            self.tr("channels"),
            self.tr("mean"),
            self.tr("spread"),
            self.tr("lowest"),
            self.tr("highest"),
            self.tr("below 0.1"),
            self.tr("above 0.9"),
        ]
        if means is not None:
            numbers.append(self.tr("mean |gate − reference|"))
        blocks = [self.tr("block"), self.tr("stage"), *numbers]
        if noise is not None:
            blocks.append(self.tr("noise"))
        stages = Sheet(
            self.tr("Stages"),
            [self.tr("stage"), self.tr("blocks"), *numbers],
            stage_rows(shown, means),
        )
        dialog = TableDialog(
            self.tr("Statistics · {name}").format(name=printable(shown.image.name)),
            self.tr(
                "Gates of one picture, by block and by stage. Reference: {reference}. A double "
                "click, or Enter, focuses a block; Alt+↑ and Alt+↓ sort."
            ).format(reference=reference_phrase(self._state.reference)),
            blocks,
            block_rows(shown, means, noise),
            self._window,
            name=self.tr("Blocks"),
            more=(stages,),
        )
        dialog.row_chosen.connect(self._focus)
        dialog.show()

    def _focus(self, chosen: str | int) -> None:
        """Focus a block by its name, or of a stage the one that departs most."""
        if isinstance(chosen, str):
            self._state.set_focus(chosen)
            return
        shown, values = self._state.shown, self._state.departures()
        names = [block.name for block in shown.blocks if block.stage == chosen] if shown else []
        if shown is None or not names:
            return
        if values is not None:
            own = dict(zip([block.name for block in shown.blocks], values, strict=True))
            names = [names[int(np.argmax([own[name] for name in names]))]]
        self._state.set_focus(names[0])
