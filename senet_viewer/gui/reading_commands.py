"""The tables of the gates that are shown: one block's channels, all blocks and stages."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from senet_viewer.errors import printable
from senet_viewer.gui.dialogs.table_dialog import Sheet, TableContent
from senet_viewer.gui.live_table import LiveTable
from senet_viewer.gui.plots.compared_wording import SHOWN, pair
from senet_viewer.gui.plots.wording import filter_name
from senet_viewer.gui.reading import Reading
from senet_viewer.gui.state import State
from senet_viewer.gui.tables import block_rows, channel_rows, stage_rows
from senet_viewer.gui.words import reference_phrase
from senet_viewer.statistics import shown_channels


class ReadingCommands(QObject):
    """Tables stay open beside the window, in step with it; what is chosen in one is shown there."""

    def __init__(self, state: State, reading: Reading, window: QWidget) -> None:
        super().__init__(window)
        self._state, self._reading = state, reading
        changes = (state.shown_changed, state.reference_changed, reading.noise_changed)
        own = (state.focus_changed, state.order_changed, reading.filter_changed)
        self.channels = LiveTable(self._channels, (*changes, *own), window)
        self.statistics = LiveTable(self._statistics, changes, window)
        self.channels.row_chosen.connect(self._mark)
        self.statistics.row_chosen.connect(self._focus)

    @Slot()
    def show_channels(self) -> None:
        """The channels of the focus block, as its plot shows them."""
        self.channels.show()

    @Slot()
    def show_statistics(self) -> None:
        """Statistics of all blocks and stages."""
        self.statistics.show()

    def _channels(self) -> TableContent | None:
        shown, focus, order = self._state.shown, self._state.focus, self._state.order
        if shown is None or focus not in [block.name for block in shown.blocks]:
            return None
        block, chosen = shown.block(focus), self._reading.chosen
        reference = self._state.reference.means.get(block.name)
        noise = self._reading.noise
        own = None if noise is None else noise.channels.get(block.name)
        columns = [self.tr("channel"), self.tr("gate"), self.tr("rank by height")]
        compared = self._state.compared.images
        if compared:
            columns[1] = f"{SHOWN}: {printable(shown.image.name)}"
            for one in compared:
                columns.append(f"{one.letter}: {printable(one.name)}")
                columns.append(pair(one.letter))
        elif reference is not None:
            columns += [self.tr("reference"), self.tr("gate − reference")]
        if own is not None:
            columns.append(self.tr("noise"))
        others = [one.gates[block.name] for one in compared[1:]]
        rows = channel_rows(block, reference, own, others)
        wanted = shown_channels(block.gates, reference, order, chosen)
        which = self.tr("All {n} channels of {block}")
        if len(wanted) < block.channels:
            which = self.tr("{few} of {n} channels of {block}")
        which = which.format(few=filter_name(chosen), n=block.channels, block=block.name)
        return TableContent(
            self.tr("{block} · {name}").format(block=block.name, name=printable(shown.image.name)),
            self.tr(
                "{which}, in the order of the plot; the table follows the window. A double click, "
                "or Enter, marks the channel in the plot; Alt+↑ and Alt+↓ sort. Compare one "
                "channel across pictures, not bars across channels."
            ).format(which=which),
            (Sheet("", columns, [rows[channel] for channel in wanted]),),
        )

    @Slot(object)
    def _mark(self, channel: int) -> None:
        self._state.set_marked(channel)

    def _statistics(self) -> TableContent | None:
        shown = self._state.shown
        if shown is None:
            return None
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
        compared = self._state.compared.images
        for one in compared:
            text = self.tr("similarity to {letter}: {name}")
            blocks.append(text.format(letter=one.letter, name=printable(one.name)))
        rows = block_rows(shown, means, noise, [one.gates for one in compared])
        stages = [self.tr("stage"), self.tr("blocks"), *numbers]
        return TableContent(
            self.tr("Statistics · {name}").format(name=printable(shown.image.name)),
            self.tr(
                "Gates of one picture, by block and by stage; the table follows the window. "
                "Reference: {reference}. A double click, or Enter, focuses a block; Alt+↑ and "
                "Alt+↓ sort."
            ).format(reference=reference_phrase(self._state.reference)),
            (
                Sheet(self.tr("Blocks"), blocks, rows),
                Sheet(self.tr("Stages"), stages, stage_rows(shown, means)),
            ),
        )

    @Slot(object)
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
