"""Thumbnails of the compared images for their legend, as they come."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QImage

from senet_viewer.gui.pictures import Pictures
from senet_viewer.gui.plots.compared_legend import ComparedLegend
from senet_viewer.gui.state import State


class LegendPictures(QObject):
    """Finds the thumbnail of an image by its key, and has the legend drawn anew when it is made."""

    def __init__(self, state: State, pictures: Pictures, legend: ComparedLegend) -> None:
        super().__init__(legend)
        self._state, self._pictures, self._legend = state, pictures, legend
        legend.set_thumbnails(self.thumbnail)
        pictures.thumbnail_ready.connect(self._ready)

    def thumbnail(self, key: str) -> QImage | None:
        """The thumbnail, or None while it is being made and where there is none."""
        item = self._state.item(key)
        return None if item is None or item.error else self._pictures.thumbnail(item.picture)

    @Slot(str)
    def _ready(self, key: str) -> None:
        self._legend.renew(key)
