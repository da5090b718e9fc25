"""The bar plots of all blocks, grouped by stage; only what is in view is made and drawn."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QWidget

from senet_viewer.gui.plots import gates_layout, wording
from senet_viewer.gui.plots.gate_plot import GatePlot
from senet_viewer.gui.plots.gates_layout import Arrangement, Measures, Stage
from senet_viewer.gui.plots.lettering import SMALL, line_height, on_grid, rounded, sized
from senet_viewer.gui.plots.link_button import LinkButton
from senet_viewer.gui.plots.stage_header import StageHeader
from senet_viewer.gui.theme import GRID, LIGHT, Theme
from senet_viewer.records import BlockCard, BlockGates, Gates, Inspection, ModelCard
from senet_viewer.statistics import Order

Zoom = tuple[float, float]


class _Ground(QWidget):
    """The scrolled area; paints an empty card where a plot is still to be made."""

    def __init__(self, view: GatesView) -> None:
        super().__init__()
        self._view = view

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._view.theme
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.window))
        title = sized(self.font(), 1.0, bold=True)
        for name, slot in self._view.slots_without_plot():
            if not slot.intersects(event.rect()):
                continue
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.setBrush(QColor(theme.panel))
            rounded(painter, QRectF(slot).adjusted(1, 1, -1, -1), 6)
            painter.setFont(title)
            painter.setPen(QColor(theme.text))
            box = slot.adjusted(3 * GRID, GRID + 2, -GRID, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignTop, name)


class GatesView(QScrollArea):
    """All blocks of a network as bar plots.

    Plots are made one an event-loop turn when they come into view, and reused for other blocks
    when they leave it. ``channelHovered`` carries −1 where no single channel is meant.
    """

    blockFocused = Signal(str)
    channelHovered = Signal(str, int)
    channelClicked = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self._stages: tuple[Stage, ...] = ()
        self._cards: dict[str, BlockCard] = {}
        self._headers: dict[int, StageHeader] = {}
        self._plots: dict[str, GatePlot] = {}
        self._free: list[GatePlot] = []
        self._blocks: Mapping[str, BlockGates] = {}
        self._reference: Mapping[str, Gates] | None = None
        self._reference_name = self._reference_short = ""
        self._order = Order.CHANNEL
        self._version = 0
        self._shown: dict[str, int] = {}
        self._zooms: dict[tuple[int, int], Zoom] = {}
        self._marked: tuple[str, int] | None = None
        self._pinned: dict[int, bool] = {}
        self._focused: str | None = None
        self._filled: str | None = None
        self._dimmed = False
        self._arrangement = Arrangement({}, {}, QRect(), 0)
        self._build()

    def _build(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ground = _Ground(self)
        self.setWidget(self._ground)
        self._tail = QLabel(self._ground)
        self._tail.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._back = LinkButton(self.tr("All blocks (Esc)"), self._ground)
        self._back.clicked.connect(lambda: self.fill(None))
        self._back.hide()
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(lambda: self.fill(None))
        self._escape.setEnabled(False)
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._bring_into_view)
        self.verticalScrollBar().valueChanged.connect(self._bring_into_view)
        self._letter()
        self.set_theme(LIGHT)

    # What is shown.

    def show_model(self, card: ModelCard) -> None:
        """Lays out the stages and blocks of a network; gates come with ``show_inspection``."""
        self.fill(None)
        for header in self._headers.values():
            header.deleteLater()
        self._headers.clear()
        self._pinned.clear()
        self._zooms.clear()
        self._marked = None
        self._focused = None
        self._blocks = {}
        self._cards = {block.name: block for block in card.blocks}
        self._stages = gates_layout.stages_of(card.blocks)
        for stage in self._stages:
            self._headers[stage.number] = self._make_header(stage)
        for name in tuple(self._plots):
            self._release(name)
        self._version += 1
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def show_inspection(
        self,
        inspection: Inspection | None,
        reference: Mapping[str, Gates] | None,
        reference_name: str,
        order: Order,
        reference_short: str = "",
    ) -> None:
        """Shows an image's gates; only the plots in view are updated now, the others later.

        ``reference_name`` is a phrase (``the average picture``); ``reference_short`` stands before
        the reference's value in a read-out (``average``).
        """
        blocks = () if inspection is None else inspection.blocks
        self._blocks = {block.name: block for block in blocks if block.name in self._cards}
        self._reference = reference
        self._reference_name = reference_name
        self._reference_short = reference_short
        self._order = order
        self._version += 1
        self._bring_into_view()

    def set_order(self, order: Order) -> None:
        if order is not self._order:
            self._order = order
            self._version += 1
            self._bring_into_view()

    def set_reference_caption(self, text: str) -> None:
        """The last line, such as ``tick: average over the 10,000 validation pictures``."""
        self._tail.setText(text)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        palette = QPalette(self._tail.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.faint))
        self._tail.setPalette(palette)
        self._back.set_theme(theme)
        for header in self._headers.values():
            header.set_theme(theme)
        for plot in (*self._plots.values(), *self._free):
            plot.set_theme(theme)
        self._ground.update()

    def set_dimmed(self, dimmed: bool) -> None:
        """Whether what is shown waits for newer content."""
        self._dimmed = dimmed
        for plot in self._plots.values():
            plot.set_dimmed(dimmed)

    def mark_channel(self, block: str, channel: int | None) -> None:
        """Marks a channel of one block, as another panel points at it; None unmarks."""
        self._marked = None if channel is None else (block, channel)
        if block in self._plots:
            self._plots[block].mark_channel(channel)

    # Focus, folding, filling.

    def focus_block(self, name: str | None) -> None:
        """Makes a block the focused one, opens its stage and scrolls it into view."""
        if name not in self._cards:
            name = None
        before, self._focused = self._focused, name
        for one in (before, name):
            if one is not None and one in self._plots:
                self._plots[one].set_focused(one == name)
        if name is None:
            return
        if self._filled is not None and self._filled != name:
            self.fill(name)
        elif name not in self._arrangement.slots:
            self._pinned.pop(self._cards[name].stage, None)
            self._lay_out()
        self._scroll_to(name)

    def fill(self, name: str | None) -> None:
        """One block fills the panel; None shows all of them again."""
        if name is not None and name not in self._cards:
            return
        if name == self._filled:
            return
        leaving, self._filled = self._filled, name
        self._escape.setEnabled(name is not None)
        self._back.setVisible(name is not None)
        self._lay_out()
        self._bring_into_view()
        target = name or leaving
        if target is not None and target in self._plots:
            self._plots[target].setFocus(Qt.FocusReason.OtherFocusReason)
        if name is None and leaving is not None:
            self._scroll_to(leaving)

    @property
    def filled_block(self) -> str | None:
        """The block that fills the panel, if one does."""
        return self._filled

    @property
    def open_stages(self) -> frozenset[int]:
        """The stages whose plots are laid out."""
        return frozenset(self._cards[name].stage for name in self._arrangement.slots)

    @property
    def plots(self) -> Mapping[str, GatePlot]:
        """The plots there are now, by block."""
        return self._plots

    @property
    def pending(self) -> bool:
        """Whether plots near the view are still to be made or brought up to date."""
        return self._turn.isActive()

    def header(self, stage: int) -> StageHeader:
        """The header of a stage."""
        return self._headers[stage]

    def slots_without_plot(self) -> list[tuple[str, QRect]]:
        """Blocks that are laid out but have no plot yet, with their places."""
        slots = self._arrangement.slots.items()
        return [(name, slot) for name, slot in slots if name not in self._plots]

    # Layout.

    def _make_header(self, stage: Stage) -> StageHeader:
        header = StageHeader(stage.number, self._ground)
        header.describe(*_header_texts(stage))
        header.set_theme(self.theme)
        header.clicked.connect(lambda checked: self._pin(stage.number, checked))
        header.show()
        return header

    def _pin(self, stage: int, opened: bool) -> None:
        self._pinned[stage] = opened
        self._lay_out()

    def _measures(self) -> Measures:
        line = line_height(self.font())
        return Measures(line, on_grid(line + GRID), on_grid(line_height(self._tail.font()) + GRID))

    def _lay_out(self) -> None:
        measures, size = self._measures(), self.maximumViewportSize()
        self._arrangement = self._arrange(size, measures)
        if self._arrangement.height > size.height():
            bar = self.verticalScrollBar().sizeHint().width() + GRID
            self._arrangement = self._arrange(size - QSize(bar, 0), measures)
        made = self._arrangement
        self._ground.resize(self.viewport().width(), max(made.height, size.height()))
        for stage, header in self._headers.items():
            place = made.headers.get(stage)
            header.setVisible(place is not None)
            if place is not None:
                header.setGeometry(place)
                header.setChecked(stage in self.open_stages)
        self._tail.setGeometry(made.tail)
        hint = self._back.sizeHint()
        self._back.setGeometry(measures.margin, 0, hint.width(), measures.header)
        self._ground.update()
        self._bring_into_view()

    def _arrange(self, size: QSize, measures: Measures) -> Arrangement:
        if self._filled is not None:
            return gates_layout.filled(self._filled, size, measures)
        focused = self._cards[self._focused].stage if self._focused in self._cards else -1
        opened = gates_layout.stages_that_fit(self._stages, focused, self._pinned, size, measures)
        return gates_layout.arrange(self._stages, opened, size, measures)

    def _scroll_to(self, name: str) -> None:
        slot = self._arrangement.slots.get(name)
        if slot is None:
            return
        # The first row keeps its header in view.
        top = slot.top() - self._measures().header - GRID
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value():
            bar.setValue(top)
        elif slot.bottom() > bar.value() + height:
            bar.setValue(slot.bottom() + GRID - height)

    # Plots come and go.

    def _window(self, rows_beyond: int = 0) -> QRect:
        """The part of the ground in view, with some rows above and below."""
        top = self.verticalScrollBar().value()
        rect = QRect(0, top, self._ground.width(), self.viewport().height())
        beyond = 0
        if self._arrangement.slots:
            beyond = next(iter(self._arrangement.slots.values())).height() * rows_beyond
        return rect.adjusted(0, -beyond, 0, beyond)

    def _bring_into_view(self) -> None:
        """Updates the plots in view at once; makes at most one that is missing, then again."""
        near = self._window(rows_beyond=1)
        seen = self._window()
        slots = self._arrangement.slots
        wanted = [name for name, slot in slots.items() if slot.intersects(near)]
        wanted.sort(key=lambda name: not slots[name].intersects(seen))
        before = set(self._plots)
        self._release_others(wanted)
        self._make_and_update(wanted, seen)
        if before != set(self._plots):
            self._order_tabs()

    def _make_and_update(self, wanted: list[str], seen: QRect) -> None:
        slots = self._arrangement.slots
        made = False
        for name in wanted:
            in_view = slots[name].intersects(seen)
            plot = self._plots.get(name)
            if plot is None:
                if not self._free:
                    if made:
                        self._turn.start()
                        break
                    self._free.append(self._make_plot())
                    made = True
                plot = self._assign(name)
            plot.setGeometry(slots[name])
            plot.set_roomy(self._filled is not None)
            if self._shown.get(name) != self._version:
                if not in_view and made:
                    self._turn.start()
                    break
                self._update(name, plot)
                made = made or not in_view
            plot.show()

    def _order_tabs(self) -> None:
        """The tabulator visits a stage's header, then its plots, early to late."""
        order: list[QWidget] = []
        for stage in self._stages:
            order.append(self._headers[stage.number])
            order += [self._plots[b.name] for b in stage.blocks if b.name in self._plots]
        for one, two in pairwise([self._back, *order]):
            QWidget.setTabOrder(one, two)

    def _release_others(self, wanted: list[str]) -> None:
        holder = QApplication.focusWidget()
        for name in tuple(self._plots):
            keeps_focus = self._plots[name] is holder and name in self._arrangement.slots
            if name in wanted or keeps_focus:
                continue
            self._release(name)

    def _release(self, name: str) -> None:
        plot = self._plots.pop(name)
        self._shown.pop(name, None)
        plot.hide()
        self._free.append(plot)

    def _make_plot(self) -> GatePlot:
        plot = GatePlot(self._ground)
        plot.set_theme(self.theme)
        plot.clicked.connect(self.blockFocused)
        plot.channelHovered.connect(self.channelHovered)
        plot.channelClicked.connect(self.channelClicked)
        plot.fillRequested.connect(self._toggle_fill)
        plot.stepRequested.connect(self._step)
        plot.viewChanged.connect(self._link_zoom)
        return plot

    def _assign(self, name: str) -> GatePlot:
        plot = self._free.pop()
        self._plots[name] = plot
        plot.set_focused(name == self._focused)
        plot.set_dimmed(self._dimmed)
        return plot

    def _update(self, name: str, plot: GatePlot) -> None:
        card, block = self._cards[name], self._blocks.get(name)
        plot.set_reference_name(self._reference_name, self._reference_short)
        if block is None:
            plot.show_card(card)
        else:
            reference = None if self._reference is None else self._reference.get(name)
            plot.show_block(block, reference, self._order)
        if name not in self._shown:
            plot.set_view(*self._zooms.get((card.stage, card.channels), (0, card.channels)))
        self._shown[name] = self._version
        marked = self._marked
        plot.mark_channel(marked[1] if marked is not None and marked[0] == name else None)

    def _toggle_fill(self, name: str) -> None:
        self.fill(None if self._filled == name else name)

    def _step(self, name: str, step: int) -> None:
        names = list(self._cards) if self._filled else list(self._arrangement.slots)
        target = names.index(name) + step
        if not 0 <= target < len(names):
            return
        if self._filled:
            self.fill(names[target])
        self._scroll_to(names[target])
        self._bring_into_view()
        if names[target] in self._plots:
            self._plots[names[target]].setFocus(Qt.FocusReason.TabFocusReason)

    def _link_zoom(self, name: str, first: float, last: float) -> None:
        card = self._cards[name]
        self._zooms[card.stage, card.channels] = (first, last)
        for other, plot in self._plots.items():
            one = self._cards[other]
            if other != name and (one.stage, one.channels) == (card.stage, card.channels):
                plot.set_view(first, last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._letter()
            self._lay_out()
        elif event.type() == QEvent.Type.LanguageChange:
            self._translate()

    def _letter(self) -> None:
        self._tail.setFont(sized(self.font(), SMALL))

    def _translate(self) -> None:
        self._back.setText(self.tr("All blocks (Esc)"))
        for stage in self._stages:
            self._headers[stage.number].describe(*_header_texts(stage))
        self._version += 1
        self._bring_into_view()

    def focusNextPrevChild(self, following: bool) -> bool:
        moved = super().focusNextPrevChild(following)
        holder = QApplication.focusWidget()
        for name, plot in self._plots.items():
            if plot is holder:
                self._scroll_to(name)
        return moved


def _header_texts(stage: Stage) -> tuple[str, str]:
    return wording.stage_title(stage.number), wording.stage_note(stage.blocks, stage.resnet)
