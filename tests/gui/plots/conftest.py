"""A block's plot to act on; plots must not make Qt complain, whatever is done to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.gui.plots.gate_plot import GatePlot
from senet_viewer.statistics import Order
from tests.gui.plots.acting import show_block
from tests.gui.plots.networks import AVERAGE, TABBY, block


@pytest.fixture(autouse=True)
def _no_qt_warning(qtlog: Any) -> Iterator[None]:
    yield
    said = [record.message for record in qtlog.records]
    # The platform of the tests cannot limit window sizes, and says so.
    said = [line for line in said if "propagateSizeHints" not in line]
    assert not said


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 400)
    return made


@pytest.fixture
def plot(window: QWidget, qtbot: QtBot) -> GatePlot:
    """A shown plot of ``TABBY`` with ``AVERAGE`` as its reference."""
    made = GatePlot(window)
    made.setGeometry(100, 100, 500, 140)
    show_block(made, block("SE_4_2", 4, TABBY), AVERAGE, Order.CHANNEL)
    window.show()
    qtbot.waitExposed(window)
    return made
