"""Settings with values that make no sense, of the right kind, cost nothing."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui.settings import VERSION, Settings
from tests.gui.viewing import built_window, show_a_picture

ODD: dict[type, list[object]] = {
    str: ["", "ü\u0000", "%1 {x}", "//////"],
    bool: [False],
    int: [-1, 10**12, True],
    dict: [{}, {"x": 1}, {"": []}, {"quit": [["a"], None]}],
    list: [[[1]], ["x", None], [[]], [["a", "b"], {}]],
}


@pytest.mark.parametrize("turn", range(4))
def test_the_window_opens_and_closes_with_odd_values(
    qapp: QApplication, home: Path, qtbot: QtBot, turn: int
) -> None:
    with built_window(qapp) as made:
        file = made.settings_file
    values = {}
    for field in dataclasses.fields(Settings):
        odd = ODD[type(getattr(Settings(), field.name))]
        values[field.name] = odd[turn % len(odd)]
    file.write_text(json.dumps({"version": VERSION, "settings": values}), encoding="utf-8")
    with built_window(qapp) as made:
        made.window.show()
        show_a_picture(made)
        QApplication.processEvents()
        made.documents.recent.menu.aboutToShow.emit()
        assert made.theme is not None
        assert made.images.model.rowCount() == 1
