"""What is typed into the list's search, taken apart."""

from __future__ import annotations

import pytest

from senet_viewer.gui.image_search import Bound, Search, parse_search

BLOCKS = ("SE_3_1", "layer1.0")


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("", Search()),
        ("  Cat 1 ", Search("cat 1")),
        ("a  b", Search("a  b")),
        ("> 90 %", Search("", (Bound("", True, False, 0.9),))),
        ("<=.5", Search("", (Bound("", False, True, 0.5),))),
        ("Cat ≥ 90", Search("cat", (Bound("", True, True, 0.9),))),
        ("se_3_1>0,25", Search("", (Bound("SE_3_1", True, False, 0.25),))),
        ("layer1.0 < 12 cup", Search("cup", (Bound("layer1.0", False, False, 12.0),))),
        (
            "cat >10% <20% SE_3_1 > 0.5",
            Search(
                "cat",
                (
                    Bound("", True, False, 0.1),
                    Bound("", False, False, 0.2),
                    Bound("SE_3_1", True, False, 0.5),
                ),
            ),
        ),
        ("SE_9_9 > 0.5", Search("se_9_9", (Bound("", True, False, 0.5),))),
        ("SE_3_1 >", Search()),
        ("cat >= .", Search("cat")),
        ("SE_3", Search("se_3")),
    ],
)
def test_a_search_is_a_text_and_bounds(text: str, search: Search) -> None:
    assert parse_search(text, BLOCKS) == search


@pytest.mark.parametrize(
    ("bound", "held"),
    [
        (Bound("", True, False, 0.5), [False, False, True]),
        (Bound("", True, True, 0.5), [False, True, True]),
        (Bound("", False, False, 0.5), [True, False, False]),
        (Bound("", False, True, 0.5), [True, True, False]),
    ],
)
def test_a_bound_holds_on_its_side(bound: Bound, held: list[bool]) -> None:
    assert [bound.holds(value) for value in (0.4, 0.5, 0.6)] == held
    assert not bound.holds(None)
    assert not bound.holds(float("nan"))
