"""Reads what stands in an SVG, for the tests of figures."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"


def texts_of(path: Path) -> list[str]:
    """All texts of an SVG."""
    return ["".join(text.itertext()) for text in ElementTree.parse(path).iter(f"{SVG}text")]


def sizes_of(path: Path) -> set[float]:
    """The sizes in points of all texts of an SVG."""
    return {float(size) for size in re.findall(r"font-size: ([\d.]+)px", path.read_text("utf-8"))}
