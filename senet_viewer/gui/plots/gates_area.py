"""Stages of blocks in a scrolled area: headers that fold, places of plots, what is in view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from senet_viewer.gui.plots import gates_layout, wording
from senet_viewer.gui.plots.gates_ground import GatesGround
from senet_viewer.gui.plots.gates_layout import Arrangement, Measures, Stage
from senet_viewer.gui.plots.lettering import SMALL, line_height, on_grid, sized
from senet_viewer.gui.plots.link_button import LinkButton
from senet_viewer.gui.plots.stage_header import StageHeader
from senet_viewer.gui.theme import GRID, LIGHT
from senet_viewer.records import BlockCard


class GatesArea(QScrollArea):
    """Knows where plots belong; ``_bring_into_view`` is told whenever that has changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self._stages: tuple[Stage, ...] = ()
        self._cards: dict[str, BlockCard] = {}
        self._headers: dict[int, StageHeader] = {}
        self._pinned: dict[int, bool] = {}
        self._lent = 0
        self._bars: tuple[QWidget, ...] = ()
        self._foot_lines = 1
        self._focused: str | None = None
        self._filled: str | None = None
        self._arrangement = Arrangement({}, {}, QRect(), 0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ground = GatesGround(self.slots_without_plot)
        self.setWidget(self._ground)
        self._tail = QLabel(self._ground)
        self._tail.setWordWrap(True)
        self._tail.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._back = LinkButton("", self._ground)
        self._back.hide()
        self.verticalScrollBar().valueChanged.connect(self._bring_into_view)
        self._letter()

    def _bring_into_view(self) -> None:
        """Make and update the plots in view."""
        raise NotImplementedError

    def slots_without_plot(self) -> list[tuple[str, QRect]]:
        """Blocks that are laid out but have no plot yet, with their places."""
        raise NotImplementedError

    @property
    def open_stages(self) -> frozenset[int]:
        """The stages whose plots are laid out."""
        return frozenset(self._cards[name].stage for name in self._arrangement.slots)

    def header(self, stage: int) -> StageHeader:
        """The header of a stage."""
        return self._headers[stage]

    def _make_header(self, stage: Stage) -> StageHeader:
        header = StageHeader(stage.number, self._ground)
        header.describe(*wording.stage_texts(stage))
        header.set_theme(self.theme)
        header.clicked.connect(lambda checked: self._pin(stage.number, checked))
        header.show()
        return header

    def _pin(self, stage: int, opened: bool) -> None:
        self._pinned[stage] = opened
        self._lay_out()

    def _measures(self) -> Measures:
        line = line_height(self.font())
        foot = on_grid(self._foot_lines * line_height(self._tail.font()) + GRID)
        return Measures(line, on_grid(line + GRID), foot)

    def _set_foot(self, text: str) -> None:
        """The last line; where it needs more lines, these are kept until the width changes.

        What zooming and folding change in it moves no plot back and forth.
        """
        if text == self._tail.text():
            return
        self._tail.setText(text)
        needed = self._tail.heightForWidth(self._tail.width())
        lines = max(1, round(needed / line_height(self._tail.font())))
        if lines > self._foot_lines and self._tail.width() > 0:
            self._foot_lines = lines
            self._lay_out()

    def lend(self, height: int) -> None:
        """Lends so much of its height to what stands below: plots keep their places, and scroll."""
        self._lent = height
        self._lay_out()
        self._keep_focused_in_view()

    def lend_to_bars(self, bars: Sequence[QWidget]) -> None:
        """The same for passing bars above, whenever they are there."""
        self._bars = tuple(bars)

    @property
    def _all_lent(self) -> int:
        return self._lent + sum(_height_of(bar) for bar in self._bars if not bar.isHidden())

    def _keep_focused_in_view(self) -> None:
        """What the card below speaks of stays in view above it."""
        if self._all_lent and self._focused is not None:
            self._scroll_to(self._focused)

    def _lay_out(self) -> None:
        measures, size = self._measures(), self.maximumViewportSize()
        lent = QSize(0, 0 if self._filled is not None else self._all_lent)
        # Room for the scroll bar is always kept: no plot moves when it comes or goes.
        made = self._arrange(size + lent - QSize(self.bar_room, 0), measures)
        self._arrangement = made
        self._ground.resize(self.viewport().width(), max(made.height, size.height()))
        for stage, header in self._headers.items():
            place = made.headers.get(stage)
            header.setVisible(place is not None)
            if place is not None:
                header.setGeometry(place)
                header.setChecked(stage in self.open_stages)
                header.set_for_room(stage not in self.open_stages and stage not in self._pinned)
        self._tail.setGeometry(made.tail)
        hint = self._back.sizeHint()
        self._back.setGeometry(measures.margin, 0, hint.width(), measures.header)
        self._ground.update()
        self._bring_into_view()

    @property
    def bar_room(self) -> int:
        """So many pixels at the right are left to the scroll bar."""
        return self.verticalScrollBar().sizeHint().width() + GRID

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
        bar = self.verticalScrollBar()
        header, height = self._measures().header, self.viewport().height()
        bar.setValue(gates_layout.scrolled_to(slot, bar.value(), height, header))

    def _window(self, rows_beyond: int = 0) -> QRect:
        """The part of the ground in view, with some rows above and below."""
        top = self.verticalScrollBar().value()
        rect = QRect(0, top, self._ground.width(), self.viewport().height())
        beyond = 0
        if self._arrangement.slots:
            beyond = next(iter(self._arrangement.slots.values())).height() * rows_beyond
        return rect.adjusted(0, -beyond, 0, beyond)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._foot_lines = 1
            self._tail.clear()
        self._lay_out()
        self._keep_focused_in_view()

    def _letter(self) -> None:
        self._tail.setFont(sized(self.font(), SMALL))


def _height_of(bar: QWidget) -> int:
    """The height that a bar is about to get: the layout makes room for it before it places it."""
    around = bar.parentWidget()
    if around is None or not bar.hasHeightForWidth():
        return bar.sizeHint().height()
    return bar.heightForWidth(around.width())
