"""How a figure looks: which blocks, which size, type and colours; every entry is checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from senet_viewer.errors import ViewerError, printable
from senet_viewer.statistics import Order

INCH = 25.4
"""Millimetres an inch."""

ONE_COLUMN_MM = 85.0
TWO_COLUMNS_MM = 178.0
"""Widths of figures in a paper set in two columns."""

ALL_BLOCKS = "all"
LAST_BLOCKS = "last"
"""Words that choose blocks, beside names and patterns: all, and the last one of each stage."""

OUR_FONT = "DejaVu Sans"
"""Comes with matplotlib, so a figure looks the same everywhere."""

LEAST_PT = 6.0
"""Many journals print no smaller text; only a smaller text size asked for goes below."""

PAGE_MM = 240.0
"""Height of the text on a printed page: a figure without a height keeps to it where it can."""

WIDTHS_MM = (30.0, 1200.0)
HEIGHTS_MM = (20.0, 2000.0)
FONT_SIZES_PT = (3.0, 40.0)
RESOLUTIONS_DPI = (50, 1200)
MOST_COLUMNS = 12


class Colours(Enum):
    """Where the bars' colours come from."""

    STAGES = "stages"
    GREYSCALE = "greyscale"
    COLOUR_BLIND = "colour-blind"
    ONE = "one"


class Ground(Enum):
    """What a figure is drawn on."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class FigureStyle:
    """Everything about a figure but what it shows.

    ``blocks`` are ``all``, ``last`` (of each stage), names (``SE_5_2``) or patterns (``SE_5_*``).
    ``columns`` is the number of plots side by side (0: as many as suit). ``width_mm`` and
    ``height_mm`` are the size on paper in millimetres (height 0: as high as the blocks need).
    ``font`` is a family's name, ``font_size_pt`` the size of most texts in points. ``colour`` is
    the bars' colour where ``colours`` is ``one``. ``title``, ``photo``, ``classes``, ``depth``,
    ``captions`` and ``reference`` say what is drawn; ``reference`` are the ticks. ``dpi`` is a
    PNG's resolution in dots an inch.
    """

    blocks: tuple[str, ...] = (ALL_BLOCKS,)
    columns: int = 0
    width_mm: float = TWO_COLUMNS_MM
    height_mm: float = 0.0
    font: str = OUR_FONT
    font_size_pt: float = 7.0
    colours: Colours = Colours.STAGES
    colour: str = "#0072b2"
    ground: Ground = Ground.LIGHT
    title: bool = True
    photo: bool = True
    classes: bool = True
    depth: bool = True
    captions: bool = True
    reference: bool = True
    order: Order = Order.CHANNEL
    dpi: int = 300


def higher_than_a_page(style: FigureStyle, height_mm: float) -> bool:
    """Whether a figure that chose its height itself came out higher than a page."""
    return not style.height_mm and height_mm > PAGE_MM + 0.5


@dataclass(frozen=True)
class Entry:
    """One entry of a style: what it is, what it may be, and the check that says so."""

    meaning: str
    expected: str
    parse: Callable[[object], Any]


def plain(style: FigureStyle) -> dict[str, Any]:
    """The style in lists, numbers, words and truth values, as a file holds it."""
    values: dict[str, Any] = {}
    for name in ENTRIES:
        value = getattr(style, name)
        if isinstance(value, Enum):
            value = value.value
        values[name] = list(value) if isinstance(value, tuple) else value
    return values


def style_from(values: Mapping[str, object], source: str = "The style") -> FigureStyle:
    """A style from what ``plain`` gives; entries left out have their defaults.

    Raises ``ViewerError`` with the code ``style.unknown`` or ``style.entry``, which name the entry
    and begin with ``source``, such as ``“paper.toml”``.
    """
    for name in values:
        if name not in ENTRIES:
            known = ", ".join(ENTRIES)
            raise ViewerError(
                "style.unknown",
                f"{source} has an unknown entry “{printable(name)}”; the entries are {known}.",
                {"file": source, "entry": printable(name), "choices": known},
            )
    return FigureStyle(**{name: _parsed(name, value, source) for name, value in values.items()})


def checked(style: FigureStyle) -> FigureStyle:
    """The same style; raises ``ViewerError`` as ``style_from`` where an entry cannot be."""
    return style_from(plain(style))


def _parsed(name: str, value: object, source: str) -> Any:
    entry = ENTRIES[name]
    try:
        return entry.parse(value)
    except (ValueError, TypeError) as error:
        shown = printable(str(value))
        shown = shown if len(shown) <= 60 else f"{shown[:57]}…"
        raise ViewerError(
            "style.entry",
            f"{source} has “{shown}” for the entry “{name}”, which must be {entry.expected}.",
            {"file": source, "entry": name, "value": shown, "expected": entry.expected},
        ) from error


def parse_blocks(value: object) -> tuple[str, ...]:
    """Words, names and patterns from a list, or from a text with commas; ``ValueError`` else."""
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, Sequence) or not all(isinstance(part, str) for part in parts):
        raise ValueError("no list of texts")
    names = tuple(part.strip() for part in parts)
    if not names or not all(name and printable(name) == name for name in names):
        raise ValueError("no name")
    return names


def _number(low: float, high: float, *, zero: bool = False) -> Callable[[object], float]:
    def parse(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError("no number")
        if not (low <= value <= high or (zero and value == 0)):
            raise ValueError("out of range")
        return float(value)

    return parse


def _whole(low: int, high: int) -> Callable[[object], int]:
    def parse(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError("no whole number in range")
        return value

    return parse


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("no truth value")
    return value


def _family(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or printable(value) != value:
        raise ValueError("no name")
    return value.strip()


def _colour(value: object) -> str:
    if not isinstance(value, str) or re.fullmatch("#[0-9a-fA-F]{6}", value) is None:
        raise ValueError("no colour")
    return value.lower()


def _one_of(kind: type[Enum]) -> Callable[[object], Enum]:
    return lambda value: kind(value)


def _words(kind: type[Enum]) -> str:
    words = [f"“{member.value}”" for member in kind]
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _range(low: float, high: float) -> str:
    return f"a number from {low:g} to {high:g}"


_TRUTH = "true or false"

ENTRIES: Mapping[str, Entry] = {
    "blocks": Entry(
        "all, last (of each stage), names or patterns such as SE_5_*",
        "a list of texts, such as [“SE_2_1”, “SE_5_*”]",
        parse_blocks,
    ),
    "columns": Entry(
        "plots side by side; 0: as many as suit",
        f"a whole number from 0 to {MOST_COLUMNS}",
        _whole(0, MOST_COLUMNS),
    ),
    "width_mm": Entry(
        f"width on paper; {ONE_COLUMN_MM:g} is one column of a paper, {TWO_COLUMNS_MM:g} are two",
        _range(*WIDTHS_MM),
        _number(*WIDTHS_MM),
    ),
    "height_mm": Entry(
        "height on paper; 0: as high as the blocks need",
        f"0 or {_range(*HEIGHTS_MM)}",
        _number(*HEIGHTS_MM, zero=True),
    ),
    "font": Entry("a font family", "the name of a font family", _family),
    "font_size_pt": Entry(
        "size of most texts, in points", _range(*FONT_SIZES_PT), _number(*FONT_SIZES_PT)
    ),
    "colours": Entry(f"of the bars: {_words(Colours)}", _words(Colours), _one_of(Colours)),
    "colour": Entry(
        "the one colour, where colours is “one”", "a colour such as “#0072b2”", _colour
    ),
    "ground": Entry(_words(Ground), _words(Ground), _one_of(Ground)),
    "title": Entry("the picture’s and the network’s name", _TRUTH, _flag),
    "photo": Entry("the photo, with what the network saw of it", _TRUTH, _flag),
    "classes": Entry("the five best classes", _TRUTH, _flag),
    "depth": Entry("one bar a block, early to late", _TRUTH, _flag),
    "captions": Entry("sentences that explain", _TRUTH, _flag),
    "reference": Entry("a tick on each bar: what it is compared with", _TRUTH, _flag),
    "order": Entry(f"of the bars: {_words(Order)}", _words(Order), _one_of(Order)),
    "dpi": Entry(
        "resolution of a PNG, in dots an inch",
        f"a whole number from {RESOLUTIONS_DPI[0]} to {RESOLUTIONS_DPI[1]}",
        _whole(*RESOLUTIONS_DPI),
    ),
}
