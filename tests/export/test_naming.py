"""Several figures get several names, good ones on every system."""

from __future__ import annotations

from pathlib import Path

import pytest

from senet_viewer.errors import ViewerError
from senet_viewer.export.naming import FigureNames, Named


def names_for(pattern: str, images: list[str]) -> list[Path]:
    """The names of the figures of images with these names."""
    names = FigureNames(pattern, len(images))
    return [
        Path(names.name_for(Named(image, "tabby", "SE-ResNet"), index))
        for index, image in enumerate(images, 1)
    ]


@pytest.mark.parametrize(
    ("pattern", "images", "expected"),
    [
        ("out/gates.svg", ["a.jpg"], ["out/gates.svg"]),
        ("out/gates.svg", ["a.jpg", "b.jpg"], ["out/gates-1.svg", "out/gates-2.svg"]),
        ("out/{name}.svg", ["a.b.jpg", "c"], ["out/a.b.svg", "out/c.svg"]),
        ("{name}.pdf", ["a.jpg", "a.png", "A.gif"], ["a.pdf", "a-2.pdf", "A-3.pdf"]),
        ("{index}-{name}.png", ["x.jpg", "y.jpg"], ["1-x.png", "2-y.png"]),
        ("{name}.png", ["{index}.jpg"], ["{index}.png"]),
        ("{class}/{model} {name}.png", ["a.jpg"], ["tabby/SE-ResNet a.png"]),
    ],
)
def test_fields_stand_for_what_the_figure_shows(
    pattern: str, images: list[str], expected: list[str]
) -> None:
    assert names_for(pattern, images) == [Path(name) for name in expected]


def test_numbers_sort_as_they_count() -> None:
    names = names_for("gates.svg", ["a.jpg"] * 12)
    assert names[0] == Path("gates-01.svg")
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ('a<b>:c|d?e*f"g.jpg', "a_b__c_d_e_f_g.svg"),
        ("a\nb\x7f.jpg", "a_b_.svg"),
        ("CON.jpg", "_CON.svg"),
        ("lpt1.tar.jpg", "_lpt1.tar.svg"),
        ("con", "_con.svg"),
        ("console.jpg", "console.svg"),
        ("猫 und Käse.jpg", "猫 und Käse.svg"),
        ("back\\slash.jpg", "back_slash.svg"),
    ],
)
def test_names_are_good_on_every_system(image: str, expected: str) -> None:
    assert names_for("{name}.svg", [image]) == [Path(expected)]


def test_a_class_can_be_a_folder_but_not_lead_elsewhere() -> None:
    for label, folder in (("../../etc", ".._.._etc"), ("bread. ", "bread"), ("..", "_")):
        odd = Named("a.jpg", label, "SE-ResNet")
        path = Path(FigureNames("out/{class}/{name}.svg", 1).name_for(odd, 1))
        assert path == Path("out", folder, "a.svg")


def test_a_folder_before_the_pattern_is_taken_as_it_is() -> None:
    names = FigureNames("{class}/{name}.svg", 1, "out/{index}")
    one = Named("a.jpg", "tabby", "SE-ResNet")
    assert Path(names.name_for(one, 1)) == Path("out/{index}/tabby/a.svg")
    assert names.makes_folders
    assert FigureNames("sub/a.svg", 1, "out").makes_folders
    assert not FigureNames("{name}.svg", 1, "out").makes_folders
    assert not FigureNames("out/{name}.svg", 1).makes_folders


def test_long_names_are_cut_to_what_file_systems_take() -> None:
    first, second = names_for("{name}.svg", ["猫" * 200 + "1.jpg", "猫" * 200 + "2.jpg"])
    assert first != second
    assert all(len(path.name.encode()) <= 255 for path in (first, second))


def test_an_unknown_field_is_named_with_those_that_are_known() -> None:
    with pytest.raises(ViewerError, match=r"“{number}”.*{name}, {index}, {class}") as caught:
        FigureNames("{number}.svg", 3)
    assert caught.value.code == "export.pattern"
