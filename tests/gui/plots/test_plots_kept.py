"""Plots that come and go leave nothing behind: networks change, blocks are filled and scrolled."""

from __future__ import annotations

import gc

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui.plots.gate_plot import GatePlot
from senet_viewer.gui.plots.gates_view import GatesView
from senet_viewer.records import ModelCard
from senet_viewer.statistics import Order
from tests.gui.plots.networks import SE_152, card, inspection, reference

SE_50 = ((2, 256, 56, 3), (3, 512, 28, 4), (4, 1024, 14, 6), (5, 2048, 7, 3))
ROUNDS = 50


def show(view: GatesView, model: ModelCard) -> None:
    """A network's gates, all plots in and near the view made; the scroll bar at its end."""
    view.show_model(model)
    view.show_inspection(inspection(model), reference(model), "the average", Order.CHANNEL)
    view.focus_block("SE_4_2")
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    view.fill("SE_5_1")
    view.fill(None)
    while view.pending:
        QApplication.processEvents()
    # Deferred deletions wait for a turn of the loop that started the test.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def objects(view: GatesView) -> tuple[int, int]:
    """Qt's objects in the view, and plots that Python holds."""
    gc.collect()
    # Not isinstance, which asks proxies of other libraries for their class: some warn.
    plots = sum(issubclass(type(one), GatePlot) for one in gc.get_objects())
    return len(view.findChildren(QObject)), plots


def test_fifty_changes_between_sixteen_and_fifty_blocks_leave_nothing(qtbot: QtBot) -> None:
    view = GatesView()
    qtbot.addWidget(view)
    view.resize(850, 640)
    view.show()
    qtbot.waitExposed(view)
    few, many = card(SE_50), card(SE_152)
    for model in (few, many, few, many):
        show(view, model)
    before = objects(view)
    for _ in range(ROUNDS):
        show(view, few)
        show(view, many)
    assert objects(view) == before
