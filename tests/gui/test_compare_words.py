"""What images are compared with goes by one name in toolbar and menu, and is not claimed early."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from senet_viewer.gui.app import Application
from senet_viewer.records import FitReport
from senet_viewer.statistics import PICTURES_FOR_AN_AVERAGE
from tests.gui.making import CPU, card, inspection, picture, profile
from tests.gui.viewing import built_window


@pytest.fixture
def viewer(qapp: QApplication, home: Path) -> Iterator[Application]:
    with built_window(qapp) as made:
        made.state.set_model(card(), CPU, profile())
        add(made, 2)
        yield made


def add(viewer: Application, many: int) -> None:
    first = len(viewer.state.items)
    names = [f"{number}.jpg" for number in range(first, first + many)]
    viewer.state.add([picture(name) for name in names])
    for name in names:
        viewer.state.store_inspection(inspection(name))
    viewer.state.select(picture(names[0]).image.key)


def ticked(viewer: Application) -> list[str]:
    menu = viewer.choices.compare
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if action.isChecked()]


def entries(viewer: Application) -> list[str]:
    return [action.text() for action in viewer.choices.compare.actions()]


def test_the_menu_ticks_what_the_toolbar_names(viewer: Application) -> None:
    assert viewer.toolbar.compare.text() == "average picture"
    assert ticked(viewer) == ["the average picture"]
    assert "the selected images" not in entries(viewer)
    viewer.state.set_selected([item.key for item in viewer.state.items])
    assert viewer.toolbar.compare.text() == "the selected images"
    assert ticked(viewer) == ["the selected images"]
    viewer.state.set_selected([viewer.state.current])
    assert ticked(viewer) == ["the average picture"]


def test_any_other_entry_ends_comparing_the_selected_images(viewer: Application) -> None:
    viewer.state.set_selected([item.key for item in viewer.state.items])
    assert ticked(viewer) == ["the selected images"]
    entry = next(
        one for one in viewer.choices.compare.actions() if one.text() == "the average picture"
    )
    entry.trigger()
    assert viewer.toolbar.compare.text() == "average picture"
    assert ticked(viewer) == ["the average picture"]


def test_an_average_that_does_not_exist_yet_is_not_compared_with(viewer: Application) -> None:
    viewer.state.set_model(replace(card(), key="/a.pth"), CPU, None)
    assert viewer.toolbar.compare.text() == "nothing yet"
    assert viewer.toolbar.compare.accessibleName() == "Compare with: nothing yet"
    assert ticked(viewer) == [f"the average picture, from {PICTURES_FOR_AN_AVERAGE} images on"]
    for item in viewer.state.items:
        viewer.state.store_inspection(inspection(item.name))
    add(viewer, PICTURES_FOR_AN_AVERAGE)
    assert viewer.state.reference.means
    assert viewer.toolbar.compare.text() == "average picture"
    assert ticked(viewer) == ["the average picture"]


def test_the_status_line_says_how_a_checkpoint_fitted(viewer: Application) -> None:
    assert "tensors" not in viewer.status.text.text()
    fitted = replace(card(), key="/a.pth", fit=FitReport("timm", 1383, 1384))
    viewer.state.set_model(fitted, CPU, None)
    assert "1,383 of 1,384 tensors taken over" in viewer.status.text.text()
