"""Where the parts of a figure stand: how wide, how high, and how many plots side by side."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from senet_viewer.errors import ViewerError
from senet_viewer.export.answer import Answer
from senet_viewer.export.depth import Depth
from senet_viewer.export.heading import Footer, Title
from senet_viewer.export.images_row import ImagesRow
from senet_viewer.export.lettering import Lettering
from senet_viewer.export.marks import mark_colours
from senet_viewer.export.palette import palette_for
from senet_viewer.export.part import Part
from senet_viewer.export.picture import LEAST_WIDTH, Picture
from senet_viewer.export.similarity_part import Similarity
from senet_viewer.export.stages import AXIS, GAP, Gates, Grid, Group, grouped, plot_width
from senet_viewer.export.style import INCH, PAGE_MM, FigureStyle
from senet_viewer.export.subject import Subject, chosen_blocks

_MARGIN = 1.0
_BETWEEN = 1.7
_COLUMN_GAP = 2.4
_NARROWEST_PAGE = 16.0
_NARROWEST_PLOT = 11.5
_NARROWEST_ASKED_PLOT = 7.0
_NARROWEST_OF_MANY = 8.0
"""A plot of so many that the figure would be higher than a page otherwise."""

_USUAL_COLUMNS = 4
_SQUARE = 4
"""So many plots stand two by two."""

_LOWEST_PLOT = 2.0
_GOOD_PLOT = 4.0
_BAND_HEIGHT = 13.0
_DEPTH_HEIGHT = 10.0
_SIMILARITY_HEIGHT = 13.0
_SIMILARITY_WIDTH = 28.0
_WIDEST_PHOTO = 24.0
_ANSWER_WIDTH = 14.0
_WIDEST_ANSWER = 26.0
_DEPTH_WIDTH = 17.0


@dataclass(frozen=True)
class Placed:
    """A part with its upper left corner in inches."""

    part: Part
    x: float
    y: float


@dataclass(frozen=True)
class Page:
    """Size in inches and parts of a figure."""

    width: float
    height: float
    parts: tuple[Placed, ...]


def compose(subject: Subject, style: FigureStyle, lettering: Lettering) -> Page:
    """Arrange the parts that ``style`` asks for.

    Raises ``ViewerError`` with the code ``export.no_block``, ``export.too_narrow``,
    ``export.too_many_columns`` or ``export.too_low``.
    """
    return _Composer(subject, style, lettering).page()


class _Composer:
    """Knows subject, style and lettering, so that the steps need no long arguments."""

    def __init__(self, subject: Subject, style: FigureStyle, lettering: Lettering) -> None:
        self._subject, self._style, self._lettering = subject, style, lettering
        self._em = lettering.em
        self._width = style.width_mm / INCH
        self._inner = self._width - 2 * _MARGIN * self._em
        self._blocks = chosen_blocks(subject.inspection, style.blocks)
        palette = palette_for(style.colours, style.ground, style.colour)
        self._marks = mark_colours(style.colours, style.ground, palette)
        if self._inner < _NARROWEST_PAGE * self._em:
            raise self._too_narrow()

    def page(self) -> Page:
        em, style = self._em, self._style
        rows = [[title] for title in self._title()] + self._band()
        footer = self._footer() if style.captions else None
        heights = [max(part.height for part, _ in row) for row in rows]
        fixed = sum(heights) + _BETWEEN * em * len(rows) + 2 * _MARGIN * em
        if footer is not None:
            fixed += footer.height + em
        gates = self._gates(self._grid(fixed))
        placed, y = [], _MARGIN * em
        for row, height in zip(rows, heights, strict=True):
            placed += [Placed(part, _MARGIN * em + x, y) for part, x in row]
            y += height + _BETWEEN * em
        placed.append(Placed(gates, _MARGIN * em, y))
        height = fixed + gates.height
        if style.height_mm:
            height = style.height_mm / INCH
        if footer is not None:
            bottom = height - _MARGIN * em - footer.height
            placed.append(Placed(footer, _MARGIN * em, bottom))
        return Page(self._width, height, tuple(placed))

    def _title(self) -> list[tuple[Part, float]]:
        if not self._style.title:
            return []
        captions = self._style.captions
        return [(Title(self._subject, self._lettering, self._inner, captions=captions), 0.0)]

    def _footer(self) -> Footer:
        return Footer(self._subject, self._lettering, self._inner, titled=self._style.title)

    def _gates(self, grid: Grid) -> Gates:
        style = self._style
        return Gates(
            self._subject,
            grid,
            style.order,
            self._lettering,
            self._inner,
            style.dpi,
            captions=style.captions,
            marks=self._marks,
        )

    # The band: photo, answer and depth, side by side where there is room.

    def _band(self) -> list[list[tuple[Part, float]]]:
        if self._subject.others:
            return self._of_several()
        em, rows = self._em, []
        row: list[_Item] = []
        for item in self._items():
            needed = sum(i.least for i in [*row, item]) + _COLUMN_GAP * em * len(row)
            if row and needed > self._inner:
                rows.append(row)
                row = []
            row.append(item)
        return [self._placed(row) for row in [*rows, row] if row]

    def _of_several(self) -> list[list[tuple[Part, float]]]:
        """The legend of images, and how alike they are over depth, beside it if there is room."""
        style, lettering, inner = self._style, self._lettering, self._inner
        wanted = ImagesRow.width_of(self._subject, self._em)
        left = wanted + _COLUMN_GAP * self._em
        beside = style.depth and inner - left >= _SIMILARITY_WIDTH * self._em
        legend = ImagesRow(
            self._subject,
            lettering,
            wanted if beside else inner,
            self._marks,
            photo=style.photo,
            classes=style.classes,
        )
        if not style.depth:
            return [[(legend, 0.0)]]
        height, width = _SIMILARITY_HEIGHT * self._em, inner - left if beside else inner
        lines = Similarity(self._subject, lettering, width, height, self._marks)
        if beside:
            return [[(legend, 0.0), (lines, left)]]
        return [[(legend, 0.0)], [(lines, 0.0)]]

    def _items(self) -> list[_Item]:
        style, subject, em = self._style, self._subject, self._em
        seen = subject.inspection.seen
        items = []
        if style.photo and (subject.photo is not None or seen.size):
            items.append(_Item(LEAST_WIDTH * em, _WIDEST_PHOTO * em, self._picture))
        if style.classes and subject.inspection.predictions:
            items.append(_Item(_ANSWER_WIDTH * em, _WIDEST_ANSWER * em, self._answer))
        if style.depth:
            items.append(_Item(_DEPTH_WIDTH * em, self._inner, self._depth))
        return items

    def _placed(self, row: list[_Item]) -> list[tuple[Part, float]]:
        """Give each its least width, then share what is left; a photo takes what it fills."""
        em = self._em
        heights = [_BAND_HEIGHT * em]
        if len(row) == 1 and row[0].make == self._depth:
            heights = [_DEPTH_HEIGHT * em]
        spare = self._inner - sum(i.least for i in row) - _COLUMN_GAP * em * (len(row) - 1)
        made: list[tuple[Part, float]] = []
        x = 0.0
        for number, item in enumerate(row):
            width = min(item.most, item.least + spare / (len(row) - number))
            if item.make == self._answer:
                heights.append(item.make(width, 0.0).height)
            part = item.make(width, max(heights))
            if isinstance(part, Picture):
                # A picture taller than wide leaves room that the others can use.
                width = max(item.least, part.width)
            spare -= width - item.least
            made.append((part, x))
            x += width + _COLUMN_GAP * em
        return made

    def _picture(self, width: float, height: float) -> Part:
        subject = self._subject
        return Picture(
            subject.photo,
            subject.inspection.seen,
            width,
            height,
            self._em,
            caption=self._style.captions,
        )

    def _answer(self, width: float, _height: float) -> Part:
        return Answer(self._subject, self._lettering, width, captions=self._style.captions)

    def _depth(self, width: float, height: float) -> Part:
        captions = self._style.captions
        return Depth(self._subject, self._lettering, width, height, captions=captions)

    # The grid: groups, columns, and the height of plots.

    def _grid(self, fixed: float) -> Grid:
        if self._style.columns > self._most_columns(_NARROWEST_ASKED_PLOT):
            raise self._too_many_columns()
        stages, together = grouped(self._blocks), grouped(self._blocks, together=True)
        longest = max(len(group.blocks) for group in stages)
        if self._style.columns > longest:
            stages = together
        if self._style.height_mm:
            room = self._style.height_mm / INCH - fixed
            return self._grid_of_height([*self._grids(stages), *self._grids(together)], room)
        grids = self._grids(stages)
        first = replace(grids[0], plot_height=self._good_height(grids[0].columns))
        if fixed + self._gates(first).height <= PAGE_MM / INCH:
            return first
        for grid in grids:
            height = min(
                self._plot_height(grid, PAGE_MM / INCH - fixed), self._good_height(grid.columns)
            )
            if height >= _LOWEST_PLOT * self._em:
                return replace(grid, plot_height=height)
        return self._higher_than_a_page(first, fixed)

    def _higher_than_a_page(self, first: Grid, fixed: float) -> Grid:
        """More and narrower plots side by side, where that saves height; else as they suit."""
        if self._style.columns:
            return first
        columns = self._most_columns(_NARROWEST_OF_MANY)
        narrow = Grid(first.groups, columns, self._good_height(columns))
        height = self._plot_height(narrow, PAGE_MM / INCH - fixed)
        if height >= _LOWEST_PLOT * self._em:
            return replace(narrow, plot_height=height)
        return narrow if self._gates(narrow).height < self._gates(first).height else first

    def _grid_of_height(self, grids: list[Grid], room: float) -> Grid:
        filled = [replace(grid, plot_height=self._plot_height(grid, room)) for grid in grids]
        for grid in filled:
            if grid.plot_height >= _GOOD_PLOT * self._em:
                return grid
        best = max(filled, key=lambda grid: grid.plot_height)
        if best.plot_height < _LOWEST_PLOT * self._em:
            raise self._too_low(best)
        return best

    def _plot_height(self, grid: Grid, room: float) -> float:
        """Of each plot, where all of them with what is around them fill ``room`` inches."""
        return (room - self._gates(replace(grid, plot_height=0.0)).height) / grid.rows

    def _good_height(self, columns: int) -> float:
        width = plot_width(self._inner, columns, self._em)
        return min(max(0.12 * width + 2.6 * self._em, 4.2 * self._em), 12.0 * self._em)

    def _grids(self, groups: tuple[Group, ...]) -> list[Grid]:
        """Arrangements to try, without heights yet; the one that suits best first."""
        if self._style.columns:
            return [Grid(groups, self._style.columns, 0.0)]
        most = self._most_columns(_NARROWEST_PLOT)
        grids = [Grid(groups, columns, 0.0) for columns in range(1, most + 1)]
        longest = max(len(group.blocks) for group in groups)
        if longest == _SQUARE and not groups[0].heading and most > 1:
            suiting = grids[1]
        else:
            suiting = min(grids[: min(longest, _USUAL_COLUMNS)], key=lambda grid: grid.rows)
        return grids[grids.index(suiting) :]

    def _most_columns(self, narrowest: float) -> int:
        room = self._inner / self._em - AXIS
        return max(1, int((room + GAP) / (narrowest + GAP)))

    def _too_narrow(self) -> ViewerError:
        needed = math.ceil((_NARROWEST_PAGE + 2 * _MARGIN) * self._em * INCH)
        size = f"{self._style.font_size_pt:g}"
        return ViewerError(
            "export.too_narrow",
            f"With text of {size} points, a figure must be at least {needed} mm wide; make it "
            "wider, or the text smaller.",
            {"size": size, "needed": str(needed)},
        )

    def _too_many_columns(self) -> ViewerError:
        most = self._most_columns(_NARROWEST_ASKED_PLOT)
        columns, width = str(self._style.columns), f"{self._style.width_mm:g}"
        return ViewerError(
            "export.too_many_columns",
            f"{columns} plots side by side do not fit on {width} mm; at most {most} do with this "
            "size of text.",
            {"columns": columns, "width": width, "most": str(most)},
        )

    def _too_low(self, best: Grid) -> ViewerError:
        missing = (_LOWEST_PLOT * self._em - best.plot_height) * best.rows
        needed = math.ceil(self._style.height_mm + missing * INCH)
        blocks, height = len(self._blocks), f"{self._style.height_mm:g}"
        return ViewerError(
            "export.too_low",
            f"{blocks} blocks do not fit on {height} mm; make the figure at least {needed} mm "
            "high, or choose fewer blocks, fewer parts or smaller text.",
            {"blocks": str(blocks), "height": height, "needed": str(needed)},
        )


@dataclass(frozen=True)
class _Item:
    """A part of the band: the widths that suit it in inches, and how to make it."""

    least: float
    most: float
    make: Callable[[float, float], Part]
