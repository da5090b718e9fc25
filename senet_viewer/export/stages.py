"""The lower part of a figure: the bar plots of the chosen blocks, grouped by stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from senet_viewer.errors import printable
from senet_viewer.export import wording
from senet_viewer.export.gate_plot import Area, Bars, plot_gates
from senet_viewer.export.lettering import Lettering
from senet_viewer.export.marks import LETTERS
from senet_viewer.export.part import HEADING, LINE, SMALL, TINY
from senet_viewer.export.sheet import Sheet
from senet_viewer.export.subject import Subject
from senet_viewer.records import BlockGates
from senet_viewer.statistics import Order, describe

# All in em, multiples of the size of most texts.
AXIS = 3.0
"""Width of the names and numbers left of the first column."""

GAP = 1.8
_BLOCK_HEADING = 1.5
_ROW_GAP = 0.8
_NUMBERS = 1.25
_STAGE_HEADING = 1.9
_GROUP_GAP = 0.9
_SWATCH = 0.8
_STAGE = 1.1
"""Size of a stage's name relative to most texts."""

_NAME_LEFT = 1.3
_HALF_NUMBER_FROM = 3.2
"""A plot lower than this has no room for the number of its middle line."""


@dataclass(frozen=True)
class Group:
    """Blocks that share rows; ``heading`` says that a line above names their stage."""

    blocks: tuple[BlockGates, ...]
    heading: bool

    @property
    def shares_axis(self) -> bool:
        """Whether the numbers under the lowest plots hold for those above."""
        return self.heading and len({block.channels for block in self.blocks}) == 1


def _stage(group: Group) -> int:
    return group.blocks[0].stage


def _stage_name(group: Group) -> str:
    return f"Stage {_stage(group)}"


def grouped(blocks: Sequence[BlockGates], *, together: bool = False) -> tuple[Group, ...]:
    """A group a stage; all ``together`` where each stage has but one block, or if asked."""
    stages = [tuple(members) for _, members in groupby(blocks, lambda block: block.stage)]
    if together or all(len(stage) == 1 for stage in stages):
        return (Group(tuple(blocks), heading=False),)
    return tuple(Group(stage, heading=True) for stage in stages)


@dataclass(frozen=True)
class Grid:
    """How the plots are arranged: ``columns`` side by side, ``plot_height`` in inches."""

    groups: tuple[Group, ...]
    columns: int
    plot_height: float

    @property
    def rows(self) -> int:
        """Of plots, over all groups."""
        return sum(self.rows_of(group) for group in self.groups)

    def rows_of(self, group: Group) -> int:
        return -(-len(group.blocks) // self.columns)


class Gates:
    """The plots of all groups on ``width`` inches, with what a bar and a tick mean above them."""

    def __init__(
        self,
        subject: Subject,
        grid: Grid,
        order: Order,
        lettering: Lettering,
        width: float,
        dpi: int,
        *,
        captions: bool,
        marks: tuple[str, ...] = (),
    ) -> None:
        self._subject, self._grid, self._order = subject, grid, order
        self._marks = marks
        self._width, self._lettering, self._captions = width, lettering, captions
        self._em = lettering.em
        self._plot_width = plot_width(width, grid.columns, self._em)
        self._notes = {b.name: self._note(b) for group in grid.groups for b in group.blocks}
        self._words = self._caption(dpi) if captions else []
        self._stage_words = self._stage_captions() if captions else []

    def _note(self, block: BlockGates) -> str:
        """The longest note that fits beside a block's name; a bare number needs captions."""
        notes = wording.block_notes(describe(block.gates))
        if self._subject.others:
            notes = wording.similarity_notes(self._subject.similarities(block))
        room = self._plot_width - self._lettering.width(block.name, bold=True) - 0.8 * self._em
        allowed = notes if self._captions else notes[:-1]
        return next((note for note in allowed if self._lettering.width(note, SMALL) <= room), "")

    def _stage_captions(self) -> list[str]:
        """A line a stage, as long as fit all of them, so that each tells the same."""
        groups, card = self._grid.groups, self._subject.card
        told = [wording.stage_captions(group.blocks, card) for group in groups]
        rooms = [self._width - self._heading_width(group) for group in groups]
        for lines in zip(*told, strict=True):
            widths = [self._lettering.width(line, SMALL) for line in lines]
            if all(width <= room for width, room in zip(widths, rooms, strict=True)):
                return list(lines)
        return [""] * len(groups)

    def _heading_width(self, group: Group) -> float:
        """Of a stage's swatch and name, with the gap after them."""
        name = self._lettering.width(_stage_name(group), _STAGE, bold=True)
        return name + (_NAME_LEFT + 1) * self._em

    def _caption(self, dpi: int) -> list[str]:
        subject = self._subject
        others = LETTERS[1 : 1 + len(subject.others)]
        words = wording.gates_caption(subject.card is None or subject.card.shortcut, others)
        if others and self._order is Order.UNUSUAL:
            words += " Furthest from B first."
        if subject.reference is not None:
            words += f" Tick: {printable(subject.reference_title) or 'the reference'}."
        area = Area(0, 0, self._plot_width, self._grid.plot_height)
        if any(
            area.shows_ranges(block.channels, dpi, marked=bool(others))
            for group in self._grid.groups
            for block in group.blocks
        ):
            words += f" {wording.MARKED_RANGES if others else wording.RANGES}"
        if any(note and " " not in note for note in self._notes.values()):
            words += f" {wording.BARE_SIMILARITIES if others else wording.BARE_MEANS}"
        return self._lettering.wrapped(words, self._width, SMALL, indent=self._indent)

    @property
    def columns(self) -> int:
        """Plots side by side."""
        return self._grid.columns

    @property
    def _indent(self) -> float:
        return self._lettering.width("Gates", HEADING, bold=True) + 0.8 * self._em

    @property
    def height(self) -> float:
        heights = [self._group_height(group) for group in self._grid.groups]
        gaps = _GROUP_GAP * self._em * (len(heights) - 1)
        return self._caption_height + sum(heights) + gaps

    @property
    def _caption_height(self) -> float:
        return (LINE * len(self._words) + 0.9) * self._em if self._words else 0.0

    def _group_height(self, group: Group) -> float:
        rows, em = self._grid.rows_of(group), self._em
        heading = _STAGE_HEADING * em if group.heading and self._captions else 0.0
        numbers = _NUMBERS * em * (1 if group.shares_axis else rows)
        return (
            heading + rows * (_BLOCK_HEADING * em + self._grid.plot_height) + numbers
        ) + _ROW_GAP * em * (rows - 1)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        self._draw_caption(sheet, x, y)
        y += self._caption_height
        for number, group in enumerate(self._grid.groups):
            if number:
                y += _GROUP_GAP * self._em
            top = y
            if group.heading and self._captions:
                self._draw_stage_heading(sheet, number, x, y)
                top += _STAGE_HEADING * self._em
            self._draw_rows(sheet, group, x, top, first=not number)
            y += self._group_height(group)

    def _draw_caption(self, sheet: Sheet, x: float, y: float) -> None:
        if not self._words:
            return
        baseline = y + 0.95 * self._em
        sheet.text(x, baseline, "Gates", scale=HEADING, bold=True)
        for number, line in enumerate(self._words):
            left = x if number else x + self._indent
            sheet.text(left, baseline, line, scale=SMALL, colour=sheet.palette.muted)
            baseline += LINE * self._em

    def _draw_stage_heading(self, sheet: Sheet, number: int, x: float, y: float) -> None:
        em, group = self._em, self._grid.groups[number]
        baseline = y + 1.05 * em
        side = _SWATCH * em
        sheet.rectangle(x, baseline - side, side, side, sheet.palette.stage(_stage(group)))
        left = x + _NAME_LEFT * em
        sheet.text(left, baseline, _stage_name(group), scale=_STAGE, bold=True)
        words, left = self._stage_words[number], x + self._heading_width(group)
        sheet.text(left, baseline, words, scale=SMALL, colour=sheet.palette.muted)

    def _draw_rows(self, sheet: Sheet, group: Group, x: float, y: float, *, first: bool) -> None:
        em, columns, count = self._em, self._grid.columns, len(group.blocks)
        step = _BLOCK_HEADING * em + self._grid.plot_height + _ROW_GAP * em
        if not group.shares_axis:
            step += _NUMBERS * em
        for number, block in enumerate(group.blocks):
            row, column = divmod(number, columns)
            left = x + AXIS * em + column * (self._plot_width + GAP * em)
            area = Area(
                sheet.on_pixels(left),
                sheet.on_pixels(y + row * step + _BLOCK_HEADING * em),
                sheet.on_pixels(self._plot_width),
                sheet.on_pixels(self._grid.plot_height),
            )
            self._draw_block(sheet, block, area)
            if column == 0:
                self._draw_vertical_axis(sheet, area, named=first and row == 0)
            if not group.shares_axis or number + columns >= count:
                lowest = number == (self._grid.rows_of(group) - 1) * columns
                self._draw_channel_axis(sheet, block, area, named=first and lowest)

    def _draw_block(self, sheet: Sheet, block: BlockGates, area: Area) -> None:
        palette, baseline = sheet.palette, area.y - 0.5 * self._em
        right, note = area.x + area.width, self._notes[block.name]
        if note:
            sheet.text(right, baseline, note, scale=SMALL, colour=palette.muted, align="right")
        sheet.text(area.x, baseline, block.name, bold=True, width=area.width)
        reference, colour = self._subject.reference_of(block), palette.stage(block.stage)
        order = self._order if self._by_rank(block) else Order.CHANNEL
        marks = tuple(
            (one.gates[block.name], mark)
            for one, mark in zip(self._subject.others, self._marks, strict=False)
        )
        plot_gates(sheet, Bars(block.name, block.gates, reference, order, colour, marks), area)

    def _by_rank(self, block: BlockGates) -> bool:
        """Whether channels stand by their gates, or else by their numbers."""
        if self._order is Order.UNUSUAL:
            return bool(self._subject.others) or self._subject.reference_of(block) is not None
        return self._order is Order.HIGHEST

    def _draw_vertical_axis(self, sheet: Sheet, area: Area, *, named: bool) -> None:
        em, faint = self._em, sheet.palette.faint
        levels = {0.0: "0", 1.0: "1"}
        if area.height >= _HALF_NUMBER_FROM * em:
            levels[0.5] = "0.5"
        for level, words in levels.items():
            baseline = area.y + area.height * (1 - level) + 0.32 * TINY * em
            right = area.x - 0.35 * em
            sheet.text(right, baseline, words, scale=TINY, colour=faint, align="right")
        if named:
            middle = area.y + area.height / 2
            left = area.x - (AXIS - 0.55) * em
            sheet.text(left, middle, "gate", scale=TINY, colour=faint, upright=True)

    def _draw_channel_axis(
        self, sheet: Sheet, block: BlockGates, area: Area, *, named: bool
    ) -> None:
        em, faint = self._em, sheet.palette.faint
        baseline = area.y + area.height + 1.05 * TINY * em
        by_rank = self._by_rank(block)
        first, last = ("1", str(block.channels)) if by_rank else ("0", str(block.channels - 1))
        right = area.x + area.width
        sheet.text(area.x, baseline, first, scale=TINY, colour=faint)
        taken = sheet.text(right, baseline, last, scale=TINY, colour=faint, align="right")
        if named:
            words = wording.AXIS_CAPTIONS[self._order if by_rank else Order.CHANNEL]
            room = area.width - 2 * taken - 1.2 * em
            fitting = [text for text in words if self._lettering.width(text, TINY) <= room]
            middle = area.x + area.width / 2
            shown = fitting[0] if fitting else ""
            sheet.text(middle, baseline, shown, scale=TINY, colour=faint, align="center")


def plot_width(width: float, columns: int, em: float) -> float:
    """Of one plot, where ``columns`` stand side by side on ``width`` inches."""
    return (width - AXIS * em - GAP * em * (columns - 1)) / columns
