"""Windows come back where they can be reached, whatever became of their screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize

from senet_viewer.gui.screens import moved_inside, reachable, room_for

LEFT = QRect(0, 0, 1920, 1080)
RIGHT = QRect(1920, 0, 1280, 1024)

TWO_STARTS = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from PySide6.QtCore import QRect
from senet_viewer.gui.app import Application, Start
from senet_viewer.gui.dialogs.text_dialog import TextDialog
app = QApplication([])
app.setApplicationName("senet-viewer")
viewer = Application(app, Start())
window = viewer.window
window.fit_to_screen()
window.show()
if sys.argv[1] == "leave":
    window.setGeometry(QRect(1400, 100, 900, 700))
    dialog = TextDialog("Details", "a", "b", window)
    dialog.show()
    app.processEvents()
    print(*dialog.geometry().getRect())
    dialog.close()
app.processEvents()
print(*window.geometry().getRect())
viewer.close()
window.close()
"""


def test_a_window_that_grew_over_the_edge_is_moved_back_inside() -> None:
    assert moved_inside(QRect(1700, 900, 600, 500), LEFT) == QPoint(1320, 580)
    assert moved_inside(QRect(100, 100, 600, 500), LEFT) == QPoint(100, 100)
    assert moved_inside(QRect(50, 50, 3000, 2000), LEFT) == QPoint(0, 0), "its title is in reach"


def test_a_window_in_full_view_stays_where_it_is() -> None:
    place = QRect(100, 100, 900, 700)
    assert reachable(place, [LEFT, RIGHT]) == place


def test_a_window_over_two_screens_stays_where_it_is() -> None:
    place = QRect(1500, 100, 900, 700)
    assert reachable(place, [LEFT, RIGHT]) == place


def test_a_window_of_a_screen_that_is_gone_comes_onto_the_main_one() -> None:
    place = reachable(QRect(2000, 50, 1000, 800), [LEFT])
    assert LEFT.contains(place)
    assert place.size() == QSize(1000, 800)


def test_a_window_larger_than_the_screen_that_is_left_shrinks() -> None:
    small = QRect(0, 0, 1024, 600)
    place = reachable(QRect(-3000, -50, 1900, 1000), [small])
    assert small.contains(place)
    assert place.width() <= 1024
    assert place.height() <= 568


def test_a_title_above_the_screen_comes_down() -> None:
    place = reachable(QRect(100, -60, 900, 700), [LEFT])
    assert place.top() == 0


@pytest.mark.parametrize("screen", [LEFT, QRect(0, 0, 960, 540)])
def test_a_new_window_fits_its_screen(screen: QRect) -> None:
    size = room_for(QSize(1440, 900), screen)
    assert size.width() <= screen.width()
    assert size.height() < screen.height()


def run(step: str, screens: list[dict[str, object]], folder: Path) -> list[QRect]:
    """The places that one start of the program prints, with these screens."""
    config = folder / f"{step}.json"
    config.write_text(json.dumps({"synchronousWindowSystemEvents": True, "screens": screens}))
    environment = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    ran = subprocess.run(
        [sys.executable, "-c", TWO_STARTS, step],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    return [QRect(*map(int, line.split())) for line in ran.stdout.splitlines()]


def a_screen(name: str, x: int, width: int, height: int) -> dict[str, object]:
    return {
        "name": name,
        "x": x,
        "y": 0,
        "width": width,
        "height": height,
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
        "dpr": 1,
    }


def test_after_the_second_screen_has_gone_the_window_is_in_full_view(tmp_path: Path) -> None:
    both = [a_screen("one", 0, 1280, 800), a_screen("two", 1280, 1280, 1024)]
    dialog, left = run("leave", both, tmp_path)
    assert QRect(1280, 0, 1280, 1024).contains(left)
    assert QRect(1280, 0, 1280, 1024).contains(dialog), "dialogs open on the window's screen"
    (again,) = run("return", both, tmp_path)
    assert again == left, "both screens are there: it is where it was"
    (alone,) = run("return", both[:1], tmp_path)
    assert QRect(0, 0, 1280, 800).contains(alone)
    assert alone.size() == left.size()
