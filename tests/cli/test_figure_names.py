"""Several figures get several names."""

from __future__ import annotations

from pathlib import Path

import pytest

from senet_viewer.cli.figure_names import figure_names


@pytest.mark.parametrize(
    ("pattern", "images", "names"),
    [
        ("out/gates.svg", ["a.jpg"], ["out/gates.svg"]),
        ("out/gates.svg", ["a.jpg", "b.jpg"], ["out/gates-1.svg", "out/gates-2.svg"]),
        ("out/{name}.svg", ["a.b.jpg", "c"], ["out/a.b.svg", "out/c.svg"]),
        ("{name}.pdf", ["a.jpg", "a.png", "A.gif"], ["a.pdf", "a-2.pdf", "A-3.pdf"]),
        ("{number}-{name}.png", ["x.jpg", "y.jpg"], ["1-x.png", "2-y.png"]),
        ("{name}.png", ["{number}.jpg"], ["{number}.png"]),
    ],
)
def test_names(pattern: str, images: list[str], names: list[str]) -> None:
    name_of = figure_names(pattern, len(images))
    assert [Path(name_of(image)) for image in images] == [Path(name) for name in names]


def test_numbers_sort_as_they_count() -> None:
    name_of = figure_names("gates.svg", 12)
    names = [name_of("a.jpg") for _ in range(12)]
    assert names[0] == "gates-01.svg"
    assert names == sorted(names)
