"""Builds what the reading of gates consists of, and remembers its choices between two starts."""

from __future__ import annotations

from PySide6.QtCore import QObject

from senet_viewer.gui.channel_look import ChannelLook
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.filter_menu import FilterMenu
from senet_viewer.gui.noise_watch import NoiseWatch
from senet_viewer.gui.panels.channel_card import ChannelCard
from senet_viewer.gui.project_network import ProjectNetwork
from senet_viewer.gui.reading import Reading
from senet_viewer.gui.settings import Settings
from senet_viewer.gui.state import State
from senet_viewer.gui.theme import Theme


class ReadingParts(QObject):
    """The reading, the engine's answers for it, the menu of filters, and the channel card."""

    def __init__(
        self,
        state: State,
        engine: EngineClient,
        network: ProjectNetwork,
        theme: Theme,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.reading = Reading(state, self)
        self.look = ChannelLook(state, self.reading, engine, self)
        self.noise = NoiseWatch(state, self.reading, engine, self)
        self.filters = FilterMenu(state, self.reading)
        self.card = ChannelCard(state, self.reading, self.look, network, theme)

    def restore(self, settings: Settings) -> None:
        """Take up the choices of the last time."""
        self.reading.set_histogram(settings.histogram)
        self.reading.set_noise_wanted(settings.noise)
        self.reading.set_differences_wanted(settings.differences)

    def remember(self, settings: Settings) -> None:
        """Put the choices into the settings."""
        settings.histogram = self.reading.histogram
        settings.noise = self.reading.noise_wanted
        settings.differences = self.reading.differences_wanted
