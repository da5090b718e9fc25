"""What the tour's steps find in the window: its photos, its block, its places and its values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QScrollArea, QWidget

from senet_viewer.gui.image_item import ImageItem
from senet_viewer.gui.networks import BUNDLED
from senet_viewer.gui.tour.facts import block_for_tour
from senet_viewer.records import BlockGates, Gates
from senet_viewer.resources import sample_images

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application

CAT, ESPRESSO = "tabby", "espresso"
"""The stems of the sample photos that the tour compares."""


@dataclass(frozen=True)
class Target:
    """A rectangle in the window that is pointed at, and what may not be covered with it.

    ``stacked``: the bubble stands rather below or above it than beside it.
    """

    rect: QRect
    keep: QRect
    stacked: bool = False


class Scene:
    """The window as the steps see it; what it finds, it finds anew each time."""

    def __init__(self, app: Application) -> None:
        self.app, self.state = app, app.state
        self.reading, self.gates = app.parts.reading, app.gates.gates

    @staticmethod
    def sample_path(stem: str) -> Path | None:
        """The file of a sample photo, None where the program lacks it."""
        return next((path for path in sample_images() if path.stem == stem), None)

    def photo(self, stem: str) -> ImageItem | None:
        """A sample photo on the list."""
        path = self.sample_path(stem)
        return None if path is None else self.state.item(str(path))

    def is_shown(self, stem: str) -> bool:
        """Whether a sample photo is the current one, with the present network's gates."""
        item = self.photo(stem)
        return item is not None and self.state.current == item.key and self.state.up_to_date

    def bring(self, stem: str) -> None:
        """Show a sample photo; where it is not on the list, the samples are added."""
        item, path = self.photo(stem), self.sample_path(stem)
        if item is not None:
            self.state.set_selected([item.key])
            self.state.select(item.key)
        elif path is not None:
            self.app.commands.open_samples(str(path))

    @property
    def other_network(self) -> bool:
        """Whether another network than the bundled one is in use."""
        return self.state.card is not None and self.state.card.key != BUNDLED

    def focus_tour_block(self) -> None:
        """Focus the block with as many channels as bars can be told apart, and show it plainly."""
        card = self.state.shown_card
        if card is not None:
            self.state.set_focus(block_for_tour(card.blocks))
        self.reading.set_filter(None)
        self.gates.fill(None)

    def block(self) -> BlockGates | None:
        """The focus block of the picture on show."""
        shown = self.state.shown
        blocks = () if shown is None else shown.blocks
        return next((one for one in blocks if one.name == self.state.focus), None)

    def means(self, block: BlockGates) -> Gates | None:
        """What the block's gates are compared with, None without a fitting reference."""
        means = self.state.reference.means.get(block.name)
        return means if means is not None and len(means) == block.channels else None

    def target(
        self,
        widget: QWidget,
        rect: QRect | None = None,
        keep: QRect | None = None,
        *,
        stacked: bool = False,
    ) -> Target | None:
        """What is seen of ``rect`` in ``widget``, or of all of it; None where nothing is seen."""
        if not widget.isVisible():
            return None
        wanted = widget.rect() if rect is None else rect
        seen = widget.visibleRegion().boundingRect()
        shown = wanted & seen
        if shown.isEmpty():
            return None
        kept = (wanted if keep is None else keep) & seen
        return Target(self._in_window(widget, shown), self._in_window(widget, kept), stacked)

    def _in_window(self, widget: QWidget, rect: QRect) -> QRect:
        return QRect(widget.mapTo(self.app.window, rect.topLeft()), rect.size())

    @staticmethod
    def scroll_to(widget: QWidget) -> None:
        """Bring a part of a scrolled column into view."""
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget, 0, 16)
            parent = parent.parentWidget()

    def row(self, stem: str) -> Target | None:
        """A photo's row in the list."""
        item, panel = self.photo(stem), self.app.images
        row = -1 if item is None else panel.model.row(item.key)
        if row < 0:
            return None
        return self.target(panel.list.viewport(), panel.list.visualRect(panel.model.index(row)))

    def show_row(self, stem: str) -> None:
        """Let a photo's row be seen: without a search that hides it, scrolled into view."""
        item, panel = self.photo(stem), self.app.images
        if item is None:
            return
        if panel.model.row(item.key) < 0:
            panel.search.clear()
        row = panel.model.row(item.key)
        if row >= 0:
            panel.list.scrollTo(panel.model.index(row))

    def bar(self, channel: int | None) -> Target | None:
        """A channel's bar in the focus block's plot, which must not be covered."""
        plot = self.gates.plots.get(self.state.focus)
        if plot is None:
            return None
        # The read-out stands beside the bar.
        rect = QRect() if channel is None else plot.bar_place(channel)
        found = None if rect.isEmpty() else self.target(plot, rect, plot.rect(), stacked=True)
        return found or self.target(plot, stacked=True)
