"""Text of a figure: fonts that have its signs, its width, and lines that fit."""

from __future__ import annotations

import difflib

from matplotlib import font_manager
from matplotlib.ft2font import LoadFlags
from matplotlib.textpath import text_to_path

from senet_viewer.errors import ViewerError
from senet_viewer.export.style import LEAST_PT, OUR_FONT

POINTS = 72.0
"""Points an inch, the unit of font sizes."""

# Fonts of the systems for signs that the chosen one lacks: Chinese, Japanese, Korean, others.
_FURTHER_FONTS = (
    OUR_FONT,
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Arial Unicode MS",
    "Droid Sans Fallback",
    "Noto Sans",
    "Malgun Gothic",
    "Yu Gothic",
    "Segoe UI Symbol",
    "Apple Symbols",
)
_MEASURED_SIZE = 100
_GENERIC = "sans-serif"
"""Lets another machine choose a font without serifs where an SVG's own ones are missing."""


def installed_fonts() -> list[str]:
    """The names of the families that figures can use, sorted."""
    return sorted(set(font_manager.get_font_names()))


class Lettering:
    """A font family at a size; widths are in inches, ``scale`` is relative to the size.

    No scale makes text smaller than LEAST_PT, or than the size itself where that is smaller.
    Raises ``ViewerError`` with the code ``export.no_font`` for a family that is not installed.
    """

    def __init__(self, family: str, size: float) -> None:
        self.family = _installed(family)
        self.size = size
        self.em = size / POINTS
        self._files = {bold: self._file(bold=bold) for bold in (False, True)}
        self._signs = set(font_manager.get_font(self._files[False]).get_charmap())
        self._further: list[str] | None = None
        self._widths: dict[tuple[str, bool], float] = {}

    def points(self, scale: float) -> float:
        """The size of text at a scale, in points."""
        return max(self.size * scale, min(self.size, LEAST_PT))

    def fonts(self, text: str) -> list[str]:
        """The families that show ``text``, the usual one first."""
        if all(ord(sign) in self._signs for sign in text):
            return [self.family, _GENERIC]
        if self._further is None:
            installed = set(font_manager.get_font_names())
            self._further = [
                name for name in _FURTHER_FONTS if name in installed and name != self.family
            ]
        return [self.family, *self._further, _GENERIC]

    def width(self, text: str, scale: float = 1.0, *, bold: bool = False) -> float:
        """Width of one line."""
        key = (text, bold)
        if key not in self._widths:
            fonts = self.fonts(text)
            usual = fonts == [self.family, _GENERIC]
            self._widths[key] = (self._usual if usual else self._fallen_back)(text, bold=bold)
        return self._widths[key] * self.points(scale) / self.size

    def _file(self, *, bold: bool) -> str:
        weight = "bold" if bold else "normal"
        return str(font_manager.findfont(self._properties([self.family], weight)))

    def _properties(self, families: list[str], weight: str) -> font_manager.FontProperties:
        return font_manager.FontProperties(family=families, size=self.size, weight=weight)

    def _usual(self, text: str, *, bold: bool) -> float:
        # What matplotlib's own measure does, without its search for the font's file each time.
        font = font_manager.get_font(self._files[bold])
        font.set_size(_MEASURED_SIZE, POINTS)
        font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
        width, _ = font.get_width_height()
        return float(width) / 64 / _MEASURED_SIZE * self.em

    def _fallen_back(self, text: str, *, bold: bool) -> float:
        properties = self._properties(self.fonts(text), "bold" if bold else "normal")
        width, _, _ = text_to_path.get_text_width_height_descent(text, properties, ismath=False)
        return float(width) / POINTS

    def fitted(self, text: str, width: float, scale: float = 1.0, *, bold: bool = False) -> str:
        """``text``, or its start and end around an ellipsis, at most ``width`` wide."""
        if self.width(text, scale, bold=bold) <= width:
            return text
        kept, most = 0, len(text) - 1
        while kept < most:
            middle = (kept + most + 1) // 2
            if self.width(_shortened(text, middle), scale, bold=bold) <= width:
                kept = middle
            else:
                most = middle - 1
        return _shortened(text, kept)

    def wrapped(
        self, text: str, width: float, scale: float = 1.0, *, indent: float = 0.0
    ) -> list[str]:
        """``text`` in lines at most ``width`` wide, the first one ``indent`` narrower."""
        lines: list[str] = []
        line, room, taken = "", width - indent, 0.0
        space = self.width("x x", scale) - 2 * self.width("x", scale)
        for word in text.split(" "):
            own = self.width(word, scale)
            if line and taken + space + own <= room:
                line, taken = f"{line} {word}", taken + space + own
                continue
            if line or (own > room and not lines and indent):
                lines.append(line)
                room = width
            line, taken = self.fitted(word, room, scale), own
        return [*lines, line]


def _installed(family: str) -> str:
    known = installed_fonts()
    by_lower_case = {name.casefold(): name for name in known}
    found = by_lower_case.get(family.casefold())
    if found is not None:
        return found
    near = difflib.get_close_matches(family.casefold(), by_lower_case, n=1)
    other = by_lower_case[near[0]] if near else OUR_FONT
    raise ViewerError(
        "export.no_font",
        f"There is no font “{family}” on this machine; install it, or choose another, such as "
        f"“{other}”.",
        {"font": family, "other": other},
    )


def _shortened(text: str, kept: int) -> str:
    tail = kept // 3
    return f"{text[: kept - tail]}…{text[len(text) - tail :]}"
