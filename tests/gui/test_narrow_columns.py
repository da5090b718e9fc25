"""At their least widths the columns cut no word in half: they wrap, turn, shorten or scroll."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QScrollArea,
    QStyleOptionViewItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application, Start
from senet_viewer.gui.main_window import NARROWEST_LIST, NARROWEST_MIDDLE
from senet_viewer.gui.plots.quiet_list import QuietList
from senet_viewer.gui.shortened_link import ShortenedLink
from tests.gui.making import CPU, picture
from tests.gui.plots import networks
from tests.gui.viewing import built_window, give_keys
from tests.screenshots.layout import described
from tests.screenshots.letters import clipped

NAMES = ("tabby.jpg", "espresso.jpg")


@pytest.fixture(params=["en", "zh_CN"])
def window(
    qapp: QApplication, home: Path, qtbot: QtBot, request: pytest.FixtureRequest
) -> Iterator[Application]:
    """A window with two pictures, its left columns as narrow as they get."""
    with built_window(qapp, Start(language=request.param)) as made:
        made.window.resize(1440, 900)
        model = networks.card()
        made.state.set_model(model, CPU, None)
        made.state.add([picture(name) for name in NAMES])
        for seed, name in enumerate(NAMES):
            seen = networks.inspection(model, 100 * seed)
            made.state.store_inspection(replace(seen, image=picture(name).image))
        made.state.select(picture(NAMES[0]).image.key)
        give_keys(made, qtbot)
        made.window.columns.moveSplitter(1, 1)
        made.window.columns.moveSplitter(1, 2)
        yield made


def middle_of(window: Application) -> QScrollArea:
    found = window.window.findChild(QScrollArea, "middle")
    assert isinstance(found, QScrollArea)
    return found


def turn() -> None:
    for _ in range(8):
        QApplication.processEvents()


def _cut_words(widget: QWidget) -> str:
    """How text is cut; many short lines are what a narrow column has, and Qt shortens hints."""
    how = clipped(widget)
    return "" if isinstance(widget, QLineEdit) or "it takes" in how else how


def cut(column: QWidget) -> list[str]:
    """What does not fit into ``column``, in words."""
    seen = [one for one in column.findChildren(QWidget) if one.isVisibleTo(column)]
    found = [f"{described(one)}: {how}" for one in seen if (how := _cut_words(one))]
    for one in seen:
        whole = isinstance(one, QuietList | ShortenedLink)
        if whole and one.height() < one.sizeHint().height():
            found.append(f"{described(one)} is cut in its height")
        parent = one.parentWidget()
        if one.isVisible() and parent is not None and one.geometry().right() > parent.width():
            found.append(f"{described(one)} reaches beyond {type(parent).__name__}")
    return found


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("compared", [False, True])
def test_the_least_width_cuts_nothing(window: Application, percent: int, compared: bool) -> None:
    middle = middle_of(window)
    window.appearance.set_text_size(percent)
    if compared:
        window.state.set_selected([picture(name).image.key for name in NAMES])
    window.window.columns.setSizes([NARROWEST_LIST, NARROWEST_MIDDLE, 1100])
    turn()
    assert middle.width() <= NARROWEST_MIDDLE + 2
    assert window.images.width() <= NARROWEST_LIST + 2
    assert cut(window.focus) + cut(window.answer) == []
    assert cut(window.images) == []


@pytest.mark.parametrize("width", [236, 255, 280, 300, 340])
def test_nor_does_any_width_above_it(window: Application, width: int) -> None:
    middle = middle_of(window)
    for block in ("SE_2_1", "SE_5_2"):
        window.state.set_focus(block)
        window.window.columns.setSizes([NARROWEST_LIST, width, 1200 - width])
        turn()
        assert abs(middle.width() - width) < 8
        assert cut(window.focus) + cut(window.answer) == []


def test_what_is_too_narrow_for_two_columns_has_them_below_each_other(
    window: Application,
) -> None:
    window.state.set_selected([picture(name).image.key for name in NAMES])
    opened, closed = window.focus.unusual.opened, window.focus.unusual.closed

    def side_by_side() -> bool:
        turn()
        places = [one.mapTo(window.focus, one.rect().topLeft()) for one in (opened, closed)]
        return places[0].y() == places[1].y()

    window.window.columns.setSizes([200, 360, 880])
    assert side_by_side()
    window.appearance.set_text_size(200)
    window.window.columns.setSizes([NARROWEST_LIST, NARROWEST_MIDDLE, 1100])
    assert not side_by_side()
    window.appearance.set_text_size(100)
    window.window.columns.setSizes([200, 360, 880])
    assert side_by_side()


def test_a_link_that_has_no_room_ends_in_dots_and_keeps_its_words_for_readers(
    window: Application,
) -> None:
    link = window.focus.statistics
    whole = link.text()
    assert link._shown() == whole
    link.resize(link.sizeHint().width() - 30, link.height())
    assert link._shown().endswith("…")
    assert link.text() == whole


@pytest.mark.parametrize("name", ["a3f5" * 16 + ".jpg", "0b1c_" * 20 + ".png", "猫" * 40 + ".jpg"])
def test_a_name_without_a_space_breaks_and_is_measured_for_its_width(
    window: Application, name: str
) -> None:
    window.state.add([picture(name)])
    seen = networks.inspection(networks.card(), 5)
    window.state.store_inspection(replace(seen, image=picture(name).image))
    window.state.set_selected([picture(one).image.key for one in (NAMES[0], name)])
    window.state.select(picture(name).image.key, alone=False)
    window.window.columns.setSizes([NARROWEST_LIST, NARROWEST_MIDDLE, 1100])
    for one in (name, NAMES[0]):
        window.state.select(picture(one).image.key, alone=False)
        turn()
        assert one in window.answer.caption.text()
        for label in (window.answer.caption, window.focus.subtitle):
            assert label.minimumSizeHint().width() <= label.width()
        assert cut(window.focus) + cut(window.answer) == []


class Hand(QPainter):
    """Paints, and notes what is written, and how much room there was for it."""

    def __init__(self, ground: QImage) -> None:
        super().__init__(ground)
        self.written: list[tuple[str, int, int]] = []

    def drawText(self, *args: Any) -> Any:
        box, text = args[0], args[-1]
        needed = self.fontMetrics().horizontalAdvance(text)
        self.written.append((text, needed, int(box.width())))
        return super().drawText(*args)


@pytest.mark.parametrize("percent", [100, 200])
def test_the_list_writes_a_number_whole_or_not_at_all(window: Application, percent: int) -> None:
    window.appearance.set_text_size(percent)
    window.window.columns.setSizes([NARROWEST_LIST, NARROWEST_MIDDLE, 1100])
    turn()
    view = window.images.list
    option, first = QStyleOptionViewItem(), view.model().index(0, 0)
    view.initViewItemOption(option)
    option.rect = view.visualRect(first)
    assert option.rect.width() <= view.viewport().width()
    ground = QImage(300, 300, QImage.Format.Format_ARGB32_Premultiplied)
    hand = Hand(ground)
    view.itemDelegate().paint(hand, option, first)
    hand.end()
    numbers = [one for one in hand.written if "%" in one[0]]
    assert bool(numbers) is (percent == 100)
    assert all(needed <= room for _text, needed, room in numbers)
