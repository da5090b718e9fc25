"""Plots by block, made when needed, and kept for other blocks when they leave the view."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtWidgets import QWidget

from senet_viewer.gui.plots.gate_plot import GatePlot
from senet_viewer.gui.plots.gates_layout import Stage


class PlotPool:
    """``make`` makes a plot; ``versions`` holds which version of the content each plot shows."""

    def __init__(self, make: Callable[[], GatePlot]) -> None:
        self._make = make
        self._plots: dict[str, GatePlot] = {}
        self._free: list[GatePlot] = []
        self.versions: dict[str, int] = {}

    @property
    def plots(self) -> Mapping[str, GatePlot]:
        """The plots in use, by block."""
        return self._plots

    @property
    def every(self) -> tuple[GatePlot, ...]:
        """All plots there are, the unused ones too."""
        return (*self._plots.values(), *self._free)

    @property
    def has_free(self) -> bool:
        return bool(self._free)

    def stock(self) -> None:
        """Make one more plot."""
        self._free.append(self._make())

    def assign(self, name: str) -> GatePlot:
        """Use a free plot for a block."""
        plot = self._plots[name] = self._free.pop()
        return plot

    def release(self, name: str) -> None:
        """Hide a block's plot until another block needs it."""
        plot = self._plots.pop(name)
        self.versions.pop(name, None)
        plot.hide()
        self._free.append(plot)

    def order_tabs(
        self, first: QWidget, stages: Sequence[Stage], headers: Mapping[int, QWidget]
    ) -> None:
        """After ``first`` the tabulator visits a stage's header, then its plots, early to late."""
        order = [first]
        for stage in stages:
            order.append(headers[stage.number])
            order += [self._plots[b.name] for b in stage.blocks if b.name in self._plots]
        for one, two in pairwise(order):
            QWidget.setTabOrder(one, two)
