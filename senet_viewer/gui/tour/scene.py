"""What the tour's steps find in the window: its photos, its block, its places and its values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from senet_viewer.gui.compared import compare
from senet_viewer.gui.comparison_view import ComparisonView
from senet_viewer.gui.image_item import ImageItem
from senet_viewer.gui.language import ARROWS
from senet_viewer.gui.networks import BUNDLED
from senet_viewer.gui.tour.facts import block_for_tour, telling_channel
from senet_viewer.records import BlockGates, Gates, Inspection
from senet_viewer.resources import sample_images

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application

CAT, ESPRESSO = "tabby", "espresso"
"""The stems of the sample photos that the tour compares."""
AROUND = 5
"""From what is pointed at to its outline, in pixels."""


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

    def inspection(self, stem: str) -> Inspection | None:
        """All that is known of a sample photo; None where it is not on the list or not answered."""
        item = self.photo(stem)
        return None if item is None else self.state.inspection(item.key)

    def key(self, action: str, *, every: bool = False) -> str:
        """The first key that an action has now, or every one, as the system writes it.

        Empty where it has none.
        """
        keys = [_key_text(key) for key in self.app.actions[action].shortcuts()]
        return " / ".join(keys if every else keys[:1])

    def focus_tour_block(self, *, filled: bool = False) -> None:
        """Focus the block whose bars can be told apart, and show its gates plainly.

        ``filled``: it fills the panel.
        """
        card = self.state.shown_card
        name = "" if card is None else block_for_tour(card.blocks)
        if name:
            self.state.set_focus(name)
        self.reading.set_filter(None)
        self.reading.set_differences_wanted(False)
        self.gates.set_zooms({})
        self.gates.fill(name if filled and name else None)

    def block(self) -> BlockGates | None:
        """The focus block of the picture on show."""
        shown = self.state.shown
        blocks = () if shown is None else shown.blocks
        return next((one for one in blocks if one.name == self.state.focus), None)

    def means(self, block: BlockGates) -> Gates | None:
        """What the block's gates are compared with, None without a fitting reference."""
        means = self.state.reference.means.get(block.name)
        return means if means is not None and len(means) == block.channels else None

    def telling_channel(self) -> int | None:
        """A channel of the focus block that is open for the cat, and another for the espresso.

        None where no picture is on show.
        """
        block = self.block()
        if block is None:
            return None
        cats, others = self.gates_of(CAT, block), self.gates_of(ESPRESSO, block)
        return telling_channel(block.gates if cats is None else cats, self.means(block), others)

    def gates_of(self, stem: str, block: BlockGates) -> Gates | None:
        """A sample photo's gates ``[C]`` of a block on show, None where they are not known.

        While another network is loaded, what is on show may still be the old one's.
        """
        seen = self.inspection(stem)
        blocks = () if seen is None else seen.blocks
        alike = (one for one in blocks if (one.name, one.channels) == (block.name, block.channels))
        return next((one.gates for one in alike), None)

    def parting(self) -> str:
        """Where cat and espresso part ways, in the window's own words; empty where nobody knows."""
        state = self.state
        items = [item for stem in (CAT, ESPRESSO) if (item := self.photo(stem))]
        if len(items) < 2:
            return ""
        shown, other = items if items[1].key != state.current else reversed(items)
        seen = state.inspection(shown.key)
        compared = None if seen is None else compare(seen, [other], state.inspection)
        if seen is None or not compared:
            return ""
        # The noise is measured of what is on show alone.
        noise = self.reading.noise if seen is state.shown else None
        return ComparisonView(seen, compared, noise).sentence()

    def dialogs(self) -> tuple[QRect, ...]:
        """Where open dialogs lie over the window."""
        window = self.app.window
        frames = [
            QRect(window.mapFromGlobal(one.frameGeometry().topLeft()), one.frameGeometry().size())
            for one in QApplication.topLevelWidgets()
            if isinstance(one, QDialog) and one.isVisible() and not one.isMinimized()
        ]
        return tuple(frame for frame in frames if frame.intersects(window.rect()))

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
        # Beside a plot that fills the panel there is more room than above it.
        stacked = self.gates.filled_block is None
        # The read-out stands beside the bar.
        rect = QRect() if channel is None else plot.bar_place(channel)
        found = None if rect.isEmpty() else self.target(plot, rect, plot.rect(), stacked=stacked)
        return found or self.target(plot, stacked=stacked)

    def is_outlined(self, channel: int, wanted: int | None) -> bool:
        """Whether a channel's bar lies within the outline around the ``wanted`` one's.

        Bars can be a pixel wide, and a mouse is hardly held still on one. Where the wanted bar is
        not to be seen, the whole plot is outlined, and every bar lies within.
        """
        plot = self.gates.plots.get(self.state.focus)
        if plot is None or wanted is None or channel == wanted:
            return True
        outline = plot.bar_place(wanted)
        if outline.isEmpty():
            return True
        return plot.bar_place(channel).intersects(outline.adjusted(-AROUND, 0, AROUND, 0))


def _key_text(key: QKeySequence) -> str:
    text = key.toString(QKeySequence.SequenceFormat.NativeText)
    # Systems call arrows by name, each in its language.
    arrow = ARROWS.get(key.toString(QKeySequence.SequenceFormat.PortableText).split("+")[-1])
    return f"{text.rpartition('+')[0]}+{arrow}".removeprefix("+") if arrow else text
