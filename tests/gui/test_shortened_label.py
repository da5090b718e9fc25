"""A line that is too long for its place says so with "…", and tells the rest on request."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from senet_viewer.gui.shortened_label import ShortenedLabel

LONG = "Ready · 8 blocks, 1,920 gates · 12 ms · Teaching network: 64×64 pixels, 200 classes"


@pytest.fixture
def label(qtbot: QtBot) -> ShortenedLabel:
    label = ShortenedLabel()
    qtbot.addWidget(label)
    label.setText(LONG)
    label.resize(2000, 20)
    label.show()
    return label


def seen(label: QLabel) -> str:
    """What Qt itself was given to paint."""
    return QLabel.text(label)


def test_where_there_is_room_all_of_it_is_seen(label: ShortenedLabel) -> None:
    assert seen(label) == LONG


def test_without_room_it_ends_in_dots_and_is_still_known(label: ShortenedLabel) -> None:
    label.resize(200, 20)
    assert seen(label).endswith("…")
    assert LONG.startswith(seen(label)[:-1])
    assert label.fontMetrics().horizontalAdvance(seen(label)) <= 200
    assert label.text() == label.toolTip() == label.accessibleName() == LONG
    label.resize(2000, 20)
    assert seen(label) == LONG


def test_larger_letters_shorten_it_and_another_text_is_measured_anew(
    label: ShortenedLabel,
) -> None:
    label.resize(label.fontMetrics().horizontalAdvance(LONG), 20)
    assert seen(label) == LONG
    larger = QFont(label.font())
    larger.setPointSizeF(2 * larger.pointSizeF())
    label.setFont(larger)
    assert seen(label).endswith("…")
    label.setText("Ready")
    assert seen(label) == "Ready"


def test_it_never_asks_for_room(label: ShortenedLabel) -> None:
    assert label.sizePolicy().horizontalPolicy() is label.sizePolicy().Policy.Ignored
